import Tensors

extension PruningScore {
  /// Σ |w| over the weights of a unit or filter.
  ///
  /// Source: Li, Kadav, Durdanovic, Samet, Graf, "Pruning filters for efficient ConvNets", arXiv:1608.08710.
  public static let l1Norm = PruningScore(".l1Norm", ofUnits: true) { weight in
    weight.overRows { $0.reduce(0) { $0 + $1.magnitude } }
  }

  /// √Σ w² over the weights of a unit or filter.
  ///
  /// Source: He, Kang, Dong, Fu, Yang, "Soft filter pruning", arXiv:1808.06866.
  public static let l2Norm = PruningScore(".l2Norm", ofUnits: true) { weight in
    weight.overRows { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }
}

extension ScoredParameter {
  /// A number a unit out of its weights.
  func overRows(_ number: (ArraySlice<Double>) -> Double) -> Tensor {
    let values = value.doubles
    let rows = value.shape[0]
    let size = values.count / rows
    return Tensor([rows], (0..<rows).map { number(values[$0 * size..<($0 + 1) * size]) })
  }
}
