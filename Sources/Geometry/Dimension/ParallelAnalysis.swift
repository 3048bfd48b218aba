import Tensors

/// The eigenvalues of points whose columns are permuted, each by itself: what chance alone gives.
struct ParallelAnalysis {
  let permutations: Int
  let quantile: Double
  let seed: Int

  /// How many leading eigenvalues of `spectrum` are above the quantile of those of permuted columns.
  ///
  /// - Parameters:
  ///   - points: the set that the spectrum is of.
  ///   - family: numbers the sets of one analysis, so that each draws for itself.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(permutations·(N·D·min(N, D) + min(N, D)³)).
  func dimension(
    _ spectrum: Spectrum, of points: Tensor, family: Int = 0, checkpoint: Checkpoint
  ) throws -> Int {
    let count = points.shape[0], width = points.rowWidth
    let values = points.doubles
    var chance = [[Double]](repeating: [], count: spectrum.values.count)
    for draw in 0..<permutations {
      try checkpoint.check()
      // Keys of 64 bits: families and draws of one analysis do not meet.
      var stream = RandomStream(seed: seed, name: "parallel analysis \(family)", index: draw)
      var mixed = values
      for column in 0..<width {
        for last in stride(from: count - 1, to: 0, by: -1) {
          let other = stream.nextInt(below: last + 1)
          mixed.swapAt(last * width + column, other * width + column)
        }
      }
      var scatter = try ScatterMatrix(Tensor([count, width], mixed), checkpoint: checkpoint.observed(by: nil))
      let factor = 1 / (scatter.centering.scale * scatter.centering.scale)
      let null = Spectrum(
        scatter: try scatter.eigenvalues(checkpoint: checkpoint).map { $0 * factor }, points: count, features: width)
      for (rank, value) in null.values.enumerated() { chance[rank].append(value) }
      checkpoint.report(Progress("parallel analysis", draw + 1, of: permutations, unit: "permutation"))
    }
    for (rank, value) in spectrum.values.enumerated() where value <= level(of: chance[rank]) { return rank }
    return spectrum.values.count
  }

  /// The quantile, interpolated between order statistics.
  private func level(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let place = quantile * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
