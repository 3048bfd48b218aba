import Dispatch
import Synchronization

/// Hands values from threads to one that waits for them, in order.
final class BlockingQueue<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  private let available = DispatchSemaphore(value: 0)

  /// Appends a value.
  func push(_ element: Element) {
    elements.withLock { $0.append(element) }
    available.signal()
  }

  /// Takes the first value, waiting for one.
  func pop() -> Element {
    available.wait()
    return elements.withLock { $0.removeFirst() }
  }
}
