/// How a layer with a mask runs; the results agree to rounding, the speed does not.
public enum Execution: String, Hashable, Sendable, Codable, CaseIterable {
  /// All weights, the pruned ones as zeros.
  case dense
  /// The weights present alone, by an index: work, gradients and optimiser state for those.
  case sparse
}
