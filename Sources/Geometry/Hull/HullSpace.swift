import Tensors

/// The points of a hull in the coordinates in which the search runs.
///
/// Columns in which all points agree are dropped. Where the rest spans at most three quarters of its columns, the
/// points are written in an orthonormal basis of that span; no point lies further off it than `spread`. What a query
/// has outside the span is kept apart: it adds to every q_j = p_j - x the same vector, orthogonal to the rest.
struct HullSpace: Sendable {
  let centering: HullPoints.Frame
  /// N × r.
  let points: PointMatrix
  let radius: Double
  let scan: ScoreScan
  /// The least and largest coordinates.
  let lower: [Double]
  let upper: [Double]
  /// Rows extreme along the axes, which every search starts with.
  let seeds: [Int32]
  /// Columns that vary.
  let columns: [Int]
  /// The value of each column in which all points agree, 0 in the others.
  private let constants: [Double]
  /// r × columns, orthonormal rows; nil where the columns are the coordinates.
  let basis: AffineSpan?
  /// The inverse covariance, r × r; nil where it is not worth its price.
  private let precision: [Double]?

  /// Axes whose extreme rows serve as seeds.
  private static let seededAxes = 32
  /// Beyond this many coordinates the covariance is not inverted.
  private static let largestCovariance = 1024
  /// Rows of a block of queries.
  static let group = 64

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D), and O(D·r·(N + D)) where D is at most 2,048 or N at most 3D/4.
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    let whole = try HullPoints(points, checkpoint: checkpoint)
    centering = whole.frame
    let box = try ColumnExtremes(whole.matrix, checkpoint: checkpoint)
    let varying = (0..<whole.matrix.columns).filter { box.lower[$0] < box.upper[$0] }
    // All points equal: one column stays, so that there is a coordinate at all.
    columns = varying.isEmpty ? [0] : varying
    var constants = box.lower
    for column in columns { constants[column] = 0 }
    self.constants = constants
    radius = whole.radius
    let kept = try whole.matrix.selecting(columns, checkpoint: checkpoint)
    let span = try AffineSpan(of: kept, radius: whole.radius, checkpoint: checkpoint)
    basis = span
    let placed = try span?.coordinates(of: kept, checkpoint: checkpoint) ?? kept
    self.points = placed
    let extremes =
      span == nil && columns.count == whole.matrix.columns
      ? box : try ColumnExtremes(placed, checkpoint: checkpoint)
    lower = extremes.lower
    upper = extremes.upper
    var seeds: [Int32] = []
    for axis in 0..<min(placed.columns, HullSpace.seededAxes) {
      seeds += [extremes.lowest[axis], extremes.highest[axis]]
    }
    self.seeds = Set(seeds).sorted()
    let floats = try Centering.shards(of: placed.rows, checkpoint) { range in
      placed.values[range.lowerBound * placed.columns..<range.upperBound * placed.columns].map(Float.init)
    }
    scan = ScoreScan(rows: floats.flatMap(\.self), count: placed.rows, width: placed.columns)
    precision =
      placed.columns > 1 && placed.columns <= HullSpace.largestCovariance
      ? try placed.inverseCovariance(checkpoint: checkpoint) : nil
  }

  var spread: Double { basis?.spread ?? 0 }
  var dimension: Int { points.columns }

  /// A working set beyond this size is cut down to the active points.
  var workingLimit: Int { 6 * dimension + 512 }

  func reach(_ query: PlacedQuery) -> Double {
    (DenseVector.dot(query.coordinates, query.coordinates) + query.offSquare).squareRoot() + radius
  }

  /// Bounds the rounding of ⟨p_j, v⟩ - ⟨x, v⟩ for |v| = 1, and what the span leaves out.
  func noise(_ reach: Double) -> Double { 0x1p-52 * Double(columns.count + 4) * reach + spread }

  var insideTolerance: Double { NearestPointSearch.insideTolerance * radius }

  /// |y| at which a query counts as inside: the tolerance, less what lies off the span.
  func insideLimit(_ query: PlacedQuery) -> Double {
    max(insideTolerance * insideTolerance - query.offSquare, 0).squareRoot()
  }

  /// Bounds the error of a single-precision product of a point and a vector of length 1: the rounding of a product of
  /// r terms and of both operands.
  var screeningError: Double { 0x1p-24 * Double(dimension + 16) * radius + 0x1p-120 * Double(dimension) }

  /// ⟨p_j, v⟩ in double precision; infinite for the row left out.
  func scores(along direction: [Double], leavingOut: Int32, checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    var scores = [Double](repeating: 0, count: points.rows)
    try points.products(with: direction, into: &scores, checkpoint: checkpoint)
    if leavingOut >= 0 { scores[Int(leavingOut)] = .infinity }
    return scores
  }

  /// The directions, of length 1, of the first look for some queries: -C⁻¹x, with -x where C is not known.
  func firstDirections(_ queries: [PlacedQuery]) -> [[Double]] {
    let width = dimension
    var images = queries.flatMap(\.coordinates)
    if let precision {
      let operand = MatrixOperand(images, queries.count, width)
      BLAS.multiply(operand, MatrixOperand(precision, width, width), into: &images)
    }
    return queries.indices.map { query in
      let own = Array(images[query * width..<(query + 1) * width])
      let norm = DenseVector.dot(own, own).squareRoot()
      return own.map { norm > 0 ? -$0 / norm : 0 }
    }
  }

  /// A query in the coordinates of the search.
  func place(_ query: ArraySlice<Double>, leavingOut: Int32) -> PlacedQuery {
    let whole = centering.placed(query)
    let own = columns.map { whole[$0] }
    var off = zip(whole, constants).map { $0 - $1 }
    for column in columns { off[column] = 0 }
    var coordinates = own
    if let basis {
      let (inside, residual) = basis.split(own)
      coordinates = inside
      for (column, value) in zip(columns, residual) { off[column] = value }
    }
    var square = DenseVector.dot(off, off)
    // A point of the set lies in its span; so does, to the tolerance, what lies this near.
    if leavingOut >= 0 || square <= insideTolerance * insideTolerance / 4 { square = 0 }
    return PlacedQuery(coordinates: coordinates, off: square > 0 ? off : [], offSquare: square, leftOut: leavingOut)
  }

  /// A direction of the search in all columns of the points.
  func lifted(_ direction: [Double]) -> [Double] {
    let own = basis?.lifted(direction) ?? direction
    var whole = [Double](repeating: 0, count: constants.count)
    for (column, value) in zip(columns, own) { whole[column] = value }
    return whole
  }
}

/// A query in the coordinates of the search.
struct PlacedQuery: Sendable {
  var coordinates: [Double]
  /// What lies off the span of the points, in all their columns; empty where nothing does.
  var off: [Double]
  /// |off|².
  var offSquare: Double
  /// The row of the points that is left out, or -1.
  var leftOut: Int32
}
