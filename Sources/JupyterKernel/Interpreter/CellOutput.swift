public import JupyterProtocol

/// Where a running cell shows things. It may be called from any thread; the order of the calls is the order in the
/// notebook.
public protocol CellOutput: AnyObject, Sendable {
  /// Appends text to a stream of the cell.
  func write(_ text: String, to stream: OutputStream)

  /// Shows a value; a display id lets ``update(_:displayID:)`` change it later.
  func display(_ bundle: MimeBundle, displayID: String?)

  /// Replaces what every display with this id shows, in earlier cells too.
  func update(_ bundle: MimeBundle, displayID: String)

  /// Shows the value of the cell; it leaves with the cell's end, which must be near.
  func result(_ bundle: MimeBundle)

  /// Removes the outputs so far; with `wait` only when the next one comes, which avoids flicker.
  func clear(wait: Bool)

  /// Asks the user for a line of text and waits for it.
  ///
  /// - Throws: ``InputError/notAllowed`` where the front end cannot ask, ``InputError/interrupted`` when the wait was
  ///   interrupted or the kernel is shut down.
  func readLine(prompt: String, password: Bool) throws(InputError) -> String

  /// Shows a bundle in the front end's pager.
  func page(_ bundle: MimeBundle)

  /// Puts a text into the front end's next cell, or into this one in place of its text.
  func setNextInput(_ text: String, replaces: Bool)

  /// Opens a comm to a target of the front end, which other cells may go on using.
  ///
  /// - Parameters:
  ///   - id: A name that no open comm has.
  ///   - target: What the front end connects it to, such as `jupyter.widget`.
  ///   - data: What the target needs to know; it may refer to comms opened before.
  ///   - metadata: Marks for the target.
  ///   - answer: Sees to what comes from the front end.
  func openComm(
    _ id: String, target: String, data: JSONValue, metadata: JSONValue, answer: @escaping CommHandler)

  /// Says something on an open comm.
  func send(_ data: JSONValue, onComm id: String)
}

/// A text stream of a cell.
public enum OutputStream: String, Sendable, Hashable {
  /// What the cell prints.
  case stdout
  /// Warnings and notes.
  case stderr
}

/// Why no line could be read from the user.
public enum InputError: Error, Sendable, Hashable {
  /// The front end has said that it cannot ask.
  case notAllowed
  /// The cell was interrupted, or the kernel shut down, while it waited.
  case interrupted
}
