import Geometry
import Tensors
import Testing

/// Widths on both sides of eight, 32 and 64 columns, the parts that the loops are cut into.
@Suite("Rows at the knots of a line are what plain loops make of them, to the bit")
struct KnotRowTests {
  static let widths = [1, 7, 8, 9, 31, 32, 33, 40, 63, 64, 65, 71, 130]

  /// Normal numbers with zeros of both signs among them.
  static func values(_ count: Int, _ index: Int) -> [Double] {
    var stream = RandomStream(seed: 1, name: "rows", index: index)
    return (0..<count).map { item in
      let value = stream.nextNormal()
      return item % 5 == 3 ? (value < 0 ? -0.0 : 0) : value
    }
  }

  static func bits(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }

  @Test("Bits of the negative values", arguments: widths)
  func negatives(columns: Int) {
    let stride = columns + 3, rows = 3, words = (columns + 63) / 64
    let values = Self.values(rows * stride, columns)
    var expected = [UInt64](repeating: 0, count: rows * words)
    for row in 0..<rows {
      for column in 0..<columns where values[row * stride + column] < 0 {
        expected[row * words + column / 64] |= 1 << UInt64(column % 64)
      }
    }
    #expect(KnotRows.negativeBits(values, stride: stride, columns: columns) == expected)
  }

  @Test("Ranks, equals in the order in which they come", arguments: widths)
  func ranks(count: Int) {
    // A few distinct values only, so that many are equal.
    let values = Self.values(count, 1).map { ($0 * 2).rounded() / 2 }
    var ranks = [Int32](repeating: -1, count: count)
    KnotRows.rank(values, count: count, into: &ranks)
    var expected = [Int32](repeating: -1, count: count)
    for (place, item) in (0..<count).sorted(by: { (values[$0], $0) < (values[$1], $1) }).enumerated() {
      expected[item] = Int32(place)
    }
    #expect(ranks == expected)
  }

  @Test("Sums, steps of the way, multiples and gates", arguments: widths)
  func loops(width: Int) {
    let a = Self.values(width, 1), b = Self.values(width, 2)
    var row = a
    KnotRows.add(row, 0.3, b, into: &row, count: width)
    #expect(Self.bits(row) == Self.bits(zip(a, b).map { $0 + 0.3 * $1 }))
    KnotRows.interpolate(a, b, 0.3, into: &row, count: width)
    #expect(Self.bits(row) == Self.bits(zip(a, b).map { $0 + ($1 - $0) * 0.3 }))
    KnotRows.scale(-1.7, a, into: &row, count: width)
    #expect(Self.bits(row) == Self.bits(a.map { -1.7 * $0 }))
    for slope in [0, 0.1, -1] {
      KnotRows.gate(a, where: b, slope: slope, into: &row, count: width)
      #expect(Self.bits(row) == Self.bits(zip(a, b).map { $1 < 0 ? slope * $0 : $0 }))
    }
  }

  @Test("Rows carried from their neighbours", arguments: widths)
  func carried(width: Int) {
    let left = Self.values(width, 1), right = Self.values(width, 2), bends = Self.values(5 * width, 3)
    let order = [4, 0, 0, 2]
    let numbers = Self.values(order.count * 3, 4)
    let steps = order.indices.map {
      KnotRows.Step(back: numbers[3 * $0], part: numbers[3 * $0 + 1], bend: numbers[3 * $0 + 2])
    }
    var expected: [Double] = []
    var slope = zip(left, right).map { $1 - $0 }
    var row = left
    for (step, bend) in zip(steps, order) {
      for column in 0..<width { slope[column] += step.back * bends[bend * width + column] }
    }
    for (step, bend) in zip(steps, order) {
      for column in 0..<width {
        row[column] += step.part * slope[column]
        slope[column] += step.bend * bends[bend * width + column]
      }
      expected += row
    }
    func carry(_ right: [Double]) -> (rows: [Double], isFinite: Bool) {
      var rows = [Double](repeating: .nan, count: order.count * width)
      let isFinite = bends.withUnsafeBufferPointer { bends in
        steps.withUnsafeBufferPointer { steps in
          KnotRows.carry(
            from: left, to: right, bends: order.map { row in bends.baseAddress.map { $0 + row * width } }, steps,
            width: width, into: &rows)
        }
      }
      return (rows, isFinite)
    }
    let carried = carry(right)
    #expect(Self.bits(carried.rows) == Self.bits(expected) && carried.isFinite)
    for column in Set([0, width / 2, width - 1]) {
      var far = right
      far[column] = .infinity
      #expect(!carry(far).isFinite)
    }
  }

  @Test("What is not finite is found in every column", arguments: widths)
  func finite(width: Int) {
    let values = Self.values(width, 1)
    #expect(KnotRows.isFinite(values))
    for column in 0..<width {
      for wrong in [Double.infinity, -.infinity, .nan] {
        var row = values
        row[column] = wrong
        #expect(!KnotRows.isFinite(row))
      }
    }
  }

  @Test("Columns as rows", arguments: widths)
  func columns(outputs: Int) {
    let inputs = 6, chosen = [5, 0, 3, 3]
    let matrix = Self.values(inputs * outputs, 1)
    let expected = chosen.flatMap { column in (0..<outputs).map { matrix[$0 * inputs + column] } }
    let rows = KnotRows.gather(chosen, of: matrix, inputs: inputs, outputs: outputs)
    #expect(Self.bits(rows) == Self.bits(expected))
  }
}
