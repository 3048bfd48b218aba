import CKernels
import Tensors

/// An orthonormal basis of the directions in which rows vary most, for a lower bound of their distances.
///
/// With p the coordinates of x in the basis and ρ = √(|x|² - |p|²) the length of the rest,
/// |x - y|² ≥ |p - p′|² + (ρ - ρ′)²: the distance of the shorter rows (p, ρ) never exceeds that of the rows. Any
/// orthonormal basis will do; the better it holds the variance, the closer the bound. It is found by orthogonal
/// iteration from a fixed seed on a sample of the rows.
///
/// Source: Halko, Martinsson, Tropp, "Finding structure with randomness", doi:10.1137/090771806, algorithm 4.4.
struct PrincipalProjection: Sendable {
  /// Unit vectors, one after the other.
  let basis: [Double]
  let dimensions: Int
  let width: Int
  /// ‖QᵀQ - 1‖: how far the basis is from an orthonormal one.
  let skewness: Double

  private static let iterations = 4
  /// Elements of the sample at most: a product with it stays within an interrupt's patience.
  private static let sampleElements = 1 << 21

  /// - Throws: `Interrupted`.
  /// - Complexity: O(s·D·m) for a sample of s ≤ 2,048 rows.
  init(_ points: Tensor, _ centering: Centering, dimensions: Int, checkpoint: Checkpoint) throws {
    let width = points.rowWidth, rows = points.shape[0]
    let count = min(rows, 2048, max(PrincipalProjection.sampleElements / width, 2 * dimensions))
    let sample = try PreparedRows(
      points.gather((0..<count).map { $0 * rows / count }), centering, checkpoint: checkpoint)
    var stream = RandomStream(seed: 0, name: "projection")
    var vectors = (0..<dimensions).map { _ in (0..<width).map { _ in stream.nextNormal() } }
    vectors = PrincipalProjection.orthonormal(vectors)
    for _ in 0..<PrincipalProjection.iterations {
      try checkpoint.check()
      vectors = PrincipalProjection.orthonormal(PrincipalProjection.advance(vectors, sample))
    }
    basis = vectors.flatMap(\.self)
    self.dimensions = vectors.count
    self.width = width
    var skewness = 0.0
    for (first, a) in vectors.enumerated() {
      for (second, b) in vectors.enumerated() {
        let excess = DenseVector.dot(a, b) - (first == second ? 1 : 0)
        skewness += excess * excess
      }
    }
    // The products themselves are rounded.
    self.skewness = skewness.squareRoot() + 0x1p-52 * Double(width * max(vectors.count, 1))
  }

  /// SᵀS·q for each vector q.
  private static func advance(_ vectors: [[Double]], _ sample: PreparedRows) -> [[Double]] {
    let width = sample.width, count = vectors.count
    let flat = vectors.flatMap { $0.map(Float.init) }
    var products = [Float](repeating: 0, count: sample.count * count)
    var next = [Float](repeating: 0, count: count * width)
    BLAS.multiply(
      MatrixOperand(sample.rows, sample.count, width), MatrixOperand(flat, width, count, isTransposed: true),
      into: &products)
    BLAS.multiply(
      MatrixOperand(products, count, sample.count, isTransposed: true), MatrixOperand(sample.rows, sample.count, width),
      into: &next)
    return (0..<count).map { next[$0 * width..<($0 + 1) * width].map(Double.init) }
  }

  /// Gram and Schmidt's procedure, each vector twice; what is left of a dependent vector is dropped.
  private static func orthonormal(_ vectors: [[Double]]) -> [[Double]] {
    var found: [[Double]] = []
    for vector in vectors {
      var rest = vector
      let before = DenseVector.dot(rest, rest).squareRoot()
      for _ in 0..<2 {
        for unit in found { DenseVector.add(unit, times: -DenseVector.dot(unit, rest), to: &rest) }
      }
      let length = DenseVector.dot(rest, rest).squareRoot()
      if length > 1e-6 * before, length > 0x1p-300 { found.append(rest.map { $0 / length }) }
    }
    return found
  }

