import Glibc
public import Tensors

/// The dimension of a uniform sphere on which as many pairs of points cannot be told apart by a Fisher discriminant.
///
/// The points are centred, projected on the principal components whose variance is above a tenth of the largest, scaled
/// to variance 1 along each, and moved to the unit sphere. p(α) is the fraction of ordered pairs with ⟨x, y⟩ ≥ α; on
/// the n-sphere it is about (1 - α²)^((n-1)/2) / (α√(2πn)), so that n(α) = W(-w/(2πp²α²(1 - α²)))/(-w), w = ln(1 - α²),
/// W Lambert's function. Of the margins 0.60, 0.62 … 0.98 the one nearest to 0.9 of the largest with p > 0 gives the
/// value; the values at points are n of their own fractions, infinite where a point is separated from all others.
///
/// The standard error is that of p as the mean of a function of pairs of independent points,
/// Var p = 4ζ₁/N + 2ζ₂/N² with ζ₂ = p(1 - p) and ζ₁ the variance of the points' fractions less their binomial part,
/// carried through dn/dp; that the centre and the components are estimated is not counted. Fisher's error takes ζ₁ = 0.
///
/// Source: Albergante, Bac, Zinovyev, "Estimating the effective dimension of large biological datasets using Fisher
/// separability analysis", arXiv:1901.06328; Gorban, Makarov, Tyukin, doi:10.1016/j.plrev.2018.09.005.
public struct FisherSeparability: DimensionEstimator {
  /// Components below this share of the largest variance are left out.
  private static let share = 0.1
  /// The margins α.
  static let margins = (0..<20).map { 0.6 + 0.02 * Double($0) }

  /// The estimator; it has no parameters.
  public init() {}

  /// None: the points alone are read.
  public var neighbors: Int { 0 }

  /// Estimator, preprocessing and margin in words.
  public var convention: String {
    "Fisher separability, components above 0.1 of the largest variance, whitened, unit sphere, margin nearest to 0.9 of the "
      + "largest with inseparable pairs"
  }

  /// - Throws: `DimensionError` where all points coincide or all are separated at every margin; `Interrupted`.
  /// - Complexity: O(N²·n) for n components kept, and those components.
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    try check(cloud, lists)
    guard cloud.count >= 3 else { throw DimensionError.nothingLeft(points: cloud.count, dropped: 0, tied: 0) }
    let sphere = try UnitDirections(cloud.points, above: Self.share, checkpoint: checkpoint)
    let count = sphere.rows.count
    guard count >= 3 else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: cloud.count - count, tied: 0)
    }
    let margins = Self.margins
    let found = try SeparabilityCounts(
      rows: sphere.values, count: count, width: sphere.width, first: margins[0], step: 0.02, margins: margins.count,
      checkpoint: checkpoint)
    let pairs = Double(count) * Double(count - 1)
    let fractions = margins.indices.map { margin in
      Double((0..<count).reduce(0) { $0 + Int(found.counts[$1 * margins.count + margin]) }) / pairs
    }
    guard let last = fractions.lastIndex(where: { $0 > 0 }) else { throw DimensionError.separable(points: count) }
    let wanted = 0.9 * margins[last]
    let place = margins.indices.min { abs(margins[$0] - wanted) < abs(margins[$1] - wanted) } ?? last
    let margin = margins[place], fraction = fractions[place]
    let own = (0..<count).map { Double(found.counts[$0 * margins.count + place]) / Double(count - 1) }
    let value = Self.dimension(fraction, margin)
    var local = [Double](repeating: .nan, count: cloud.count)
    for (row, share) in zip(sphere.rows, own) {
      local[row] = share > 0 ? Self.dimension(share, margin).value : .infinity
    }
    let error = Self.errors(own, mean: fraction)
    let slope = -value.value * 2 / ((1 + value.lambert) * fraction)
    var notes = cloud.notes(dropped: 0)
    notes.append("margin \((margin * 100).rounded() / 100), \(sphere.width) components kept")
    if count < cloud.count { notes.append("\(cloud.count - count) points at the centre have no direction: left out") }
    let separate = own.filter { $0 == 0 }.count
    if separate > 0 { notes.append("\(separate) points are separated from all others") }
    if fraction * pairs < 200 { notes.append("fewer than 100 inseparable pairs carry the value") }
    return DimensionEstimate(
      value: value.value, standardError: abs(slope) * error.overlapping,
      fisherStandardError: abs(slope) * error.binomial,
      interval: nil, scale: 0...(2 * (1 - margin)).squareRoot(), local: cloud.spread(local), convention: convention,
      counts: cloud.counts(used: count, dropped: cloud.count - count, tied: 0), notes: notes)
  }

  /// n, and W.
  private static func dimension(_ fraction: Double, _ margin: Double) -> (value: Double, lambert: Double) {
    let square = margin * margin, rate = -log1p(-square)
    let lambert = LambertW.principal(rate / (2 * .pi * fraction * fraction * square * (1 - square)))
    return (lambert / rate, lambert)
  }

  /// Standard errors of the mean fraction.
  private static func errors(_ own: [Double], mean: Double) -> (overlapping: Double, binomial: Double) {
    let count = Double(own.count)
    let variance = own.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let pairVariance = mean * (1 - mean)
    let pointVariance = max(variance - pairVariance / (count - 1), 0)
    let binomial = 2 * pairVariance / (count * (count - 1))
    return ((4 * pointVariance / count + binomial).squareRoot(), binomial.squareRoot())
  }
}

/// Points centred, projected on their leading principal components, whitened and moved to the unit sphere.
struct UnitDirections {
  /// Rows × width.
  let values: [Double]
  let width: Int
  /// The points that have a direction.
  let rows: [Int]

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·min(N, D) + min(N, D)³).
  init(_ points: Tensor, above share: Double, checkpoint: Checkpoint) throws {
    var scatter = try ScatterMatrix(points, checkpoint: checkpoint)
    let centering = scatter.centering, isGram = scatter.isGram, order = scatter.order
    let leading = try scatter.leading(above: share, checkpoint: checkpoint)
    let width = leading.count
    let features = points.rowWidth
    let parts = try Centering.shards(of: points.shape[0], checkpoint) { range -> [Double] in
      var projected = [Double](repeating: 0, count: range.count * width)
      if isGram {
        // The eigenvectors of the products of points are the whitened coordinates.
        for row in range {
          for component in 0..<width {
            projected[(row - range.lowerBound) * width + component] = leading.vectors[component * order + row]
          }
        }
      } else if width > 0 {
        BLAS.multiply(
          MatrixOperand(centering.placed(points, range), range.count, features),
          MatrixOperand(leading.vectors, features, width, isTransposed: true), into: &projected)
        for index in projected.indices { projected[index] /= leading.values[index % width].squareRoot() }
      }
      return projected
    }
    let projected = parts.flatMap(\.self)
    var values: [Double] = [], rows: [Int] = []
    values.reserveCapacity(projected.count)
    for row in 0..<points.shape[0] where width > 0 {
      let vector = projected[row * width..<(row + 1) * width]
      let length = vector.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
      // A point at the centre is there to rounding.
      guard length > 1e-12 else { continue }
      rows.append(row)
      for coordinate in vector { values.append(coordinate / length) }
    }
    self.values = values
    self.width = width
    self.rows = rows
  }
}
