import JupyterKernel
import JupyterProtocol
import Synchronization

/// Shows what the cells of a script or a prompt show: streams as they are, values by their plain text.
///
/// A display that can change is followed on the ``StatusLine`` and written once, as it is when something else is shown
/// or the cell ends, so that a progress line leaves its last state only.
final class TerminalOutput: CellOutput {
  private let status: StatusLine
  private let reader: (any AnswerReader)?
  private let changing = Mutex<(displayID: String, text: String)?>(nil)
  /// What a cell has put into the next one.
  private let next = Mutex<String?>(nil)

  /// An output whose changing displays are followed on a line.
  ///
  /// - Parameter reader: Where answers to a cell's questions come from; nil where nobody can be asked.
  init(status: StatusLine, reader: (any AnswerReader)? = nil) {
    self.status = status
    self.reader = reader
  }

  /// Writes what is held back; called when a cell has ended.
  func finish() {
    let last = changing.withLock { changing in
      defer { changing = nil }
      return changing
    }
    if let last { writeLine(last.text) }
  }

  /// The text that a cell has put into the next one, once.
  func takeNextInput() -> String? {
    next.withLock { next in
      defer { next = nil }
      return next
    }
  }

  func write(_ text: String, to stream: OutputStream) {
    finish()
    status.writing(text, stream == .stdout ? StandardStreams.writeOutput : StandardStreams.writeError)
  }

  func display(_ bundle: MimeBundle, displayID: String?) {
    finish()
    guard let displayID else { return writeLine(Self.text(of: bundle)) }
    follow(bundle, displayID)
  }

  func update(_ bundle: MimeBundle, displayID: String) {
    if changing.withLock({ $0?.displayID }) != displayID { finish() }
    follow(bundle, displayID)
  }

  func result(_ bundle: MimeBundle) {
    display(bundle, displayID: nil)
  }

  func clear(wait: Bool) {
    changing.withLock { $0 = nil }
    status.writing("", { _ in })
  }

  func readLine(prompt: String, password: Bool) throws(InputError) -> String {
    guard let reader else { throw .notAllowed }
    finish()
    status.writing(prompt, StandardStreams.writeOutput)
    // The line end that is typed shows itself where the rest does.
    defer { status.writing("\n", password ? StandardStreams.writeOutput : { _ in }) }
    return try reader.readAnswer(isHidden: password)
  }

  func page(_ bundle: MimeBundle) {
    display(bundle, displayID: nil)
  }

  func setNextInput(_ text: String, replaces: Bool) {
    next.withLock { $0 = text }
  }

  /// Nobody is at the other end of a comm.
  func openComm(_ id: String, target: String, data: JSONValue, metadata: JSONValue, answer: @escaping CommHandler) {}
  func send(_ data: JSONValue, onComm id: String) {}

  private func follow(_ bundle: MimeBundle, _ displayID: String) {
    let text = Self.text(of: bundle)
    changing.withLock { $0 = (displayID, text) }
    status.show(bundle)
  }

  private func writeLine(_ text: String) {
    status.writing(text + "\n", StandardStreams.writeOutput)
  }

  private static func text(of bundle: MimeBundle) -> String {
    bundle.text ?? "<\(bundle.data.keys.sorted().joined(separator: ", "))>"
  }
}

/// Where a cell's questions are answered.
protocol AnswerReader: Sendable {
  /// Waits for a line; the empty one at the end of input.
  ///
  /// - Parameter isHidden: The terminal does not show what is typed.
  /// - Throws: ``InputError/interrupted`` when the cell is interrupted.
  func readAnswer(isHidden: Bool) throws(InputError) -> String
}
