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
  func hideTyping() {
    var settings = original
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }
}
