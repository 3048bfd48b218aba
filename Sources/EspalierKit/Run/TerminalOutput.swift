import JupyterKernel
import JupyterProtocol
import Synchronization

/// Shows what the cells of a script show: streams as they are, values by their plain text.
///
/// A display that can change is followed on the ``StatusLine`` and written once, as it is when something else is shown
/// or the cell ends, so that a progress line leaves its last state only.
final class TerminalOutput: CellOutput {
  private let status: StatusLine
  private let changing = Mutex<(displayID: String, text: String)?>(nil)

  /// An output whose changing displays are followed on a line.
  init(status: StatusLine) {
    self.status = status
  }

  /// Writes what is held back; called when a cell has ended.
  func finish() {
    status.clear()
    let last = changing.withLock { changing in
      defer { changing = nil }
      return changing
    }
    if let last { StandardStreams.writeOutput(last.text + "\n") }
  }

  func write(_ text: String, to stream: OutputStream) {
    finish()
    switch stream {
    case .stdout: StandardStreams.writeOutput(text)
    case .stderr: StandardStreams.writeError(text)
    }
  }

  func display(_ bundle: MimeBundle, displayID: String?) {
    finish()
    guard let displayID else { return StandardStreams.writeOutput(Self.text(of: bundle) + "\n") }
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
    status.clear()
    changing.withLock { $0 = nil }
  }

  func readLine(prompt: String, password: Bool) throws(InputError) -> String {
    throw .notAllowed
  }

  func page(_ bundle: MimeBundle) {
    display(bundle, displayID: nil)
  }

  /// A terminal has no next cell.
  func setNextInput(_ text: String, replaces: Bool) {}

  /// Nobody is at the other end of a comm.
  func openComm(_ id: String, target: String, data: JSONValue, metadata: JSONValue, answer: @escaping CommHandler) {}
  func send(_ data: JSONValue, onComm id: String) {}

  private func follow(_ bundle: MimeBundle, _ displayID: String) {
    let text = Self.text(of: bundle)
    changing.withLock { $0 = (displayID, text) }
    status.show(bundle)
  }

  private static func text(of bundle: MimeBundle) -> String {
    bundle.text ?? "<\(bundle.data.keys.sorted().joined(separator: ", "))>"
  }
}
