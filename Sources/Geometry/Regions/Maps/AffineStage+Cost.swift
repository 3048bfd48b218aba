extension AffineStage {
  /// Multiplications that a row costs; of a mostly masked dense layer, as if it were full.
  public var multiplications: Int {
    operations.reduce(0) { sum, operation in
      guard case .apply(let step) = operation else { return sum }
      switch step {
      case let dense as DenseStep: return sum + dense.inputCount * dense.outputCount
      case let convolution as ConvolutionStep:
        let product = convolution.product
        return sum + product.weights.count * product.grid.windows
      default: return sum + step.inputCount
      }
    }
  }
}

extension PiecewiseLinearMap {
  /// Multiplications that a row costs.
  public var multiplications: Int { stages.reduce(0) { $0 + $1.multiplications } }
}
