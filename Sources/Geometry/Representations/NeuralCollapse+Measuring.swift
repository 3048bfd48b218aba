public import Tensors

extension NeuralCollapse {
  /// The measures of features under a linear classifier, in double precision.
  /// - Parameters:
  ///   - features: [N, D].
  ///   - classVectors: [C, D], one class a row.
  ///   - biases: [C]; nil for none.
  ///   - labels: the class of each row.
  /// - Throws: `RepresentationError` for shapes or labels that do not fit, numbers that are not finite, fewer than two
  ///   classes with samples; `Interrupted`.
  /// - Complexity: O(N·C·D + C³).
  public init(
    features: Tensor, classVectors: Tensor, biases: Tensor? = nil, labels: [Int], checkpoint: Checkpoint = .none
  ) throws {
    let head = try LinearHead(classVectors, biases: biases)
    let rows = try FeatureRows(features, labels: labels, head)
    let table = try ClassMeans(rows.features, labels: labels, classes: head.classes, checkpoint)
    guard table.present.count >= 2 else {
      throw RepresentationError.tooFew(
        "classes with samples", needed: 2, found: table.present.count, measure: "neural collapse")
    }
    let within = try table.variability(rows.features, labels: labels, checkpoint)
    let summary = MeasureSummary(within.values)
    variability = summary.mean
    variabilityError = summary.standardError
    rank = within.rank
    let width = head.width
    let vectors = table.present.flatMap { head.vectors[$0 * width..<($0 + 1) * width] }
    means = Frame(table.deviations, count: table.present.count)
    classifier = Frame(vectors, count: table.present.count)
    duality = NeuralCollapse.distance(vectors, table.deviations)
    let agreeing = try table.agreements(rows.features, head, checkpoint)
    count = rows.count
    centerAgreement = Double(agreeing) / Double(rows.count)
    centerAgreementError = (centerAgreement * (1 - centerAgreement) / Double(rows.count)).squareRoot()
    classes = table.present.count
    emptyClasses = head.classes - table.present.count
  }

  /// |a/|a| - b/|b||²; NaN where one is zero.
  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (DenseVector.dot(a, a).squareRoot(), DenseVector.dot(b, b).squareRoot())
    return zip(a, b).reduce(0) { $0 + ($1.0 / x - $1.1 / y) * ($1.0 / x - $1.1 / y) }
  }
}

extension NeuralCollapse.Frame {
  init(_ vectors: [Double], count: Int) {
    let width = vectors.count / count
    func product(_ a: Int, _ b: Int) -> Double {
      vectors.withUnsafeBufferPointer { vectors in
        guard let base = vectors.baseAddress else { return 0 }
        return DenseVector.dot(base + a * width, base + b * width, count: width)
      }
    }
    let lengths = (0..<count).map { product($0, $0).squareRoot() }
    let angled = (0..<count).filter { lengths[$0] > 0 }
    let cosines = angled.enumerated().flatMap { place, a in
      angled[(place + 1)...].map { product(a, $0) / (lengths[a] * lengths[$0]) }
    }
    func spread(_ values: [Double]) -> (mean: Double, deviation: Double) {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      return (mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot())
    }
    let length = spread(lengths)
    lengthSpread = length.deviation / length.mean
    cosineSpread = spread(cosines).deviation
    simplexDistance = spread(cosines.map { abs($0 + 1 / Double(count - 1)) }).mean
    zeroVectors = count - angled.count
  }
}

/// The mean features of the classes that have samples.
struct ClassMeans: Sendable {
  /// Their labels.
  let present: [Int]
  /// [present, width].
  let means: [Double]
  /// The same less their own mean.
  let deviations: [Double]
  private let width: Int

  init(_ features: Tensor, labels: [Int], classes: Int, _ checkpoint: Checkpoint) throws {
    let width = features.rowWidth
    var sums = [Double](repeating: 0, count: classes * width), counts = [Int](repeating: 0, count: classes)
    for first in stride(from: 0, to: labels.count, by: 256) {
      try checkpoint.check()
      let range = first..<min(first + 256, labels.count)
      let rows = features.doubles(rows: range)
      for (place, row) in range.enumerated() {
        counts[labels[row]] += 1
        let start = labels[row] * width
        for column in 0..<width { sums[start + column] += rows[place * width + column] }
      }
    }
    let present = (0..<classes).filter { counts[$0] > 0 }
    let means = present.flatMap { label in
      sums[label * width..<(label + 1) * width].map { $0 / Double(counts[label]) }
    }
    var center = [Double](repeating: 0, count: width)
    for place in present.indices {
      for column in 0..<width { center[column] += means[place * width + column] / Double(present.count) }
    }
    self.present = present
    self.means = means
    deviations = means.indices.map { means[$0] - center[$0 % width] }
    self.width = width
  }

