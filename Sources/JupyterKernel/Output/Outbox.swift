import Dispatch
import JupyterProtocol
import Synchronization

/// The one ordered queue from all threads to the front thread, the only one that sends.
///
/// Text for a stream is joined to what waits already. The first text after a pause leaves at once, more of it every 50
/// ms, and anything else takes along all that stands before it. The front thread is woken once for each of these, not
/// for each print. Answers to language queries stand in no order with what cells show, and overtake it.
final class Outbox: Sendable {
  /// The least time between two messages of stream text alone, in nanoseconds.
  private static let interval: UInt64 = 50_000_000

  /// What the front thread finds.
  struct Delivery {
    /// Answers to send at once.
    var answers: [Post] = []
    /// Posts to send in order.
    var posts: [Post] = []
    /// How long text that waits may still stay, in milliseconds; nil where none waits.
    var pause: Int?
  }

  fileprivate enum Alarm {
    case none
    case text
    case urgent
  }

  fileprivate struct Text {
    let stream: OutputStream
    let parent: Parent
    var text: String
    /// The line that the text begins with began in an earlier message.
    let continuesLine: Bool
  }

  fileprivate struct State {
    var answers: [Post] = []
    var posts: [Post] = []
    var text: Text?
    /// The cell and stream whose last text had no end of line.
    var openLine: (parentID: String, stream: OutputStream)?
    var alarm = Alarm.none
    var lastText: UInt64 = 0

    mutating func closeText() {
      guard let closing = text else { return }
      let shown = CarriageReturns.applied(to: closing.text, continuesLine: closing.continuesLine)
      posts.append(.publish(StreamMessage(name: closing.stream.rawValue, text: shown), parent: closing.parent))
      openLine = shown.utf8.last == 0x0A ? nil : (closing.parent.header.id, closing.stream)
      text = nil
    }

    mutating func beginText(_ new: String, _ stream: OutputStream, _ parent: Parent) {
      let continues = openLine.map { $0 == (parent.header.id, stream) } ?? false
      text = Text(stream: stream, parent: parent, text: new, continuesLine: continues)
    }
  }

  private let state = Mutex(State())
  private let pipe: WakePipe
  private let congestion = Atomic<Bool>(false)

  /// A queue that wakes the front thread through a pipe.
  init(waking pipe: WakePipe) {
    self.pipe = pipe
  }

  /// Whether front ends take in less than cells show, so that these had better wait.
  var isCongested: Bool { congestion.load(ordering: .relaxed) }

  /// Says whether too much waits to be sent.
  func setCongested(_ isCongested: Bool) { congestion.store(isCongested, ordering: .relaxed) }

  /// Appends a post that goes out without delay, or, where it is the last before the end of its cell, with that.
  func post(_ post: Post, isLast: Bool = false) {
    let wake = state.withLock { state in
      if case .answer = post {
        state.answers.append(post)
      } else {
        state.closeText()
        state.posts.append(post)
        if isLast { return false }
      }
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
        state.beginText(text, stream, parent)
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
      case .none where state.posts.isEmpty: return Delivery()
      // The last output of a cell, met on the way to something else.
      case .none: return state.emptied(at: now)
      case .text where now < state.lastText + Self.interval:
        return Delivery(pause: Int((state.lastText + Self.interval - now) / 1_000_000) + 1)
      case .text, .urgent: return state.emptied(at: now)
      }
    }
  }

  /// Takes everything, unless a thread that will not go on holds the queue.
  func takeIfPossible() -> Delivery {
    state.withLockIfAvailable { $0.emptied(at: 0) } ?? Delivery()
  }
}

extension Outbox.State {
  /// Gives all that waits.
  fileprivate mutating func emptied(at now: UInt64) -> Outbox.Delivery {
    if text != nil { lastText = now }
    closeText()
    alarm = .none
    defer { (answers, posts) = ([], []) }
    return Outbox.Delivery(answers: answers, posts: posts)
  }
}
