import Geometry
import Tensors
import TestSupport

/// The features, class vectors and distances of record_representations.py.
enum ReferenceFeatures {
  typealias Recorded = RecordedRepresentations

  static func matrix(_ rows: Int, _ columns: Int, _ value: (Int, Int) -> Double) -> Tensor {
    Tensor([rows, columns], (0..<rows * columns).map { value($0 / columns, $0 % columns) })
  }

  /// 60 × 7.
  static let x = ReferencePoints.uniform(60, 7, seed: 11)
  /// 60 × 9, three columns near those of x.
  static let y = added(0.5, ReferencePoints.uniform(60, 9, seed: 12), 3)
  /// 60 × 90, wider than it has rows, seven columns near those of x.
  static let z = added(0.4, ReferencePoints.uniform(60, 90, seed: 13), 7)
  /// z with one number for each row added to all its columns.
  static let shifted: Tensor = {
    let steps = ReferencePoints.uniform(60, 1, seed: 14)
    return matrix(60, 90) { z.element($0 * 90 + $1) + 0.4 * steps.element($0) }
  }()

  private static func added(_ factor: Double, _ noise: Tensor, _ columns: Int) -> Tensor {
    let width = noise.shape[1]
    return matrix(60, width) { row, column in
      (column < columns ? x.element(row * 7 + column) : 0) + factor * noise.element(row * width + column)
    }
  }

  static let labels = (0..<90).map { $0 % 4 }
  static let classVectors = ReferencePoints.uniform(4, 6, seed: 23).map { $0 - 0.5 }
  static let biases = Tensor([4], ReferencePoints.uniform(1, 4, seed: 24).doubles.map { $0 - 0.5 })
  /// 90 × 6 around an offset of each class.
  static let features: Tensor = {
    let noise = ReferencePoints.uniform(90, 6, seed: 21), offsets = ReferencePoints.uniform(4, 6, seed: 22)
    return matrix(90, 6) { row, column in
      let place = labels[row] * 6 + column
      return noise.element(row * 6 + column) + 0.5 * offsets.element(place) + classVectors.element(place)
    }
  }()

  /// Distances of twelve points in four dimensions, to a power.
  static func distances(power: Int) -> Tensor {
    let points = ReferencePoints.uniform(12, 4, seed: 31)
    return matrix(12, 12) { a, b in
      let square = (0..<4).reduce(0.0) { sum, axis in
        let step = points.element(a * 4 + axis) - points.element(b * 4 + axis)
        return sum + step * step
      }
      return power == 2 ? square.squareRoot() : square.squareRoot() * square.squareRoot().squareRoot()
    }
  }
}

extension Tensor {
  /// A random rotation applied to the rows: the product with the orthonormal rows that Gram–Schmidt makes of uniform
  /// numbers.
  func rotated(seed: UInt64) throws -> Tensor {
    let width = shape[1]
    var axes = (0..<width).map { row in
      let numbers = ReferencePoints.uniform(width, width, seed: seed).doubles
      return numbers[row * width..<(row + 1) * width].map { $0 - 0.5 }
    }
    for row in axes.indices {
      for _ in 0..<2 {
        for earlier in 0..<row {
          let product = zip(axes[row], axes[earlier]).reduce(0) { $0 + $1.0 * $1.1 }
          for column in 0..<width { axes[row][column] -= product * axes[earlier][column] }
        }
      }
      let norm = axes[row].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for column in 0..<width { axes[row][column] /= norm }
    }
    return try matmul(Tensor([width, width], axes.flatMap(\.self)))
  }
}
