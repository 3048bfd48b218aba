import Networks
import Synchronization
import Tensors

/// Ends a run once the weights have all but stopped to move away from where they were after the first epoch.
///
/// After each epoch r = ‖w - w₁‖ / ‖w₁‖ over all prunable weights, w₁ those after the first; the run ends once
/// |r - r of the epoch before| < first r · factor, or at the latest epoch.
struct EarlyTrigger: TrainingIntervention {
  /// What has been measured, for whoever made the trigger.
  final class Log: Sendable {
    private let values = Mutex<[Double]>([])
    var ratios: [Double] { values.withLock { $0 } }
    func set(_ ratios: [Double]) { values.withLock { $0 = ratios } }
  }

  let factor: Double
  let latest: Int
  let log: Log
  /// The weights after the first epoch, then the ratios.
  var memory: [Tensor] = []

  init(factor: Double, latest: Int, log: Log) {
    self.factor = factor
    self.latest = latest
    self.log = log
  }

  var description: String { "early trigger, factor \(factor), at epoch \(latest) at the latest" }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    (step + 1).isMultiple(of: length.stepsPerEpoch) ? .afterStep : nil
  }

  mutating func intervene(in moment: TrainingMoment) -> InterventionOutcome {
    let weights = moment.network.parameters.filter(\.isPrunable).flatMap(\.value.floats)
    guard memory.count == 2 else {
      memory = [Tensor([weights.count], weights), Tensor([1], [0.0])]
      log.set([0])
      return .goOn
    }
    let reference = memory[0].floats
    var (moved, size) = (0.0, 0.0)
    for (now, then) in zip(weights, reference) {
      moved += Double(now - then) * Double(now - then)
      size += Double(then) * Double(then)
    }
    let ratios = memory[1].doubles + [(moved / size).squareRoot()]
    memory[1] = Tensor([ratios.count], ratios)
    log.set(ratios)
    return EarlyTrigger.fires(ratios, factor: factor) || ratios.count >= latest ? .stop : .goOn
  }

  /// Whether the last of the ratios, from that of the first epoch on, is near enough to the one before.
  static func fires(_ ratios: [Double], factor: Double) -> Bool {
    guard ratios.count >= 2 else { return false }
    return abs(ratios[ratios.count - 1] - ratios[ratios.count - 2]) < ratios[1] * factor
  }
}
