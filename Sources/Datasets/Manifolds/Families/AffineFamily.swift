import Glibc
import Tensors

/// The image of a cube under an affine map, x = A·p + b.
struct AffineFamily: ManifoldFamily {
  let dimension: Int
  /// A, row after row; as many rows as b has numbers.
  let matrix: [Double]
  let offset: [Double]
  /// Every coordinate of p is uniform in these bounds.
  let low: Double
  let high: Double
  var width: Int { offset.count }
  var words: String { "affine image of a cube of side \(high - low)" }

  /// The most entries of A.
  static let mostEntries = 1 << 24

  init(matrix: [Double], offset: [Double], low: Double, high: Double) {
    dimension = matrix.count / offset.count
    self.matrix = matrix
    self.offset = offset
    self.low = low
    self.high = high
  }

  /// A cube of side 5 around the origin in a subspace that no axis lies in: the columns of A are the first d vectors
  /// of the orthonormal cosine basis, A_ij = √(2/D)·cos(π(i + ½)j/D), and 1/√D for j = 0. Distances stay.
  init(dimension: Int, ambient: Int) {
    let length = Double(ambient)
    var matrix: [Double] = []
    matrix.reserveCapacity(ambient * dimension)
    for row in 0..<ambient {
      for column in 0..<dimension {
        let angle = Double.pi * (Double(row) + 0.5) * Double(column) / length
        matrix.append(column == 0 ? 1 / length.squareRoot() : (2 / length).squareRoot() * cos(angle))
      }
    }
    self.init(matrix: matrix, offset: [Double](repeating: 0, count: ambient), low: -2.5, high: 2.5)
  }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    // The cube's point goes to the end and is taken away again: no memory is asked for.
    let start = values.count
    values += offset
    let inner = values.count
    for _ in 0..<dimension { values.append(low + (high - low) * stream.nextDouble()) }
    for axis in 0..<width {
      var sum = 0.0
      for column in 0..<dimension { sum += matrix[axis * dimension + column] * values[inner + column] }
      values[start + axis] += sum
    }
    values.removeLast(dimension)
  }
}
