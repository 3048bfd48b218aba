import Glibc

/// The loss of classification: the mean over samples of -log softmax(z)[label].
///
/// softmax is computed as exp(z - max z) / Σ, so no exponential overflows.
enum SoftmaxCrossEntropy {
  /// Sums over samples.
  struct Sums {
    /// Σ -log softmax(z)[label].
    var loss = 0.0
    /// Samples whose largest logit is the label's; ties go to the first class, a NaN is never the largest.
    var correct = 0

    mutating func add(_ other: Sums) {
      loss += other.loss
      correct += other.correct
    }
  }

  /// Sums over the lanes of logits [classes, lanes]; writes (softmax(z) - one-hot) / count where a gradient is wanted,
  /// zero in padding lanes.
  /// - Precondition: every label is below `classes`.
  static func sums(
    _ logits: UnsafePointer<Float>, _ lanes: Lanes, classes: Int, labels: UnsafePointer<Int>,
    gradient: UnsafeMutablePointer<Float>? = nil
  ) -> Sums {
    var sums = Sums()
    let scale = 1 / Float(lanes.count)
    let stride = lanes.stride
    for lane in 0..<lanes.count {
      var best = -1
      var largest = -Float.infinity
      for index in 0..<classes where logits[index * stride + lane] > largest {
        (best, largest) = (index, logits[index * stride + lane])
      }
      if best == labels[lane] { sums.correct += 1 }
      var total: Float = 0
      for index in 0..<classes {
        let power = exp(logits[index * stride + lane] - largest)
        total += power
        gradient?[index * stride + lane] = power
      }
      sums.loss += Double(log(total) - (logits[labels[lane] * stride + lane] - largest))
      guard let gradient else { continue }
      let factor = scale / total
      for index in 0..<classes { gradient[index * stride + lane] *= factor }
      gradient[labels[lane] * stride + lane] -= scale
    }
    guard let gradient else { return sums }
    for index in 0..<classes {
      for lane in lanes.count..<stride { gradient[index * stride + lane] = 0 }
    }
    return sums
  }
}
