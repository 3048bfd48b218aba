import Tensors

/// The directions along which a map is differentiated: orthonormal rows, so that the squares of the derivatives along
/// them add to the square of the gradient, or of its projection.
struct DirectionSet {
  /// Directions a point.
  let count: Int
  let width: Int
  /// [count, width] for all points, or [points, count, width].
  private let rows: [Double]
  let isShared: Bool
  /// What the first stage's linear part makes of shared directions, where that is small enough to keep.
  let images: [Double]?

  /// Numbers of images that are kept: 64 MB.
  private static let capacity = 1 << 23

  /// All of input space. Where the map begins with a dense layer of fewer outputs than inputs every gradient lies in the
  /// span of that layer's rows, and an orthonormal basis of it does instead.
  /// - Throws: `Interrupted`.
  static func ambient(of map: PiecewiseLinearMap, checkpoint: Checkpoint) throws -> DirectionSet {
    let stage = map.stages[0], width = map.inputCount
    guard stage.inputWidths.count == 1, case .apply(let step)? = stage.operations.first, step.outputCount < width,
      let dense = step as? DenseStep
    else { return DirectionSet(identity: width, stage) }
    let squares = (0..<dense.outputCount).map { row in
      dense.weights[row * width..<(row + 1) * width].reduce(0) { $0 + $1 * $1 }
    }
    let longest = squares.indices.reduce(0) { squares[$1] > squares[$0] ? $1 : $0 }
    // Rounding of the weights themselves; what lies below it is no direction.
    let tolerance = squares[longest].squareRoot() * 0x1p-50
    var basis = GramSchmidt(
      PointMatrix(dense.weights, rows: dense.outputCount, columns: width), tolerance: tolerance)
    if squares[longest] > 0 {
      basis.append(Array(dense.weights[longest * width..<(longest + 1) * width]))
      while basis.rank < dense.outputCount, try basis.extend(checkpoint: checkpoint) {}
    }
    return DirectionSet(basis.basis, count: basis.rank, width: width, isShared: true, stage)
  }

  private init(identity width: Int, _ stage: AffineStage) {
    self.init([], count: width, width: width, isShared: true, stage)
  }

  /// Tangent directions.
  init(_ tangents: TangentSpaces, _ stage: AffineStage) {
    self.init(
      tangents.bases.doubles, count: tangents.dimension, width: tangents.bases.shape[2],
      isShared: tangents.isShared, stage)
  }

  private init(_ rows: [Double], count: Int, width: Int, isShared: Bool, _ stage: AffineStage) {
    self.count = count
    self.width = width
    self.rows = rows
    self.isShared = isShared
    let keeps = isShared && count > 0 && count <= Self.capacity / max(stage.outputCount, width)
    images = keeps ? stage.apply(Self.slice(rows, 0..<count, width), count: count, isLinear: true) : nil
  }

  /// Directions of all points, or of a point, as rows.
  func rows(_ range: Range<Int>, of point: Int) -> [Double] {
    if isShared { return Self.slice(rows, range, width) }
    let start = point * count
    return Array(rows[(start + range.lowerBound) * width..<(start + range.upperBound) * width])
  }

  /// What the first stage's linear part makes of a block of directions of some points, point after point.
  func images(_ range: Range<Int>, of points: Range<Int>, _ stage: AffineStage) -> [Double] {
    if isShared {
      let one =
        images.map { Array($0[range.lowerBound * stage.outputCount..<range.upperBound * stage.outputCount]) }
        ?? stage.apply(rows(range, of: 0), count: range.count, isLinear: true)
      if points.count == 1 { return one }
      var all: [Double] = []
      all.reserveCapacity(one.count * points.count)
      for _ in points { all += one }
      return all
    }
    var block: [Double] = []
    block.reserveCapacity(points.count * range.count * width)
    for point in points { block += rows(range, of: point) }
    return stage.apply(block, count: points.count * range.count, isLinear: true)
  }

  /// Rows of a matrix; those of the identity where it has none.
  private static func slice(_ rows: [Double], _ range: Range<Int>, _ width: Int) -> [Double] {
    if !rows.isEmpty { return Array(rows[range.lowerBound * width..<range.upperBound * width]) }
    var unit = [Double](repeating: 0, count: range.count * width)
    for (place, row) in range.enumerated() { unit[place * width + row] = 1 }
    return unit
  }
}
