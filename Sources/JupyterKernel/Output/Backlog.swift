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

  /// Puts posts behind those that wait. Of two updates of one display in a row the first would be seen by nobody.
  mutating func add(_ more: [Post]) {
    for post in more {
      if posts.count > first, let last = posts.last?.updatedDisplay, last == post.updatedDisplay {
        posts[posts.count - 1] = post
      } else {
        posts.append(post)
      }
    }
  }

  /// Sends what may leave.
  ///
  /// - Returns: How long the rest must wait, in milliseconds; nil where all has left.
  mutating func drain(send: (Post) -> Void) -> Int? {
    while first < posts.count {
      let post = posts[first]
      if pace != nil {
        switch post {
        case .publish(let content, _):
          let size = (content as? StreamMessage).map { $0.bytes.count + Self.envelope } ?? 0
          let wait = pace?.admit(bytes: size, at: DispatchTime.now().uptimeNanoseconds) ?? 0
          if wait > 0 { return Int(wait / 1_000_000) + 1 }
        case .finished: pace?.reset()
        case .ask, .answer: break
        }
      }
      first += 1
      send(post)
    }
    posts = []
    first = 0
    return nil
  }
}

extension Post {
  /// The display that the post updates, and for which cell.
  fileprivate var updatedDisplay: [String]? {
    guard case .publish(let content as UpdateDisplayData, let parent) = self else { return nil }
    return [content.displayID, parent.header.id]
  }
}
