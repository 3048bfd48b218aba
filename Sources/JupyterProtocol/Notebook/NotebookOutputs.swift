/// Collects what the cells of a notebook show while they run, as the outputs that the document keeps.
///
/// The rules are those of `nbclient` with its `coalesce_streams`, the only ones that do not depend on how text was cut
/// into messages: all text of a stream forms one output, at the place of its first; a carriage return takes back the
/// line before it; an update replaces every display of its id, in earlier cells too; display ids themselves are not
/// stored.
public struct NotebookOutputs: Sendable {
  private struct Entry {
    var output: NotebookOutput
    let displayID: String?
  }

  private var entries: [[Entry]]
  private var current = 0
  private var clearsBeforeNext = false

  /// A collector for a number of cells.
  public init(cellCount: Int) {
    entries = Array(repeating: [], count: cellCount)
  }

  /// The outputs of a cell, as they stand.
  ///
  /// - Precondition: The notebook has this cell.
  public func outputs(ofCell index: Int) -> [NotebookOutput] {
    entries[index].map(\.output)
  }

  /// Starts a cell: its earlier outputs go, what is shown from now on is its own.
  ///
  /// - Precondition: The notebook has this cell.
  public mutating func begin(cell index: Int) {
    current = index
    entries[index] = []
    clearsBeforeNext = false
  }

  /// Appends text to a stream, `stdout` or `stderr`.
  public mutating func write(_ text: String, to name: String) {
    clearIfDue()
    for index in entries[current].indices {
      if entries[current][index].output.append(text, to: name) { return }
    }
    append(.stream(name: name, text: text), displayID: nil)
  }

  /// Shows a value; earlier displays of the id show it too.
  public mutating func display(_ bundle: MimeBundle, displayID: String?) {
    if let displayID { update(bundle, displayID: displayID) }
    append(.display(bundle), displayID: displayID)
  }

  /// Replaces what the displays of an id show.
  ///
  /// - Complexity: O(*n*) in the number of outputs so far.
  public mutating func update(_ bundle: MimeBundle, displayID: String) {
    for cell in entries.indices {
      for index in entries[cell].indices where entries[cell][index].displayID == displayID {
        entries[cell][index].output = .display(bundle)
      }
    }
  }

  /// Shows the value of the cell.
  public mutating func result(_ bundle: MimeBundle, executionCount: Int) {
    append(.result(bundle, executionCount: executionCount), displayID: nil)
  }

  /// Shows the error that has ended the cell.
  public mutating func fail(name: String, message: String, traceback: [String]) {
    append(.error(name: name, message: message, traceback: traceback), displayID: nil)
  }

  /// Removes the cell's outputs; with `wait` when its next output comes.
  public mutating func clear(wait: Bool) {
    clearsBeforeNext = wait
    if !wait { entries[current] = [] }
  }

  /// Ends the cell: carriage returns take effect, and of two neighbouring streams `stdout` comes first.
  public mutating func end() {
    for index in entries[current].indices {
      entries[current][index].output.applyCarriageReturns()
    }
    for index in entries[current].indices.dropLast()
    where entries[current][index].output.isStream("stderr") && entries[current][index + 1].output.isStream("stdout") {
      entries[current].swapAt(index, index + 1)
    }
  }

  private mutating func append(_ output: NotebookOutput, displayID: String?) {
    clearIfDue()
    entries[current].append(Entry(output: output, displayID: displayID))
  }

  private mutating func clearIfDue() {
    if clearsBeforeNext { entries[current] = [] }
    clearsBeforeNext = false
  }
}

extension NotebookOutput {
  fileprivate func isStream(_ name: String) -> Bool {
    if case .stream(name, _) = self { true } else { false }
  }

  /// Appends to the stream of a name; false where this is another output.
  fileprivate mutating func append(_ text: String, to name: String) -> Bool {
    guard case .stream(name, var whole) = self else { return false }
    // The text must have one owner while it grows, or each piece would copy it.
    self = .stream(name: name, text: "")
    whole += text
    self = .stream(name: name, text: whole)
    return true
  }

  /// Removes from each line what stands before its last carriage return, unless nothing follows it in the line.
  fileprivate mutating func applyCarriageReturns() {
    guard case .stream(let name, let text) = self else { return }
    self = .stream(name: name, text: CarriageReturns.applied(to: text))
  }
}
