public import Tensors

/// Models as vectors of the measures of the same samples: how far apart they are, on a map and joined by a tree.
///
/// A model is 3·N numbers: angle, length and margin of N samples. A measure is divided by one number s for all models
/// and samples, so that no measure counts for more for its unit; the distance is the root of the mean square over
/// samples and measures,
///
///     d(a, b)² = 1/K · Σₘ 1/N · Σᵢ ((aₘᵢ - bₘᵢ) / sₘ)²,
///
/// K measures. A sample at which a measure of any model is not finite is left out of that measure.
///
/// Source: Li, Liu, Yu, Kailkhura, Cao, Diffenderfer, Bremer, Pascucci, arXiv:2206.07918, who map by UMAP; classical
/// scaling is deterministic and its error can be stated.
public struct ModelMap: Hashable, Sendable {
  /// What a measure is divided by.
  public enum Scaling: String, Hashable, Sendable, CaseIterable {
    /// Its standard deviation over all samples of all models, population form.
    case pooled
    /// The mean over models of its standard deviation over samples.
    case withinModels
    /// Nothing: the measures count as they are.
    case none
  }

  /// The models' names.
  public let names: [String]
  /// d, [M, M].
  public let distances: Tensor
  /// Standard errors of d over samples, [M, M], the scales taken as known: d² is a mean over samples.
  public let standardErrors: Tensor
  /// What measures were divided by.
  public let scaling: Scaling
  /// The number for each measure, in the order of `measures`; 1 where a measure is the same everywhere.
  public let scales: [Double]
  /// The measures that distances are of.
  public let measures: [LossGeometry.Measure]
  /// Samples that each measure was left without.
  public let excluded: [Int]
  /// The two-dimensional map.
  public let map: ClassicalScaling
  /// The tree over models.
  public let tree: MinimumSpanningTree

  /// The map of some models.
  /// - Parameters:
  ///   - models: each with a name; all of the same samples in the same order.
  ///   - measures: which of the measures make up a model.
  ///   - scaling: what they are divided by.
  /// - Throws: `RepresentationError` for no models, no measures, other samples, or a measure with no finite sample;
  ///   `Interrupted`.
  /// - Complexity: O(M²·N + M³).
  public init(
    _ models: [(name: String, geometry: LossGeometry)],
    measures: [LossGeometry.Measure] = LossGeometry.Measure.allCases, scaling: Scaling = .pooled,
    checkpoint: Checkpoint = .none
  ) throws {
    guard let first = models.first, models.count <= 4_096 else {
      throw RepresentationError.parameter("models", found: Double(models.count), expected: "1 to 4096")
    }
    guard !measures.isEmpty, Set(measures).count == measures.count else {
      throw RepresentationError.parameter(
        "measures", found: Double(measures.count), expected: "one or more, each once")
    }
    for model in models { try LossGeometryComparison.check(first.geometry, model.geometry) }
    let count = models.count, samples = first.geometry.count
    var scales: [Double] = [], excluded: [Int] = []
    // The scaled measures that are there, model by model, and the rows that they belong to.
    var tables: [(rows: [Int], values: [[Double]])] = []
    for measure in measures {
      let columns = models.map { $0.geometry.values(of: measure) }
      let rows = (0..<samples).filter { row in columns.allSatisfy { $0[row].isFinite } }
      guard !rows.isEmpty else {
        throw RepresentationError.tooFew(
          "samples with a finite \(measure.rawValue)", needed: 1, found: 0, measure: "a distance between models")
      }
      let values = columns.map { column in rows.map { column[$0] } }
      let scale = ModelMap.scale(values, scaling)
      scales.append(scale)
      excluded.append(samples - rows.count)
      tables.append((rows, values.map { $0.map { $0 / scale } }))
      try checkpoint.check()
    }
    var distances = [Double](repeating: 0, count: count * count), errors = distances
    let scaled = tables
    let pairs = (0..<count).flatMap { a in (0..<a).map { (a, $0) } }
    let results = try Parallel.map(pairs.count, checkpoint: checkpoint) { pair in
      ModelMap.distance(pairs[pair].0, pairs[pair].1, scaled, samples: samples)
    }
    for ((a, b), result) in zip(pairs, results) {
      distances[a * count + b] = result.value
      distances[b * count + a] = result.value
      errors[a * count + b] = result.error
      errors[b * count + a] = result.error
    }
    names = models.map(\.name)
    self.distances = Tensor([count, count], distances)
    standardErrors = Tensor([count, count], errors)
    self.measures = measures
    self.scaling = scaling
    self.scales = scales
    self.excluded = excluded
    map = try ClassicalScaling(distances: self.distances, checkpoint: checkpoint)
    tree = try MinimumSpanningTree(distances: self.distances)
  }

  private static func scale(_ values: [[Double]], _ scaling: Scaling) -> Double {
    func spread(_ values: [Double]) -> Double {
      let n = Double(values.count)
      let mean = values.reduce(0) { $0 + $1 / n }
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / n }.squareRoot()
    }
    let scale: Double
    switch scaling {
    case .pooled: scale = spread(values.flatMap(\.self))
    case .withinModels: scale = values.reduce(0) { $0 + spread($1) } / Double(values.count)
    case .none: scale = 1
    }
    return scale > 0 && scale.isFinite ? scale : 1
  }

  private static func distance(
    _ a: Int, _ b: Int, _ tables: [(rows: [Int], values: [[Double]])], samples: Int
  ) -> (value: Double, error: Double) {
    // What each sample adds to d²; a measure's mean is over the samples that have it.
    var shares = [Double](repeating: 0, count: samples)
    for table in tables {
      let weight = 1 / (Double(tables.count) * Double(table.rows.count))
      for (place, row) in table.rows.enumerated() {
        let step = table.values[a][place] - table.values[b][place]
        shares[row] += weight * step * step
      }
    }
    let square = shares.reduce(0, +)
    let value = square.squareRoot()
    // The standard error of a sum of N shares, through the root.
    let error = MeasureSummary(shares).standardDeviation * Double(samples).squareRoot()
    return (value, value > 0 ? error / (2 * value) : 0)
  }
}
