import Glibc
import Tensors

/// The last layer of a classifier: class vectors and biases in double precision.
struct LinearHead: Sendable {
  let classes: Int
  let width: Int
  /// [classes, width].
  let vectors: [Double]
  let biases: [Double]
  /// |wᵢ|.
  let norms: [Double]
  /// |wᵢ - wⱼ|, [classes, classes].
  let distances: [Double]

  init(_ vectors: Tensor, biases: Tensor?) throws(RepresentationError) {
    guard vectors.rank == 2, vectors.shape[0] > 0, vectors.shape[1] > 0 else {
      throw .shape("class vectors", expected: "[classes, features]", found: vectors.shape)
    }
    let (classes, width) = (vectors.shape[0], vectors.shape[1])
    if let biases, biases.shape != [classes] {
      throw .shape("biases", expected: "[\(classes)], one a class", found: biases.shape)
    }
    guard classes <= 1 << 14 else {
      throw .parameter("classes", found: Double(classes), expected: "at most 16384")
    }
    try FeatureRows.finite(vectors, "class vectors")
    if let biases { try FeatureRows.finite(biases, "biases") }
    let values = vectors.doubles
    var norms: [Double] = [], distances = [Double](repeating: 0, count: classes * classes)
    values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for i in 0..<classes {
        norms.append(DenseVector.dot(values + i * width, values + i * width, count: width).squareRoot())
        for j in 0..<i {
          let square = SquaredDistance.between(values + i * width, values + j * width, count: width, scale: 1)
          distances[i * classes + j] = square.squareRoot()
          distances[j * classes + i] = distances[i * classes + j]
        }
      }
    }
    self.classes = classes
    self.width = width
    self.vectors = values
    self.biases = biases?.doubles ?? [Double](repeating: 0, count: classes)
    self.norms = norms
    self.distances = distances
  }

  var equalPairs: [LossGeometry.ClassPair] {
    (0..<classes).flatMap { i in
      (i + 1..<max(classes, i + 1)).filter { distances[i * classes + $0] == 0 }
        .map { LossGeometry.ClassPair(first: i, second: $0) }
    }
  }

  /// The logits of rows in double precision, [rows, classes].
  func logits(_ rows: [Double]) -> [Double] {
    let count = rows.count / width
    var logits = [Double](repeating: 0, count: count * classes)
    for row in 0..<count {
      for class_ in 0..<classes { logits[row * classes + class_] = biases[class_] }
    }
    rows.withUnsafeBufferPointer { rows in
      vectors.withUnsafeBufferPointer { vectors in
        logits.withUnsafeMutableBufferPointer { logits in
          guard let rows = rows.baseAddress, let vectors = vectors.baseAddress, let logits = logits.baseAddress
          else { return }
          BLAS.multiply(
            MatrixView(rows, rows: count, columns: width),
            MatrixView(vectors, rows: classes, columns: width).transposed, into: logits, stride: classes, beta: 1)
        }
      }
    }
    return logits
  }

  struct Sample {
    let angle: Double
    let length: Double
    let margin: Double
    let isCorrect: Bool
    let isRounded: Bool
  }

  func measure(_ rows: [Double], labels: ArraySlice<Int>, answers: ArraySlice<Int>?) -> [Sample] {
    let logits = logits(rows)
    return rows.withUnsafeBufferPointer { rows in
      vectors.withUnsafeBufferPointer { vectors in
        guard let rows = rows.baseAddress, let vectors = vectors.baseAddress else { return [] }
        return labels.indices.map { index in
          let row = index - labels.startIndex
          let x = rows + row * width, label = labels[index]
          let length = DenseVector.dot(x, x, count: width).squareRoot()
          let own = Array(logits[row * classes..<(row + 1) * classes])
          let margin = margin(own, label)
          let answer = answers?[index]
          let isCorrect = answer.map { $0 == label } ?? (margin.sign == .plus)
          var isRounded = false
          if isCorrect != (margin.sign == .plus) {
            isRounded = isWithinRounding(own, label, answer: answer ?? label, length)
          }
          return Sample(
            angle: angle(x, vectors + label * width, length, norms[label]), length: length,
            margin: isRounded ? -margin : margin, isCorrect: isCorrect, isRounded: isRounded)
        }
      }
    }
  }

  /// The smallest signed distance to a boundary; the sign carries the rule for ties.
  private func margin(_ logits: [Double], _ label: Int) -> Double {
    var margin = Double.infinity
    for other in 0..<classes where other != label {
      let gap = logits[label] - logits[other], distance = distances[label * classes + other]
      let isAhead = label < other
      let own: Double
      if distance > 0 {
        own = gap == 0 ? (isAhead ? 0 : -0.0) : gap / distance
      } else {
        // The features drop out: the biases decide, then the order.
        let bias = biases[label] - biases[other]
        own = bias > 0 || (bias == 0 && isAhead) ? .infinity : -.infinity
      }
      if own < margin || (own == margin && own.sign == .minus) { margin = own }
    }
    return margin
  }

  /// Whether logits in single precision may order the label and its rivals the other way: their error is at most
  /// γ·(|x|·|w| + |b|), γ = (D + 2)·2⁻²⁴.
  private func isWithinRounding(_ logits: [Double], _ label: Int, answer: Int, _ length: Double) -> Bool {
    let gamma = Double(width + 2) * 0x1p-24
    func reach(_ other: Int) -> Double {
      gamma * (length * (norms[label] + norms[other]) + abs(biases[label]) + abs(biases[other]))
    }
    if answer != label {
      guard logits.indices.contains(answer) else { return false }
      return logits[label] - logits[answer] <= reach(answer)
    }
    return logits.indices.allSatisfy { logits[label] - logits[$0] >= -reach($0) }
  }

  /// 2·atan2(| |w|x - |x|w |, | |w|x + |x|w |), which is exact for small angles too.
  ///
  /// Source: Kahan, "How futile are mindless assessments of roundoff in floating-point computation?", section 12.
  private func angle(
    _ x: UnsafePointer<Double>, _ w: UnsafePointer<Double>, _ length: Double, _ norm: Double
  ) -> Double {
    guard length > 0, norm > 0 else { return .nan }
    var difference = 0.0, sum = 0.0
    for column in 0..<width {
      let a = x[column] / length, b = w[column] / norm
      difference += (a - b) * (a - b)
      sum += (a + b) * (a + b)
    }
    return 2 * atan2(difference.squareRoot(), sum.squareRoot())
  }
}
