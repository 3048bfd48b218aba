import Glibc

/// The state of the terminal as the shell has left it.
struct TerminalSettings: Sendable {
  private let original: termios

  /// The state as it is.
  init() {
    var settings = termios()
    tcgetattr(STDIN_FILENO, &settings)
    original = settings
  }

  /// Gives the terminal the state in which it was found.
  func restore() {
    var settings = original
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Lets the terminal show nothing that is typed.
  func hideTyping() { set(without: ECHO) }

  /// Hides what is typed and takes Ctrl-C as a key among others, in its order.
  func takeKeys() { set(without: ECHO | ISIG) }

  private func set(without flags: Int32) {
    var settings = original
    settings.c_lflag &= ~tcflag_t(flags)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }
}
