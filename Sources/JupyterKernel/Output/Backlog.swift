import Dispatch
import JupyterProtocol

/// What waits to be sent, in order, at a pace that the server behind the front ends can take.
struct Backlog {
  /// From here on cells had better wait, in posts.
  private static let crowd = 2000
  /// What surrounds a message's content, in bytes.
  private static let envelope = 700

  /// The pace; nil where nobody limits it.
  var pace: Pace?
  private var posts: [Post] = []
  private var first = 0

  /// Nothing to be sent, at a pace if there is one.
  init(pace: Pace? = nil) {
    self.pace = pace
  }

  /// Whether more waits than is good.
  var isCongested: Bool { posts.count - first > Self.crowd }

  /// Puts posts behind those that wait.
  mutating func add(_ more: [Post]) {
    if first == posts.count {
      posts = more
      first = 0
    } else {
      posts += more
    }
  }

  /// Sends what may leave.
  ///
  /// - Returns: How long the rest must wait, in milliseconds; nil where all has left.
  mutating func drain(send: (Post) -> Void) -> Int? {
    while first < posts.count {
      let post = posts[first]
      if pace != nil, case .publish(let content, _) = post {
        let now = DispatchTime.now().uptimeNanoseconds
        let wait = pace?.admit(bytes: content.bytes.count + Self.envelope, at: now) ?? 0
        if wait > 0 { return Int(wait / 1_000_000) + 1 }
      }
      first += 1
      send(post)
    }
    posts = []
    first = 0
    return nil
  }
}
