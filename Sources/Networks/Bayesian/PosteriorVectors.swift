import CKernels
import Tensors

/// Means, ρ and one draw of a Bayesian network as flat vectors in the layout of an execution plan.
///
/// Work is cut into shards of whole groups of random numbers by the vectors' length alone.
struct PosteriorVectors {
  let count: Int
  let means: FloatBuffer
  let spreads: FloatBuffer
  let deviations: FloatBuffer
  /// The standard normal numbers of the last draw.
  let noise: FloatBuffer
  /// 1 where a number is a distribution; 0 between parameters and where masks prune.
  let kept: [UInt8]
  private let form: DeviationForm

  /// Numbers a group of the generator gives.
  private static let group = 64
  /// Numbers a shard takes.
  private static let shard = 1 << 14

  /// - Complexity: O(parameters).
  init(_ network: BayesianNetwork, plan: ExecutionPlan) {
    count = plan.count
    form = network.form
    let padded = (count + PosteriorVectors.group - 1) / PosteriorVectors.group * PosteriorVectors.group
    means = FloatBuffer(count: count)
    spreads = FloatBuffer(count: count)
    deviations = FloatBuffer(count: count)
    noise = FloatBuffer(count: padded)
    plan.load(network.means, into: means)
    plan.load(network.spreads.map(\.floats), into: spreads)
    var kept = [UInt8](repeating: 0, count: count)
    for (place, parameter) in zip(plan.places, network.means.parameters) {
      kept.replaceSubrange(
        place.range, with: parameter.mask?.kept ?? [UInt8](repeating: 1, count: parameter.value.count))
    }
    self.kept = kept
  }

  /// Calls `body` with every shard's range, side by side.
  func forEachShard(checkpoint: Checkpoint, _ body: (Range<Int>) -> Void) throws(Interrupted) {
    let shards = (count + PosteriorVectors.shard - 1) / PosteriorVectors.shard
    try Parallel.forEach(shards, checkpoint: checkpoint) { shard in
      let first = shard * PosteriorVectors.shard
      body(first..<min(first + PosteriorVectors.shard, count))
    }
  }

  /// Draws w = μ + σ ε into `weights`, ε the numbers of the stream.
  func draw(
    _ stream: RandomStream, into weights: UnsafeMutablePointer<Float>, checkpoint: Checkpoint
  ) throws(Interrupted) {
    let isSoftplus: Int32 = form == .softplus ? 1 : 0
    try forEachShard(checkpoint: checkpoint) { range in
      let (first, group) = (range.lowerBound, PosteriorVectors.group)
      espalier_normals(noise.base + first, stream.key, UInt64(first / group), (range.count + group - 1) / group)
      kept.withUnsafeBufferPointer { kept in
        guard let kept = kept.baseAddress else { return }
        espalier_posterior_draw(
          means.base + first, spreads.base + first, noise.base + first, kept + first, deviations.base + first,
          weights + first, range.count, isSoftplus)
      }
    }
  }

  /// Turns the gradient of the mean loss of `rows` samples by the drawn weights into that of
  /// weight · (ln q - ln p) + rows · loss by μ, in place, and by ρ.
  /// - Returns: ln q(w) and ln p(w), in a fixed order of summation.
  func pullBack(
    _ gradient: UnsafeMutablePointer<Float>, spreads slopes: UnsafeMutablePointer<Float>,
    weights: UnsafePointer<Float>, rows: Int, weight: Double, prior: WeightPrior, checkpoint: Checkpoint
  ) throws(Interrupted) -> (logPosterior: Double, logPrior: Double) {
    let isSoftplus: Int32 = form == .softplus ? 1 : 0
    let shards = (count + PosteriorVectors.shard - 1) / PosteriorVectors.shard
    var sums = [espalier_posterior_sums](repeating: espalier_posterior_sums(), count: shards)
    let density = prior.kernel
    try sums.withUnsafeMutableBufferPointer { sums throws(Interrupted) in
      guard let sums = sums.baseAddress else { return }
      try forEachShard(checkpoint: checkpoint) { range in
        let first = range.lowerBound
        var density = density
        kept.withUnsafeBufferPointer { kept in
          guard let kept = kept.baseAddress else { return }
          sums[first / PosteriorVectors.shard] = espalier_posterior_gradient(
            gradient + first, slopes + first, weights + first, spreads.base + first, deviations.base + first,
            noise.base + first, kept + first, range.count, Float(rows), Float(weight), &density, isSoftplus)
        }
      }
    }
    return (sums.reduce(0) { $0 + $1.log_posterior }, sums.reduce(0) { $0 + $1.log_prior })
  }
}
