/// Why one form of a document cannot be made of the other.
enum ScriptError: Error, Equatable, CustomStringConvertible {
  /// A header has something after an equals sign that is no JSON.
  case metadata(line: Int, name: String)
  /// A line of a notebook's cell reads like the beginning of another.
  case startsCell(cell: Int, line: Int)

  var description: String {
    switch self {
    case .metadata(let line, let name):
      "line \(line): expected JSON after '\(name)=', as in tags=[\"parameters\"]"
    case .startsCell(let cell, let line):
      """
      cell \(cell), line \(line) would begin another cell in a script, where '// %%' does; put something between the \
      slashes and the percent signs
      """
    }
  }
}
