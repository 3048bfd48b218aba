import JupyterProtocol
import Synchronization

/// The open comms and the targets that front ends may open comms to.
final class CommRegistry: Sendable {
  private struct Comm {
    let target: String
    let handler: CommHandler
  }

  private let targets: [String: CommTarget]
  private let comms = Mutex<[String: Comm]>([:])

  /// A registry without open comms.
  init(targets: [String: CommTarget]) {
    self.targets = targets
  }

  /// Keeps a comm that the kernel opens.
  func open(_ id: String, target: String, handler: @escaping CommHandler) {
    comms.withLock { $0[id] = Comm(target: target, handler: handler) }
  }

  /// Keeps a comm that a front end opens; false where the kernel does not know the target or refuses.
  func accept(_ request: CommOpen) -> Bool {
    guard let handler = targets[request.targetName]?(request.data) else { return false }
    open(request.commID, target: request.targetName, handler: handler)
    return true
  }

  /// What is to be said in return; nothing on a comm that is not open.
  func answers(to message: CommMessage) -> [CommMessage] {
    let comm = comms.withLock { $0[message.commID] }
    return (comm?.handler(message.data) ?? []).map { CommMessage(commID: message.commID, data: $0) }
  }

  /// Forgets a comm.
  func close(_ id: String) {
    comms.withLock { $0[id] = nil }
  }

  /// The target of each open comm, or of those to one target.
  func openTargets(named target: String?) -> [String: String] {
    comms.withLock { $0.mapValues(\.target).filter { target == nil || $0.value == target } }
  }
}
