import CKernels

/// Sums over samples.
struct LossSums {
  /// The samples' losses, added.
  var loss = 0.0
  /// Samples whose largest output is the label's; ties go to the first class, a NaN is never the largest.
  var correct = 0

  mutating func add(_ other: LossSums) {
    loss += other.loss
    correct += other.correct
  }
}

extension Loss {
  /// Sums over the lanes of outputs [classes, lanes]; writes the gradient of their mean where one is wanted, exactly 0
  /// in padding lanes.
  /// - Parameter inputs: the batch, which a reconstruction is compared with.
  /// - Precondition: every label is below `classes`, where labels matter.
  func sums(
    _ outputs: UnsafePointer<Float>, _ lanes: Lanes, classes: Int, labels: UnsafePointer<Int>,
    inputs: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>? = nil
  ) -> LossSums {
    let scale = 1 / Float(lanes.count)
    let sums =
      switch self {
      case .crossEntropy(let smoothing):
        espalier_softmax_lanes(
          outputs, labels, gradient, nil, classes, lanes.count, lanes.stride, Float(smoothing), scale)
      case .squaredError:
        espalier_squared_error_lanes(
          outputs, nil, labels, gradient, nil, classes, lanes.count, lanes.stride, scale)
      case .reconstruction:
        espalier_squared_error_lanes(
          outputs, inputs, nil, gradient, nil, classes, lanes.count, lanes.stride, scale)
      }
    return LossSums(loss: sums.loss, correct: sums.correct)
  }
}
