import Glibc

/// Where the history of cells is kept.
enum HistoryPlace {
  /// The folder of a program's kernel; nil where the history is to stay in memory.
  static func folder(of program: String) -> String? {
    if let named = variable("ESPALIER_HISTORY") { return named == "off" ? nil : named }
    if let state = variable("XDG_STATE_HOME") { return state + "/\(program)/history" }
    return variable("HOME").map { $0 + "/.local/state/\(program)/history" }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
