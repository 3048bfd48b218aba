public import Tensors

extension PruningScore {
  /// A score of one's own: a number for every weight of a parameter.
  public static func custom(
    _ name: String, isOfCell: Bool = false, _ score: @escaping @Sendable (ScoredParameter) throws -> Tensor
  ) -> PruningScore {
    PruningScore(name, isOfCell: isOfCell, ofLayer: score)
  }
}
