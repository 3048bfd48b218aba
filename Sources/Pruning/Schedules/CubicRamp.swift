/// A sparsity that rises fast at first and slowly at last.
package enum CubicRamp {
  /// s = to + (from - to)·(1 - p)³ at a progress p in [0, 1].
  ///
  /// Source: Zhu, Gupta, "To prune, or not to prune", arXiv:1710.01878, equation 1.
  package static func sparsity(from start: Double, to end: Double, at progress: Double) -> Double {
    let left = 1 - progress
    return end + (start - end) * left * left * left
  }
}
