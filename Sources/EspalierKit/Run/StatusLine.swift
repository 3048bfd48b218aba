import Glibc
import JupyterProtocol
import Synchronization

/// One line on the terminal that says how far a run has come, rewritten in place.
///
/// It goes to standard error, and only where that is a terminal: files and pipes never see it.
final class StatusLine: Sendable {
  private let isShown = isatty(STDERR_FILENO) != 0
  private let state = Mutex<(heading: String, isDirty: Bool)>(("", false))

  /// Sets what stands before every text from now on, such as "cell 3 of 12", and shows it.
  func setHeading(_ heading: String) {
    state.withLock { $0.heading = heading }
    show("")
  }

  /// Replaces the line.
  func show(_ text: String) {
    guard isShown else { return }
    state.withLock { state in
      let line = [state.heading, text].filter { !$0.isEmpty }.joined(separator: "  ")
      // A line that wraps could not be taken back.
      StandardStreams.writeError("\r\u{1B}[K" + line.prefix(Self.columns - 1))
      state.isDirty = true
    }
  }

  /// Replaces the line by the first of a bundle's text.
  func show(_ bundle: MimeBundle) {
    show(bundle.text?.split(separator: "\n").first.map(String.init) ?? "")
  }

  /// Takes the line away, so that something else can be written.
  func clear() {
    state.withLock { state in
      if state.isDirty { StandardStreams.writeError("\r\u{1B}[K") }
      state.isDirty = false
    }
  }

  private static var columns: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : 80
  }
}
