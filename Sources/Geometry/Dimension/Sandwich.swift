/// The standard error of an estimate that solves Σ scores = 0, over neighbourhoods that overlap.
struct Sandwich {
  let standardError: Double
  /// What must be said where the variance could not be had.
  let notes: [String]

  /// - Parameters:
  ///   - scores: one a point of the lists, summing to zero; zero for points left out.
  ///   - factor: what turns √(variance of the sum of scores) into the error of the estimate.
  ///   - fisher: what is stated where all scores vanish.
  ///   - reach: neighbours that a score depends on.
  /// - Complexity: O(N·k).
  init(scores: [Double], factor: Double, fisher: Double, lists: Neighbors, reach: Int) {
    if let variance = NeighborGraph(neighbors: lists, reach: reach).overlapVariance(of: scores) {
      standardError = variance.squareRoot() * factor
      notes = []
    } else {
      standardError = fisher
      notes = ["too few points for a standard error over overlapping neighbourhoods: Fisher's is given"]
    }
  }
}
