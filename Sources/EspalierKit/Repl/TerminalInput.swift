import Glibc
import JupyterKernel
import Tensors

/// Standard input that is a terminal: keys for the line editor, and answers to the questions of cells.
///
/// Bytes are taken one by one, so that what is typed ahead of a question is still there for it.
final class TerminalInput: AnswerReader {
  /// What can wake one who waits for a key.
  enum Event: UInt8 {
    case interrupt = 1
    case resize
    case resume
  }

  private let events: EventPipe
  private let interrupt: InterruptFlag
  private let settings = TerminalSettings()

  /// The terminal, whose wakers write to a pipe.
  init(events: EventPipe, interrupt: InterruptFlag) {
    self.events = events
    self.interrupt = interrupt
  }

  /// Gives the terminal the state in which it was found.
  func restore() { settings.restore() }

  /// Shows nothing that is typed but what the editor draws: it would stand in the midst of a cell's output.
  func hideTyping() { settings.hideTyping() }

  /// Takes every key from before the prompt is seen: the library takes them only when it reads, which is after.
  func takeKeys() { settings.takeKeys() }

  /// Makes Ctrl-C a key while a line is edited: the library, which has been told to, leaves it a signal.
  func takeControlC() { TerminalSettings.takeControlC() }

  /// Waits for a byte or an event; nil at the end of input.
  func next() -> Result<UInt8, EventPipe.Woken>? {
    while true {
      var pollers = [
        pollfd(fd: events.readEnd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&pollers, 2, -1) < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if pollers[0].revents != 0, let event = events.take() { return .failure(EventPipe.Woken(event: event)) }
      if pollers[1].revents == 0 { continue }
      var byte: UInt8 = 0
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 1 { return .success(byte) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      return nil
    }
  }

  func readAnswer(isHidden: Bool) throws(InputError) -> String {
    if !isHidden { restore() }
    defer { hideTyping() }
    var line: [UInt8] = []
    while !interrupt.isRaised {
      switch next() {
      case .success(UInt8(ascii: "\n"))?, nil:
        return String(decoding: line, as: UTF8.self)
      case .success(let byte)?:
        line.append(byte)
      case .failure?:
        continue
      }
    }
    throw .interrupted
  }
}
