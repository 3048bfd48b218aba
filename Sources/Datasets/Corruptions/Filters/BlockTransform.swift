/// The cosine transform of 8×8 blocks, rounding to multiples of a table, and back, in whole numbers as libjpeg's accurate
/// transform rounds them.
///
/// Rows and columns are products with one matrix, √8·8192 times the orthonormal transform as the sums of the 13-bit
/// constants of a fast algorithm give it, which is why some entries differ by one from the nearest whole number. Two
/// bits more than a coefficient's are kept between the passes.
///
/// Source: Loeffler, Ligtenberg, Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications",
/// doi:10.1109/ICASSP.1989.266596.
struct BlockTransform: Sendable {
  /// Eight times the steps that coefficients are rounded to, row by row.
  private let divisors: [SIMD8<Float>]
  private let steps: [SIMD8<Int32>]

  private static let rows: [SIMD8<Int32>] = [
    [8192, 8192, 8192, 8192], [11363, 9633, 6437, 2260], [10703, 4433, -4433, -10703], [9633, -2259, -11362, -6436],
    [8192, -8192, -8192, 8192], [6437, -11362, 2261, 9633], [4433, -10704, 10704, -4433], [2260, -6436, 9633, -11363],
  ].enumerated().map { frequency, half in
    SIMD8(half + half.reversed().map { frequency % 2 == 0 ? $0 : -$0 })
  }
  private static let columns: [SIMD8<Int32>] = (0..<8).map { place in SIMD8(rows.map { $0[place] }) }

  /// - Parameter table: the steps at quality 50, row by row.
  init(table: [Int], quality: Int) {
    let scale = quality < 50 ? 5_000 / quality : 200 - 2 * quality
    let scaled = table.map { Int32(min(max(($0 * scale + 50) / 100, 1), 255)) }
    steps = (0..<8).map { SIMD8(scaled[8 * $0..<8 * $0 + 8]) }
    divisors = steps.map { SIMD8<Float>($0 &* 8) }
  }

  /// A plane of bytes after coding and decoding; blocks that stick out repeat its edges.
  func coded(_ plane: [Int32], height: Int, width: Int) -> [Int32] {
    var result = [Int32](repeating: 0, count: plane.count)
    withUnsafeTemporaryAllocation(of: SIMD8<Int32>.self, capacity: 16) { memory in
      guard let block = memory.baseAddress else { return }
      for top in stride(from: 0, to: height, by: 8) {
        for left in stride(from: 0, to: width, by: 8) {
          for row in 0..<8 {
            let source = min(top + row, height - 1) * width
            for column in 0..<8 { block[row][column] = plane[source + min(left + column, width - 1)] &- 128 }
          }
          roundTrip(block, block + 8)
          for row in 0..<min(8, height - top) {
            for column in 0..<min(8, width - left) {
              result[(top + row) * width + left + column] = min(max(block[row][column] &+ 128, 0), 255)
            }
          }
        }
      }
    }
    return result
  }

  /// Rows, columns, rounding, columns, rows.
  private func roundTrip(_ block: UnsafeMutablePointer<SIMD8<Int32>>, _ other: UnsafeMutablePointer<SIMD8<Int32>>) {
    let (rows, columns) = (BlockTransform.rows, BlockTransform.columns)
    for row in 0..<8 { other[row] = BlockTransform.sum(of: columns, times: block[row], shift: 11) }
    for v in 0..<8 {
      let coefficients = BlockTransform.sum(of: other, times: rows[v], shift: 15)
      // A quotient that is halfway between two levels is exact in single precision.
      let levels = (SIMD8<Float>(coefficients) / divisors[v]).rounded(.toNearestOrAwayFromZero)
      block[v] = SIMD8<Int32>(levels) &* steps[v]
    }
    for row in 0..<8 { other[row] = BlockTransform.sum(of: block, times: columns[row], shift: 11) }
    for row in 0..<8 { block[row] = BlockTransform.sum(of: rows, times: other[row], shift: 18) }
  }

  /// Σ vectors·factors over 2ˢʰⁱᶠᵗ, halves up.
  private static func sum(of vectors: [SIMD8<Int32>], times factors: SIMD8<Int32>, shift: Int32) -> SIMD8<Int32> {
    vectors.withUnsafeBufferPointer { vectors in
      guard let base = vectors.baseAddress else { return .zero }
      return sum(of: base, times: factors, shift: shift)
    }
  }

  private static func sum(
    of vectors: UnsafePointer<SIMD8<Int32>>, times factors: SIMD8<Int32>, shift: Int32
  ) -> SIMD8<Int32> {
    var sum = SIMD8<Int32>(repeating: 1 << (shift - 1))
    for index in 0..<8 { sum &+= vectors[index] &* factors[index] }
    return sum &>> SIMD8(repeating: shift)
  }
}