  /// What each sample adds to NC1: its mean over samples is tr(Σ_W·Σ_B⁺)/C.
  ///
  /// With M·Mᵀ = Q·Λ·Qᵀ the pseudo-inverse of Σ_B = MᵀM/C is C·Σᵣ aᵣaᵣᵀ, aᵣ = Mᵀqᵣ/λᵣ, over eigenvalues above
  /// 10⁻¹² of the largest; a sample adds Σᵣ (aᵣ·(h - μ_c))².
  func variability(
    _ features: Tensor, labels: [Int], _ checkpoint: Checkpoint
  ) throws -> (values: [Double], rank: Int) {
    let classes = present.count, width = width
    var gram = [Double](repeating: 0, count: classes * classes)
    BLAS.multiply(
      MatrixOperand(deviations, classes, width), MatrixOperand(deviations, width, classes, isTransposed: true),
      into: &gram)
    var solver = SymmetricSolver(capacity: classes)
    let vectors = try gram.withUnsafeMutableBufferPointer { gram throws(Interrupted) in
      guard let base = gram.baseAddress else { return [Double]() }
      try solver.solve(base, order: classes, checkpoint: checkpoint)
      return solver.leadingVectors(of: base, order: classes, count: classes)
    }
    let eigenvalues = Array(solver.values.reversed())
    let rank = eigenvalues.prefix { $0 > 0 && $0 > 1e-12 * eigenvalues[0] }.count
    guard rank > 0 else { return ([Double](repeating: .nan, count: labels.count), 0) }
    var axes = [Double](repeating: 0, count: rank * width)
    BLAS.multiply(
      MatrixOperand(Array(vectors.prefix(rank * classes)), rank, classes), MatrixOperand(deviations, classes, width),
      into: &axes)
    for axis in 0..<rank {
      for column in 0..<width { axes[axis * width + column] /= eigenvalues[axis] }
    }
    var places = [Int](repeating: 0, count: (present.last ?? 0) + 1)
    for (place, label) in present.enumerated() { places[label] = place }
    let scaled = axes, slots = places
    let values = try Centering.shards(of: labels.count, checkpoint) { range in
      var rows = features.doubles(rows: range)
      for (place, row) in range.enumerated() {
        let mean = slots[labels[row]] * width
        for column in 0..<width { rows[place * width + column] -= means[mean + column] }
      }
      var shares = [Double](repeating: 0, count: range.count * rank)
      BLAS.multiply(
        MatrixOperand(rows, range.count, width), MatrixOperand(scaled, width, rank, isTransposed: true), into: &shares)
      return (0..<range.count).map { row in
        shares[row * rank..<(row + 1) * rank].reduce(0) { $0 + $1 * $1 }
      }
    }.flatMap(\.self)
    return (values, rank)
  }

  /// On how many samples the classifier and the nearest mean choose the same class.
  func agreements(_ features: Tensor, _ head: LinearHead, _ checkpoint: Checkpoint) throws -> Int {
    let width = width
    return try Centering.shards(of: features.shape[0], checkpoint) { range in
      let rows = features.doubles(rows: range)
      let logits = head.logits(rows)
      return rows.withUnsafeBufferPointer { rows in
        means.withUnsafeBufferPointer { means in
          guard let rows = rows.baseAddress, let means = means.baseAddress else { return 0 }
          return (0..<range.count).count { row in
            var chosen = 0, nearest = 0, least = Double.infinity
            let own = row * head.classes
            for class_ in 0..<head.classes where logits[own + class_] > logits[own + chosen] { chosen = class_ }
            for (place, label) in present.enumerated() {
              let square = SquaredDistance.between(rows + row * width, means + place * width, count: width, scale: 1)
              if square < least { (nearest, least) = (label, square) }
            }
            return chosen == nearest
          }
        }
      }
    }.reduce(0, +)
  }
}
