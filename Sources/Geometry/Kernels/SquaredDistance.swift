import CKernels
import Tensors

/// Σ (s·(aᵢ - bᵢ))² in double precision, eight partial sums in fixed order.
///
/// With `scale` a power of two the result is that of the unscaled differences, without their overflow.
enum SquaredDistance {
  static func between(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int, scale: Double
  ) -> Double { espalier_squared_distance(a, b, count, scale) }

  static func between(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, scale: Double
  ) -> Double { espalier_squared_distance_of_floats(a, b, count, scale) }
}

/// Distances between the rows of two matrices of one precision.
struct RowDistances {
  let left: Tensor
  let right: Tensor
  let width: Int
  /// A power of two.
  let scale: Double

  /// - Precondition: both of one precision and `width`.
  init(left: Tensor, right: Tensor, width: Int, scale: Double) {
    self.left = left
    self.right = right
    self.width = width
    self.scale = scale
  }

  /// Distances between the rows of one matrix.
  init(points: Tensor, width: Int, scale: Double) {
    self.init(left: points, right: points, width: width, scale: scale)
  }

  /// Calls `body` with a function giving the scaled squared distance from a row of the left to a row of the right.
  func withSquares<Result>(_ body: ((Int, Int) -> Double) -> Result) -> Result {
    switch (left.storage, right.storage) {
    case (.float(let a), .float(let b)):
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          body { first, second in
            guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
            return SquaredDistance.between(a + first * width, b + second * width, count: width, scale: scale)
          }
        }
      }
    default:
      left.doubles.withUnsafeBufferPointer { a in
        right.doubles.withUnsafeBufferPointer { b in
          body { first, second in
            guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
            return SquaredDistance.between(a + first * width, b + second * width, count: width, scale: scale)
          }
        }
      }
    }
  }

  /// The scaled squared distances from a row of the left to some of the right: the bits of one at a time.
  func squares(_ row: Int, _ places: UnsafeBufferPointer<Int32>, into squares: UnsafeMutablePointer<Double>) {
    guard let first = places.baseAddress else { return }
    switch (left.storage, right.storage) {
    case (.float(let a), .float(let b)):
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          espalier_squared_distances_of_floats(a + row * width, b, width, first, places.count, scale, squares)
        }
      }
    case (.double(let a), .double(let b)):
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          espalier_squared_distances(a + row * width, b, width, first, places.count, scale, squares)
        }
      }
    default: withSquares { square in for slot in places.indices { squares[slot] = square(row, Int(places[slot])) } }
    }
  }
}
