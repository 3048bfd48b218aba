import CKernels
import Tensors

/// Rows in whole numbers, 8 bits a coordinate, whose distances are exact, and how far each is from the row it stands
/// for.
///
/// With x̂ the nearest whole steps and ε = |x - x̂|, the distance of two rows is within ε + ε′ of |x̂ - x̂′|: bounds on
/// both sides at a quarter of the memory of single precision. A step is 1/127 of the largest coordinate, or as large as
/// keeps sums of squares below 2³¹.
struct CoarseRows: Sendable {
  /// Rows × `stride`, zeros behind the last coordinate.
  private let values: [Int8]
  /// ε of each row.
  private let errors: [Double]
  private let stride: Int
  /// Steps of a unit.
  private let steps: Double

  /// Steps of a unit for coordinates of magnitudes up to `largest`.
  static func steps(largest: Double, width: Int) -> Double {
    // Differences are at most twice as many steps, and rounding adds no whole step.
    let most = min(127, (0x1p28 / Double(width)).squareRoot().rounded(.down))
    return largest > 0 ? most / largest : 1
  }

  /// Numbers of a row in memory: whole vectors.
  static func stride(of width: Int) -> Int { (width + 63) / 64 * 64 }

  /// - Precondition: `values.count == errors.count * stride`.
  init(_ values: [Int8], errors: [Double], stride: Int, steps: Double) {
    self.values = values
    self.errors = errors
    self.stride = stride
    self.steps = steps
  }

  /// ε of a row with the sum of the squares of what was cut off: the sum, its terms and the row itself are rounded.
  static func error(_ cut: Double, width: Int) -> Double {
    cut.squareRoot() * (1 + 0x1p-52 * Double(width + 8)) + 0x1p-48
  }

  /// Bounds of the distances from row `row` to others.
  /// - Parameter squares: memory for as many whole numbers.
  func bounds(
    _ row: Int, to others: CoarseRows, _ places: UnsafeBufferPointer<Int32>, _ squares: UnsafeMutablePointer<Int32>,
    _ lowest: UnsafeMutablePointer<Float>, _ highest: UnsafeMutablePointer<Float>
  ) {
    values.withUnsafeBufferPointer { own in
      others.values.withUnsafeBufferPointer { rows in
        guard let own = own.baseAddress, let rows = rows.baseAddress, let first = places.baseAddress else { return }
        espalier_coarse_squares(own + row * stride, rows, stride, first, places.count, squares)
      }
    }
    let error = errors[row]
    others.errors.withUnsafeBufferPointer { errors in
      for slot in places.indices {
        let distance = Double(squares[slot]).squareRoot() / steps, both = error + errors[Int(places[slot])]
        lowest[slot] = Float(max(distance - both, 0)).nextDown
        highest[slot] = Float(distance + both).nextUp
      }
    }
  }
}