  /// How much the computed distance of two shorter rows may exceed the distance of the rows, whose norms are at most 1:
  /// twice the error of one shorter row.
  ///
  /// Coordinates are off by D·√m·2⁻⁵³ and by what the basis lacks; so |x|² - |p|² is off by twice that and the rounding
  /// of two sums of squares, and its root by at most the root of that.
  func slack(dimensions: Int) -> Double {
    let coordinates = Double(width) * Double(dimensions).squareRoot() * 0x1p-52 + skewness
    let squares = 2 * coordinates + Double(width + dimensions + 16) * 0x1p-51
    return 2 * (coordinates + squares.squareRoot())
  }
}

/// Coordinates of rows in a basis, from which shorter rows of any smaller number of dimensions are made, and the rows in
/// whole numbers.
struct ProjectedRows: Sendable {
  let coarse: CoarseRows
  /// Rows × dimensions.
  private let coordinates: [Double]
  private let squares: [Double]
  private let dimensions: Int

  /// Rows placed at once.
  private static let block = 64

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·m).
  init(_ points: Tensor, _ centering: Centering, _ projection: PrincipalProjection, checkpoint: Checkpoint) throws {
    let width = projection.width, dimensions = projection.dimensions, count = points.shape[0]
    let stride = CoarseRows.stride(of: width)
    let steps = CoarseRows.steps(largest: centering.deviation * centering.scale, width: width)
    var coordinates = [Double](repeating: 0, count: count * dimensions)
    var whole = [Int8](repeating: 0, count: count * stride)
    let parts = try coordinates.withUnsafeMutableBufferPointer { coordinates in
      try whole.withUnsafeMutableBufferPointer { whole in
        try projection.basis.withUnsafeBufferPointer { basis in
          try Centering.shards(of: count, checkpoint) { range -> [(square: Double, error: Double)] in
            guard let coordinates = coordinates.baseAddress, let whole = whole.baseAddress,
              let basis = basis.baseAddress
            else { return range.map { _ in (0, 0) } }
            let placed = UnsafeMutablePointer<Double>.allocate(capacity: ProjectedRows.block * width)
            defer { placed.deallocate() }
            var found: [(square: Double, error: Double)] = []
            found.reserveCapacity(range.count)
            for first in Swift.stride(from: range.lowerBound, to: range.upperBound, by: ProjectedRows.block) {
              let rows = first..<min(first + ProjectedRows.block, range.upperBound)
              centering.place(points, rows, into: placed)
              BLAS.multiply(
                MatrixView(UnsafePointer(placed), rows: rows.count, columns: width),
                MatrixView(basis, rows: dimensions, columns: width).transposed,
                into: coordinates + first * dimensions, stride: dimensions)
              for (item, row) in rows.enumerated() {
                let own = placed + item * width
                let cut = espalier_coarsen(own, steps, width, whole + row * stride)
                found.append((DenseVector.dot(own, own, count: width), CoarseRows.error(cut, width: width)))
              }
            }
            return found
          }
        }
      }
    }.flatMap(\.self)
    squares = parts.map(\.square)
    coarse = CoarseRows(whole, errors: parts.map(\.error), stride: stride, steps: steps)
    self.coordinates = coordinates
    self.dimensions = dimensions
  }

  /// The first `count` coordinates of each row and the length of the rest.
  func shortened(to count: Int) -> PreparedRows {
    var rows: [Float] = []
    rows.reserveCapacity(squares.count * (count + 1))
    for (row, square) in squares.enumerated() {
      var rest = square
      for offset in row * dimensions..<row * dimensions + count {
        rows.append(Float(coordinates[offset]))
        rest -= coordinates[offset] * coordinates[offset]
      }
      rows.append(Float(max(rest, 0).squareRoot()))
    }
    return PreparedRows(rows, width: count + 1)
  }
}
