import Tensors

/// For each of a block of directions v, the rows with the smallest ⟨row, v⟩ + bias of the row, found by
/// single-precision products, one a tile of rows.
///
/// What is kept is the smallest under the total order (value, row): neither the tiles nor the threads change it.
struct ScoreScan: Sendable {
  /// Rows × width.
  let rows: [Float]
  let count: Int
  let width: Int
  /// Added to each row's product; none where empty.
  let biases: [Float]

  init(rows: [Float], count: Int, width: Int, biases: [Float] = []) {
    self.rows = rows
    self.count = count
    self.width = width
    self.biases = biases
  }

  /// Rows of a tile: a tile of products of 64 directions stays in the second-level cache.
  private static let tile = 1024

  /// The rows kept for each direction, `kept` a direction in heap order: the largest first.
  struct Lists {
    let kept: Int
    fileprivate(set) var values: [Float]
    fileprivate(set) var indices: [Int32]

    /// No row that is not kept for the direction has a smaller value.
    func limit(_ direction: Int) -> Float { values[direction * kept] }

    /// The rows kept for a direction, in no order.
    func rows(_ direction: Int) -> ArraySlice<Int32> { indices[direction * kept..<(direction + 1) * kept] }
  }

  /// - Parameters:
  ///   - directions: m × width.
  ///   - kept: at most the number of rows, less one where rows are left out.
  ///   - leavingOut: a row for each direction that is passed over, or -1; empty where there is none.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(m·rows·width).
  func smallest(
    _ directions: [Float], kept: Int, leavingOut: [Int32] = [], checkpoint: Checkpoint
  ) throws(Interrupted) -> Lists {
    let m = directions.count / max(width, 1)
    var lists = Lists(
      kept: kept, values: [Float](repeating: .infinity, count: m * kept),
      indices: [Int32](repeating: .max, count: m * kept))
    if m == 0 || kept == 0 { return lists }
    let size = min(ScoreScan.tile, count)
    let products = UnsafeMutablePointer<Float>.allocate(capacity: m * size)
    defer { products.deallocate() }
    rows.withUnsafeBufferPointer { rows in
      directions.withUnsafeBufferPointer { directions in
        biases.withUnsafeBufferPointer { biases in
          lists.values.withUnsafeMutableBufferPointer { values in
            lists.indices.withUnsafeMutableBufferPointer { indices in
              guard let rows = rows.baseAddress, let directions = directions.baseAddress,
                let values = values.baseAddress, let indices = indices.baseAddress
              else { return }
              for first in stride(from: 0, to: count, by: size) where !checkpoint.isInterrupted {
                let tile = min(size, count - first)
                BLAS.multiply(
                  MatrixView(directions, rows: m, columns: width),
                  MatrixView(rows + first * width, rows: tile, columns: width).transposed, into: products, stride: size)
                for direction in 0..<m {
                  let heap = BoundedHeap(
                    values: values + direction * kept, indices: indices + direction * kept, kept: kept)
                  heap.offer(
                    products + direction * size, biases.isEmpty ? nil : biases.baseAddress.map { $0 + first },
                    first: first, count: tile,
                    leavingOut: leavingOut.isEmpty ? -1 : Int(leavingOut[direction]))
                }
              }
            }
          }
        }
      }
    }
    try checkpoint.check()
    return lists
  }
}

/// The smallest (value, index) offered so far, the largest of them at the root.
private struct BoundedHeap {
  let values: UnsafeMutablePointer<Float>
  let indices: UnsafeMutablePointer<Int32>
  let kept: Int

  func offer(
    _ offered: UnsafePointer<Float>, _ biases: UnsafePointer<Float>?, first: Int, count: Int, leavingOut: Int
  ) {
    var column = 0
    // Most rows are too large: the signs of value - root tell it of many at once.
    while column + 64 <= count {
      let root = SIMD16(repeating: values[0])
      let parts = (
        signs(column, offered, biases, root), signs(column + 16, offered, biases, root),
        signs(column + 32, offered, biases, root), signs(column + 48, offered, biases, root)
      )
      if isAnyNegative((parts.0 | parts.1) | (parts.2 | parts.3)) {
        if isAnyNegative(parts.0) { offerEach(column, 16, offered, biases, first, leavingOut) }
        if isAnyNegative(parts.1) { offerEach(column + 16, 16, offered, biases, first, leavingOut) }
        if isAnyNegative(parts.2) { offerEach(column + 32, 16, offered, biases, first, leavingOut) }
        if isAnyNegative(parts.3) { offerEach(column + 48, 16, offered, biases, first, leavingOut) }
      }
      column += 64
    }
    offerEach(column, count - column, offered, biases, first, leavingOut)
  }

  /// Rows come in ascending order: an equal value never displaces.
  private func offerEach(
    _ start: Int, _ count: Int, _ offered: UnsafePointer<Float>, _ biases: UnsafePointer<Float>?, _ first: Int,
    _ leavingOut: Int
  ) {
    for column in start..<start + count {
      var value = offered[column]
      if let biases { value += biases[column] }
      if value < values[0], first + column != leavingOut {
        replaceRoot(value, Int32(truncatingIfNeeded: first + column))
      }
    }
  }

  private func signs(
    _ column: Int, _ offered: UnsafePointer<Float>, _ biases: UnsafePointer<Float>?, _ root: SIMD16<Float>
  ) -> SIMD16<UInt32> {
    var value = load(offered + column)
    if let biases { value += load(biases + column) }
    return unsafeBitCast(value - root, to: SIMD16<UInt32>.self)
  }

  private func isAnyNegative(_ signs: SIMD16<UInt32>) -> Bool {
    let eight = signs.lowHalf | signs.highHalf
    let four = eight.lowHalf | eight.highHalf
    let two = four.lowHalf | four.highHalf
    return (two.x | two.y) >> 31 != 0
  }

  private func replaceRoot(_ value: Float, _ index: Int32) {
    guard (value, index) < (values[0], indices[0]) else { return }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= kept { break }
      if child + 1 < kept, (values[child], indices[child]) < (values[child + 1], indices[child + 1]) { child += 1 }
      if (values[child], indices[child]) <= (value, index) { break }
      values[hole] = values[child]
      indices[hole] = indices[child]
      hole = child
    }
    values[hole] = value
    indices[hole] = index
  }

  private func load(_ address: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Float>.self)
  }
}
