import Tensors

extension PruningScore {
  /// w² over the sum of all w′² of the layer that are at least as large; of equal magnitudes the one that comes first is
  /// the smaller. With a global scope that is magnitude with layerwise sparsities chosen by the weights themselves, and
  /// the largest weight of every layer scores 1.
  ///
  /// Source: Lee, Park, Mo, Ahn, Shin, "Layer-adaptive sparsity for the magnitude-based pruning", arXiv:2010.07611.
  public static let lamp = PruningScore(".lamp") { weight in
    let squares = weight.value.doubles.map { $0 * $0 }
    let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }
    var scores = squares
    var sum = 0.0
    for place in order.reversed() {
      sum += squares[place]
      scores[place] = sum > 0 ? squares[place] / sum : 0
    }
    return Tensor(weight.value.shape, scores)
  }
}
