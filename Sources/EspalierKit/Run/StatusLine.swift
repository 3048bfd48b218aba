import CommandLanguage
import Glibc
import JupyterProtocol
import Synchronization

/// One line on the terminal that says how far a run has come, rewritten in place.
///
/// It goes to standard error, and only where that is a terminal: files and pipes never see it. Whatever else is written
/// meanwhile goes through ``writing(_:_:)``, so that the line is out of its way.
final class StatusLine: Sendable {
  private struct State {
    var heading = ""
    var text = ""
    var started = ContinuousClock.now
    /// When the line was last written, and what it said of the time; nil while it is not on the screen.
    var drawn: (at: ContinuousClock.Instant, seconds: Int)?
    /// What the line says has changed since.
    var isStale = false
    /// The cursor stands where a line begins; else the text before it must stay.
    var isAtLineStart = true
  }

  /// An eye reads no faster.
  private static let interval = Duration.milliseconds(100)
  /// Cells that are done sooner need no clock.
  private static let patience = 2

  private let isShown = StandardStreams.isTerminal(STDERR_FILENO)
  private let sharesOutput = isatty(STDOUT_FILENO) != 0
  private let state = Mutex(State())

  /// Sets what stands before every text from now on, such as "cell 3 of 12", and starts its clock; ``tick()`` shows it.
  func setHeading(_ heading: String) {
    guard isShown else { return }
    state.withLock { state in
      state.heading = heading
      state.text = ""
      state.started = .now
      state.isStale = true
    }
  }

  /// Replaces the line.
  func show(_ text: String) {
    guard isShown else { return }
    state.withLock { state in
      state.text = text
      state.isStale = true
      if let drawn = state.drawn, .now - drawn.at < Self.interval { return }
      Self.draw(&state)
    }
  }

  /// Replaces the line by the first of a bundle's text.
  func show(_ bundle: MimeBundle) {
    show(bundle.text?.split(separator: "\n").first.map(String.init) ?? "")
  }

  /// Brings the line up to date; called some times a second.
  func tick() {
    guard isShown else { return }
    state.withLock { state in
      if state.heading.isEmpty, state.text.isEmpty { return }
      if state.isStale || state.drawn?.seconds != Self.seconds(state) { Self.draw(&state) }
    }
  }

  /// Takes the line away for good.
  func clear() {
    state.withLock { state in
      Self.erase(&state)
      state.heading = ""
      state.text = ""
    }
  }

  /// Writes a text somewhere else, with the line out of its way.
  func writing(_ text: String, _ write: (String) -> Void) {
    state.withLock { state in
      Self.erase(&state)
      state.text = ""
      state.isStale = true
      write(text)
      if sharesOutput, let last = text.utf8.last { state.isAtLineStart = last == UInt8(ascii: "\n") }
    }
  }

  /// The columns of the terminal.
  static var columns: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : 80
  }

  private static func draw(_ state: inout State) {
    guard state.isAtLineStart else { return }
    let seconds = seconds(state)
    let clock = state.heading.isEmpty || seconds < patience ? "" : "\(seconds) s"
    let line = [state.heading, clock, state.text].filter { !$0.isEmpty }.joined(separator: "  ")
    // A line that wraps could not be taken back.
    StandardStreams.writeError("\r\u{1B}[K" + line.prefix(columns: columns - 1))
    state.drawn = (.now, seconds)
    state.isStale = false
  }

  private static func erase(_ state: inout State) {
    if state.drawn != nil { StandardStreams.writeError("\r\u{1B}[K") }
    state.drawn = nil
  }

  private static func seconds(_ state: borrowing State) -> Int { Int((.now - state.started) / .seconds(1)) }
}

extension String {
  /// What of the text a terminal shows in a number of columns.
  func prefix(columns: Int) -> Substring {
    var rest = columns
    let end = firstIndex { character in
      rest -= character.terminalWidth
      return rest < 0
    }
    return self[..<(end ?? endIndex)]
  }
}
