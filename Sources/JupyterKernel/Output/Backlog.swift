import Dispatch
import JupyterProtocol

/// What waits to be sent, in order, at a pace that the server behind the front ends can take.
struct Backlog {
  /// What surrounds a message's content, in bytes.
  private static let envelope = 700
  /// How many posts are sent before the front thread looks at its sockets again.
  private static let turn = 256

  /// The pace; nil where nobody limits it.
  var pace: Pace?
  private var posts: [Post?] = []
  private var first = 0

  /// Nothing to be sent, at a pace if there is one.
  init(pace: Pace? = nil) {
    self.pace = pace
  }

  /// Whether nothing waits.
  var isEmpty: Bool { first == posts.count }

  /// Puts posts behind those that wait.
  ///
  /// - Returns: Those that need not be sent: of two updates of one thing in a row the first would be seen by nobody.
  mutating func add(_ more: [Post]) -> [Post] {
    var needless: [Post] = []
    for post in more {
      if first < posts.count, let last = posts[posts.count - 1], let name = post.superseded, name == last.superseded {
        needless.append(last)
        posts[posts.count - 1] = post
      } else {
        posts.append(post)
      }
    }
    return needless
  }

  /// Sends what may leave, a number of posts at most.
  ///
  /// - Returns: How long the rest must wait, in milliseconds; nil where nothing waits.
  mutating func drain(send: (Post) -> Void) -> Int? {
    for _ in 0..<Self.turn {
      guard first < posts.count, let post = posts[first] else { break }
      if let wait = wait(before: post) { return wait }
      // Not kept until all has left, which may take as long as a cell runs.
      posts[first] = nil
      first += 1
      send(post)
    }
    if first == posts.count {
      posts = []
      first = 0
      return nil
    }
    if first > 1024 {
      posts.removeFirst(first)
      first = 0
    }
    return 0
  }

  /// Takes all that waits.
  mutating func takeAll() -> [Post] {
    defer { (posts, first) = ([], 0) }
    return posts[first...].compactMap { $0 }
  }

  private mutating func wait(before post: Post) -> Int? {
    guard pace != nil else { return nil }
    switch post {
    case .publish(let content, _):
      let size = (content as? StreamMessage).map { $0.bytes.count + Self.envelope } ?? 0
      let wait = pace?.admit(bytes: size, at: DispatchTime.now().uptimeNanoseconds) ?? 0
      return wait > 0 ? Int(wait / 1_000_000) + 1 : nil
    case .finished:
      pace?.reset()
      return nil
    case .ask, .answer: return nil
    }
  }
}
