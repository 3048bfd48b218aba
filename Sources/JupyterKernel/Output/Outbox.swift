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
  /// The most text in one message, in bytes: a server drops a message larger than its window, whatever its pace, and
  /// JSON may write a byte as six.
  private static let pieceLimit = 256 << 10

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
    /// The cell whose last text on a stream had no end of line.
    var openLines: [OutputStream: String] = [:]
    var alarm = Alarm.none
    var lastText: UInt64 = 0

    /// The text that waits, as messages that none of a server's limits can catch.
    mutating func closedText() -> [Post] {
      guard let closing = text else { return [] }
      text = nil
      let shown = CarriageReturns.collapsed(closing.text, continuesLine: closing.continuesLine)
      openLines[closing.stream] = shown.utf8.last == 0x0A ? nil : closing.parent.header.id
      return shown.pieces(ofBytes: Outbox.pieceLimit).map { piece in
        .publish(StreamMessage(name: closing.stream.rawValue, text: piece), parent: closing.parent)
      }
    }

    mutating func beginText(_ new: String, _ stream: OutputStream, _ parent: Parent) {
      text = Text(
        stream: stream, parent: parent, text: new, continuesLine: openLines[stream] == parent.header.id)
    }
  }

  private let state = Mutex(State())
  private let pipe: WakePipe
  /// What was given and is not sent yet, in posts and in bytes.
  private let waitingPosts = Atomic<Int>(0)
  private let waitingBytes = Atomic<Int>(0)

  /// A queue that wakes the front thread through a pipe.
  init(waking pipe: WakePipe) {
    self.pipe = pipe
  }

  /// From here on cells wait before they show more.
  private static let crowd = (posts: 1000, bytes: 16 << 20)

  /// Whether front ends take in less than cells show, so that these must wait: their output may not fill the memory.
  var isCongested: Bool {
    waitingPosts.load(ordering: .relaxed) > Self.crowd.posts
      || waitingBytes.load(ordering: .relaxed) > Self.crowd.bytes
  }

  /// Says that posts have been sent.
  func unload(posts: Int, bytes: Int) {
    waitingPosts.subtract(posts, ordering: .relaxed)
    waitingBytes.subtract(bytes, ordering: .relaxed)
  }

  private func load(_ post: Post) {
    waitingPosts.add(1, ordering: .relaxed)
    waitingBytes.add(post.weight, ordering: .relaxed)
  }

  /// Appends a post that goes out without delay, or, where it is the last before the end of its cell, with that.
  func post(_ post: Post, isLast: Bool = false) {
    if post.isOrdered { load(post) }
    let wake = state.withLock { state in
      if !post.isOrdered {
        state.answers.append(post)
      } else {
        closeText(&state)
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
        closeText(&state)
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
      case .none: return emptied(&state, at: now)
      case .text where now < state.lastText + Self.interval:
        return Delivery(pause: Int((state.lastText + Self.interval - now) / 1_000_000) + 1)
      case .text, .urgent: return emptied(&state, at: now)
      }
    }
  }

  /// Takes everything, unless a thread that will not go on holds the queue.
  func takeIfPossible() -> Delivery {
    state.withLockIfAvailable { emptied(&$0, at: 0) } ?? Delivery()
  }

  private func closeText(_ state: inout State) {
    for post in state.closedText() {
      load(post)
      state.posts.append(post)
    }
  }

  /// Gives all that waits.
  private func emptied(_ state: inout State, at now: UInt64) -> Delivery {
    if state.text != nil { state.lastText = now }
    closeText(&state)
    state.alarm = .none
    defer { (state.answers, state.posts) = ([], []) }
    return Delivery(answers: state.answers, posts: state.posts)
  }
}

extension String {
  /// The text in pieces of a number of bytes at most, cut between characters.
  fileprivate func pieces(ofBytes limit: Int) -> [String] {
    if utf8.count <= limit { return isEmpty ? [] : [self] }
    var pieces: [String] = []
    var start = startIndex
    while start < endIndex {
      var end = utf8.index(start, offsetBy: limit, limitedBy: endIndex) ?? endIndex
      while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
      pieces.append(String(self[start..<end]))
      start = end
    }
    return pieces
  }
}
