import Networks
import Synchronization

/// Keeps the network as it stands after some steps of a run, and ends the run with the last of them.
struct SnapshotKeeper: TrainingIntervention {
  /// What was kept; the copies of a run share it.
  final class Album: Sendable {
    private let pages = Mutex<[Int: Network]>([:])

    func keep(_ network: Network, step: Int) { pages.withLock { $0[step] = network } }
    subscript(step: Int) -> Network? { pages.withLock { $0[step] } }
  }

  let steps: Set<Int>
  let album = Album()

  var description: String { "snapshots after steps \(steps.sorted())" }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    steps.contains(step + 1) ? .afterStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    album.keep(moment.network, step: moment.step + 1)
    return moment.step + 1 == steps.max() ? .stop : .goOn
  }
}
