import Tensors

/// How many points lie within given distances of each point, exactly: all pairs, one product a pair of blocks.
///
/// |x - y|² comes from single-precision products over the upper triangle of blocks; a pair within the rounding bound of
/// a threshold is measured again by direct differences in double precision, so that each comparison is that of the
/// distance itself.
///
/// Memory: 4·N·T bytes for T thresholds, 4·N·D for the centred copy and one block product a thread.
struct PairCounts {
  /// Points.
  let count: Int
  let thresholds: Int
  /// N × T: pairs of a point whose distance is at least threshold t-1 and below threshold t.
  private let bins: [UInt32]

  /// The most thresholds that are counted at once.
  static let limit = 1024

  /// - Precondition: `radii` ascend, are finite and positive, and number at most `limit`.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N²·D) in single precision.
  init(_ points: Tensor, below radii: [Double], operation: String, checkpoint: Checkpoint) throws {
    precondition(radii.count <= PairCounts.limit)
    count = points.shape[0]
    thresholds = radii.count
    var bins = [UInt32](repeating: 0, count: count * radii.count)
    if count > 1, !radii.isEmpty {
      let scan = try PairScan(points, radii: radii, checkpoint: checkpoint)
      try scan.run(into: &bins, operation: operation, checkpoint: checkpoint)
    }
    self.bins = bins
  }

  /// Points other than itself at distance below threshold `index` of `point`.
  /// - Complexity: O(T).
  func within(_ point: Int, _ index: Int) -> Int {
    bins[point * thresholds...point * thresholds + index].reduce(0) { $0 + Int($1) }
  }

  /// The same for all thresholds.
  func within(_ point: Int) -> [Int] {
    var sum = 0
    return bins[point * thresholds..<(point + 1) * thresholds].map { count in
      sum += Int(count)
      return sum
    }
  }
}

/// The pass over pairs of blocks.
private struct PairScan {
  private let points: Tensor
  private let prepared: PreparedRows
  private let distances: RowDistances
  private let radii: [Double]
  private let scale: Double
  /// Squared thresholds in the scaled coordinates, and one that nothing reaches.
  private let edges: [Float]
  /// The first threshold that a square with given upper sixteen bits can lie below.
  private let firsts: [UInt16]
  /// Bound on the error of a computed square.
  private let error: Float

  init(_ points: Tensor, radii: [Double], checkpoint: Checkpoint) throws {
    self.points = points
    self.radii = radii
    let width = points.rowWidth
    let centering = try Centering(points, checkpoint: checkpoint)
    prepared = try PreparedRows(points, centering, checkpoint: checkpoint)
    scale = centering.scale
    distances = RowDistances(left: points, right: points, width: width, scale: centering.scale)
    // The rounding of a product of D terms, of both norms and of the rows themselves: u·(D + 16)·(|x| + |y|)² with
    // u = 2⁻²⁴, and the rounding of the thresholds, which cannot exceed the largest square unless nothing reaches them.
    let largest = prepared.norms.max() ?? 0
    error = Float(0x1p-24 * Double(width + 32) * 4 * largest * largest + 0x1p-120 * Double(width))
    let scale = centering.scale
    edges = radii.map { radius in
      let edge = radius * scale
      return edge < 0x1p60 ? Float(edge * edge) : .infinity
    }
    let cells = 1 << 15
    var firsts = [UInt16](repeating: 0, count: cells)
    var edge = 0
    for cell in 0..<cells {
      let floor = Float(bitPattern: UInt32(cell) << 16)
      while edge < edges.count, edges[edge] <= floor { edge += 1 }
      firsts[cell] = UInt16(edge)
    }
    self.firsts = firsts
  }

  func run(into bins: inout [UInt32], operation: String, checkpoint: Checkpoint) throws(Interrupted) {
    let size = NeighborSearch.blockSize(width: prepared.width)
    let blocks = (prepared.count + size - 1) / size
    try bins.withUnsafeMutableBufferPointer { bins throws(Interrupted) in
      guard let bins = bins.baseAddress else { return }
      let done: Result<Void, Interrupted>? = prepared.withPointers { rows in
        Result { () throws(Interrupted) in
          try BlockRounds.run(blocks: blocks, operation: operation, checkpoint: checkpoint) {
            meet($0, $1, size: size, rows, bins: bins)
          }
        }
      }
      try done?.get()
    }
  }

  private func meet(
    _ first: Int, _ second: Int, size: Int, _ prepared: PreparedRows.Pointers, bins: UnsafeMutablePointer<UInt32>
  ) {
    let rows = prepared.rows, squares = prepared.squares, count = prepared.count, width = prepared.width
    let above = first * size..<min((first + 1) * size, count)
    let aside = second * size..<min((second + 1) * size, count)
    let product = UnsafeMutablePointer<Float>.allocate(capacity: above.count * aside.count)
    defer { product.deallocate() }
    BLAS.multiply(
      MatrixView(rows + above.lowerBound * width, rows: above.count, columns: width),
      MatrixView(rows + aside.lowerBound * width, rows: aside.count, columns: width).transposed,
      into: product, stride: aside.count, alpha: -2)
    let total = edges.count
    let reach = edges[total - 1] + error
    distances.withSquares { square in
      edges.withUnsafeBufferPointer { edges in
        firsts.withUnsafeBufferPointer { firsts in
          for row in above {
            let start = first == second ? row + 1 : aside.lowerBound
            let products = product + (row - above.lowerBound) * aside.count - aside.lowerBound
            let base = squares[row]
            for column in start..<aside.upperBound {
              let value = products[column] + squares[column] + base
              if value > reach { continue }
              var bin = Int(firsts[Int(max(value, 0).bitPattern >> 16)])
              while bin < total, edges[bin] <= value { bin += 1 }
              let isNear = bin < total && edges[bin] - value <= error || bin > 0 && value - edges[bin - 1] <= error
              if isNear { bin = measured(square(row, column)) }
              if bin < total {
                bins[row * total + bin] += 1
                bins[column * total + bin] += 1
              }
            }
          }
        }
      }
    }
  }

  /// The first threshold above the distance with a given scaled square.
  private func measured(_ square: Double) -> Int {
    let distance = square.squareRoot() / scale
    var low = 0, high = radii.count
    while low < high {
      let middle = (low + high) / 2
      if radii[middle] <= distance { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
