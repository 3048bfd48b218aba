import Glibc
import Tensors

/// The unit sphere of dimension d in d + 1 coordinates, uniform: a normal vector over its length.
struct SphereFamily: ManifoldFamily {
  let dimension: Int
  var width: Int { dimension + 1 }
  var words: String { "unit sphere" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    values.appendDirection(width, length: 1, from: &stream)
  }
}

/// The unit ball of dimension d, uniform: a direction, and the d-th root of a uniform number as radius.
struct BallFamily: ManifoldFamily {
  let dimension: Int
  var width: Int { dimension }
  var words: String { "unit ball" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let radius = pow(stream.nextDouble(), 1 / Double(dimension))
    values.appendDirection(width, length: radius, from: &stream)
  }
}

/// The standard normal law in d coordinates.
struct GaussianFamily: ManifoldFamily {
  let dimension: Int
  var width: Int { dimension }
  var words: String { "standard normal law" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    for _ in 0..<dimension { values.append(stream.nextNormal()) }
  }
}

extension [Double] {
  /// Appends a vector of a given length in a direction that is uniform over the sphere.
  fileprivate mutating func appendDirection(_ width: Int, length: Double, from stream: inout RandomStream) {
    let start = count
    var square = 0.0
    for _ in 0..<width {
      let value = stream.nextNormal()
      square += value * value
      append(value)
    }
    let factor = square > 0 ? length / square.squareRoot() : 0
    for index in start..<count { self[index] *= factor }
  }
}
