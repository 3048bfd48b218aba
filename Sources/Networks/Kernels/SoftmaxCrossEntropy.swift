import Glibc

/// The loss of classification: the mean over rows of -log softmax(z)[label].
///
/// softmax is computed as exp(z - max z) / Σ, so no exponential overflows.
enum SoftmaxCrossEntropy {
  /// Sums over rows.
  struct Sums {
    /// Σ -log softmax(z)[label].
    var loss = 0.0
    /// Rows whose largest logit is the label's; ties go to the first class, a NaN is never the largest.
    var correct = 0
  }

  /// Sums over `rows` rows of `classes` logits; writes (softmax(z) - one-hot) / rows where a gradient is wanted.
  /// - Precondition: every label is below `classes`.
  static func sums(
    _ logits: UnsafePointer<Float>, rows: Int, classes: Int, labels: UnsafePointer<Int>,
    gradient: UnsafeMutablePointer<Float>? = nil
  ) -> Sums {
    var sums = Sums()
    let scale = 1 / Float(rows)
    for row in 0..<rows {
      let z = logits + row * classes
      var best = -1
      var largest = -Float.infinity
      for index in 0..<classes where z[index] > largest { (best, largest) = (index, z[index]) }
      if best == labels[row] { sums.correct += 1 }
      let loss: Float
      if let gradient {
        let target = gradient + row * classes
        var total: Float = 0
        for index in 0..<classes {
          target[index] = exp(z[index] - largest)
          total += target[index]
        }
        let factor = scale / total
        for index in 0..<classes { target[index] *= factor }
        target[labels[row]] -= scale
        loss = log(total) - (z[labels[row]] - largest)
      } else {
        var total: Float = 0
        for index in 0..<classes { total += exp(z[index] - largest) }
        loss = log(total) - (z[labels[row]] - largest)
      }
      sums.loss += Double(loss)
    }
    return sums
  }
}
