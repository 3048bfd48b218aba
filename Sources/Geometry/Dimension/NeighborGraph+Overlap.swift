extension NeighborGraph {
  /// The variance of a sum of scores with pairs weighted by how much their neighbourhoods overlap.
  ///
  /// With Vₖ = Σψᵢψⱼ|Nₖ(i) ∩ Nₖ(j)|/(k+1) over all pairs, Nₖ(i) the point i and its k neighbours, it is 2Vₖ - V_{k/2}:
  /// a window that is flat near a point and falls to zero where neighbourhoods part. Counting adjacent pairs alone
  /// (`variance`) leaves out the negative correlations beyond the k-th neighbour, which cancel much of those within: at
  /// k = 100 of 1,000 points it states twice the deviation. Where the difference is not positive Vₖ, a sum of squares,
  /// takes its place.
  ///
  /// The window is empirical: of seven weightings it came nearest to the scatter on flat tori of 2 and 5 dimensions
  /// with 1,000 points. On 200 draws of other seeds, which took no part in the choice, the mean error is 0.86 to 1.22
  /// of the scatter for all ratios and means with up to 100 neighbours but one: 1.6 for moments of 100 neighbours in 2
  /// dimensions.
  ///
  /// Source: the flat-top windows of Politis and Romano, "Bias-corrected nonparametric spectral estimation",
  /// doi:10.1111/j.1467-9892.1995.tb00223.x.
  /// - Returns: nil where all scores vanish.
  /// - Complexity: O(N·k).
  func overlapVariance(of scores: [Double]) -> Double? {
    let wide = smoothedSquares(scores, reach: reach)
    let flat = 2 * wide - smoothedSquares(scores, reach: max(reach / 2, 1))
    return flat > 0 ? flat : wide > 0 ? wide : nil
  }

  /// Vₖ as Σ s²/(k+1) with s at a point the sum of the scores whose neighbourhood it is in; a point measured against a
  /// set apart belongs to its own neighbourhood where it stands.
  private func smoothedSquares(_ scores: [Double], reach: Int) -> Double {
    let stands = neighbors.stands
    var sums = [Double](repeating: 0, count: stands.isEmpty ? neighbors.count : neighbors.referenceCount)
    for point in 0..<neighbors.count where scores[point] != 0 {
      let own = stands.isEmpty ? point : Int(stands[point])
      sums[own] += scores[point]
      let start = point * neighbors.neighbors
      for slot in start..<start + reach where Int(neighbors.indices[slot]) != own {
        sums[Int(neighbors.indices[slot])] += scores[point]
      }
    }
    return sums.reduce(0.0) { $0 + $1 * $1 } / Double(reach + 1)
  }
}
