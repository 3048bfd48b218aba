/// How the measures of the same samples differ between two networks, or between two versions of the samples.
///
/// Every difference is the first less the second. As both are of the same samples, standard errors are those of
/// paired influences: what sample i does to the first number less what it does to the second.
public struct LossGeometryComparison: Hashable, Sendable {
  /// The difference of two numbers over the same samples.
  public struct Difference: Hashable, Sendable {
    /// The first.
    public let first: Double
    /// The second.
    public let second: Double
    /// Its scatter over samples, paired; NaN below two samples.
    public let standardError: Double
    /// Samples with a finite measure in both; of areas and accuracies, all.
    public let count: Int
    /// Samples left out.
    public let excluded: Int

    /// The first less the second.
    public var value: Double { first - second }
    /// The difference in standard errors; NaN where both are zero.
    public var zScore: Double { value / standardError }
  }

  /// The samples of one class.
  public struct PerClass: Hashable, Sendable {
    /// The class.
    public let label: Int
    /// Of mean angles in radians.
    public let angle: Difference
    /// Of mean lengths.
    public let length: Difference
    /// Of mean margins.
    public let margin: Difference
  }

  /// Of mean angles in radians.
  public let angle: Difference
  /// Of mean lengths.
  public let length: Difference
  /// Of mean margins.
  public let margin: Difference
  /// Of the standard deviations of angles over samples, in radians.
  public let angleSpread: Difference
  /// Of accuracies.
  public let accuracy: Difference
  /// Of the areas by which angles tell misclassified samples from others, each for its own errors; nil where one of
  /// the two has none or nothing else.
  public let angleArea: Difference?
  /// Class by class.
  public let perClass: [PerClass]

  /// The differences of two measurements.
  /// - Throws: `RepresentationError.rows` or `.otherLabels` where they are not of the same samples in the same order.
  /// - Complexity: O(N·log N).
  public init(of first: LossGeometry, minus second: LossGeometry) throws(RepresentationError) {
    try LossGeometryComparison.check(first, second)
    func difference(_ measure: LossGeometry.Measure, _ rows: some Sequence<Int>) -> Difference {
      let (a, b) = (first.values(of: measure), second.values(of: measure))
      return Difference(meansOf: rows.map { (a[$0], b[$0]) })
    }
    let all = first.labels.indices
    angle = difference(.angle, all)
    length = difference(.length, all)
    margin = difference(.margin, all)
    angleSpread = Difference(spreadsOf: Array(zip(first.angles, second.angles)))
    accuracy = Difference(
      meansOf: zip(first.isCorrect, second.isCorrect).map { ($0 ? 1 : 0, $1 ? 1 : 0) })
    angleArea = first.angleArea.flatMap { a in second.angleArea.map { Difference(a, $0) } }
    var rows = [[Int]](repeating: [], count: max(first.classes, second.classes))
    for (row, label) in first.labels.enumerated() { rows[label].append(row) }
    perClass = rows.enumerated().map { label, rows in
      PerClass(
        label: label, angle: difference(.angle, rows), length: difference(.length, rows),
        margin: difference(.margin, rows))
    }
  }

  static func check(_ first: LossGeometry, _ second: LossGeometry) throws(RepresentationError) {
    guard first.count == second.count else { throw .rows(first: first.count, second: second.count) }
    if let row = zip(first.labels, second.labels).enumerated().first(where: { $1.0 != $1.1 })?.offset {
      throw .otherLabels(row: row)
    }
  }
}

extension LossGeometryComparison.Difference {
  fileprivate init(meansOf pairs: [(Double, Double)]) {
    let finite = pairs.filter { $0.0.isFinite && $0.1.isFinite }
    first = MeasureSummary(finite.map(\.0)).mean
    second = MeasureSummary(finite.map(\.1)).mean
    standardError = MeasureSummary(finite.map { $0.0 - $0.1 }).standardError
    count = finite.count
    excluded = pairs.count - finite.count
  }

  /// The influence of x on s is ((x - mean)² - s²) / (2·s·n).
  fileprivate init(spreadsOf pairs: [(Double, Double)]) {
    let finite = pairs.filter { $0.0.isFinite && $0.1.isFinite }
    let a = MeasureSummary(finite.map(\.0)), b = MeasureSummary(finite.map(\.1))
    func influence(_ x: Double, _ summary: MeasureSummary) -> Double {
      let s = summary.standardDeviation
      return s > 0 ? ((x - summary.mean) * (x - summary.mean) - s * s) / (2 * s) : 0
    }
    first = a.standardDeviation
    second = b.standardDeviation
    standardError = MeasureSummary(finite.map { influence($0.0, a) - influence($0.1, b) }).standardError
    count = finite.count
    excluded = pairs.count - finite.count
  }

  fileprivate init(_ a: AreaEstimate, _ b: AreaEstimate) {
    first = a.value
    second = b.value
    standardError = zip(a.influences, b.influences).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    count = a.positives + a.negatives
    excluded = max(a.excluded, b.excluded)
  }
}

extension LossGeometry {
  /// The measures of these samples less those of another network, or of another version of the samples.
  /// - Throws: `RepresentationError.rows` or `.otherLabels` where they are not the same samples in the same order.
  /// - Complexity: O(N·log N).
  public func minus(_ other: LossGeometry) throws(RepresentationError) -> LossGeometryComparison {
    try LossGeometryComparison(of: self, minus: other)
  }
}
