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

  /// Makes Ctrl-C a key among others, in its order, where the terminal still makes a signal of it.
  static func takeControlC() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0, settings.interruptKey != 0 else { return }
    settings.interruptKey = 0
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }

  /// Hands over every key as it is typed, Backspace and Ctrl-C too, and shows none.
  func takeKeys() {
    var settings = original
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
    settings.interruptKey = 0
    withUnsafeMutableBytes(of: &settings.c_cc) { ($0[Int(VMIN)], $0[Int(VTIME)]) = (1, 0) }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Lets the terminal show nothing that is typed.
  func hideTyping() {
    var settings = original
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }
}

extension termios {
  /// The key that interrupts; 0 where none does.
  fileprivate var interruptKey: cc_t {
    get { withUnsafeBytes(of: c_cc) { $0[Int(VINTR)] } }
    set { withUnsafeMutableBytes(of: &c_cc) { $0[Int(VINTR)] = newValue } }
  }
}
