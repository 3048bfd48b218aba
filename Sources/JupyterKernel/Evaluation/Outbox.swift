import Dispatch
import JupyterProtocol
import Synchronization

/// The one ordered queue from all threads to the front thread, the only one that sends.
///
/// Text for a stream is joined to what waits already. The first text after a pause leaves at once, more of it every 50
/// ms, and anything else takes along all that stands before it. The front thread is woken once for each of these, not
/// for each print.
final class Outbox: Sendable {
  /// The least time between two messages of stream text alone, in nanoseconds.
  private static let interval: UInt64 = 50_000_000

  /// What the front thread finds.
  enum Delivery {
    /// Posts to send, in order.
    case posts([Post])
    /// Text that need not leave before a number of milliseconds.
    case later(milliseconds: Int)
    /// Nothing.
    case empty
  }

  private enum Alarm {
    case none
    case text
    case urgent
  }

  private struct Text {
    let stream: OutputStream
    let parent: Parent
    var text: String

    var post: Post { .publish(StreamMessage(name: stream.rawValue, text: text), parent: parent) }
  }

  private struct State {
    var posts: [Post] = []
    var text: Text?
    var alarm = Alarm.none
    var lastText: UInt64 = 0

    mutating func closeText() {
      if let text { posts.append(text.post) }
      text = nil
    }
  }

  private let state = Mutex(State())
  private let pipe: WakePipe

  /// A queue that wakes the front thread through a pipe.
  init(waking pipe: WakePipe) {
    self.pipe = pipe
  }

  /// Appends posts that go out without delay.
  func post(_ posts: [Post]) {
    let wake = state.withLock { state in
      state.closeText()
      state.posts += posts
      defer { state.alarm = .urgent }
      return state.alarm != .urgent
    }
    if wake { pipe.wake() }
  }

  /// Appends text to a stream.
  func write(_ text: String, to stream: OutputStream, parent: Parent) {
    if text.isEmpty { return }
    let wake = state.withLock { state in
      if state.text?.stream == stream, state.text?.parent.header.id == parent.header.id {
        state.text?.text += text
      } else {
        state.closeText()
        state.text = Text(stream: stream, parent: parent, text: text)
      }
      if state.alarm != .none { return false }
      state.alarm = .text
      return true
    }
    if wake { pipe.wake() }
  }

  /// Takes what is to be sent now.
  func take() -> Delivery {
    let now = DispatchTime.now().uptimeNanoseconds
    return state.withLock { state in
      switch state.alarm {
      case .none: return .empty
      case .text where now < state.lastText + Self.interval:
        return .later(milliseconds: Int((state.lastText + Self.interval - now) / 1_000_000) + 1)
      case .text, .urgent: break
      }
      if state.text != nil { state.lastText = now }
      state.closeText()
      state.alarm = .none
      defer { state.posts = [] }
      return .posts(state.posts)
    }
  }
}
