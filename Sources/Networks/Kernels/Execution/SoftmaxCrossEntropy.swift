import CKernels

/// What a loss gives for the lanes of a batch.
struct LossSums {
  /// Σ of the samples' losses.
  var loss = 0.0
  /// Samples whose largest output is the label's; ties go to the first class, a NaN is never the largest.
  var correct = 0

  mutating func add(_ other: LossSums) {
    loss += other.loss
    correct += other.correct
  }
}

/// The loss of classification: the mean over samples of -log softmax(z)[label].
enum SoftmaxCrossEntropy {
  /// Sums over the lanes of logits [classes, lanes]; writes (softmax(z) - one-hot) / count where a gradient is wanted,
  /// zero in padding lanes.
  /// - Precondition: every label is below `classes`.
  static func sums(
    _ logits: UnsafePointer<Float>, _ lanes: Lanes, classes: Int, labels: UnsafePointer<Int>,
    gradient: UnsafeMutablePointer<Float>? = nil
  ) -> LossSums {
    let sums = espalier_softmax_lanes(
      logits, labels, gradient, nil, classes, lanes.count, lanes.stride, 0, 1 / Float(lanes.count))
    return LossSums(loss: sums.loss, correct: sums.correct)
  }
}
