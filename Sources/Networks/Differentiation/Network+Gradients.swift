public import Datasets
public import Tensors

extension Network {
  /// The gradient of the mean loss over samples by every parameter, pruned weights included, as an array a parameter in
  /// the network's order: ∂L/∂θ, L = Σ loss / n.
  ///
  /// Batch normalisation goes by each batch's own statistics, as in training, so a batch is a part of the definition.
  /// - Parameters:
  ///   - samples: all of them count the same.
  ///   - batch: samples a pass.
  /// - Throws: as `evaluate(on:)`; `NetworkError.setting` for a batch out of range.
  /// - Complexity: O(rows · weights).
  public func gradient(
    on samples: Samples, loss: Loss = .crossEntropy(), batch: Int = 128, checkpoint: Checkpoint = .none
  ) throws -> [Tensor] {
    try NetworkError.demand(batch >= 1 && batch <= 65_536, "batch", "1 to 65536", batch)
    try loss.validate()
    try check(samples, loss, part: "given")
    let differentiator = Differentiator(self, batch: min(batch, samples.count))
    var sums = parameters.map { [Double](repeating: 0, count: $0.value.count) }
    for first in stride(from: 0, to: samples.count, by: batch) {
      let rows = Array(first..<min(first + batch, samples.count))
      _ = try differentiator.differentiate(rows[...], of: samples, loss: loss, checkpoint: checkpoint)
      let share = Double(rows.count) / Double(samples.count)
      for (parameter, range) in differentiator.ranges.enumerated() where parameters[parameter].isTrained {
        for (index, position) in range.enumerated() {
          sums[parameter][index] += share * Double(differentiator.gradient[position])
        }
      }
      checkpoint.report(
        Progress("gradient", min(first + batch, samples.count), of: samples.count, unit: "sample"))
    }
    return zip(parameters, sums).map { Tensor($0.value.shape, $1.map(Float.init)) }
  }
}
