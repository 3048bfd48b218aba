import Tensors

/// A cube with all coordinates uniform between two bounds.
struct CubeFamily: ManifoldFamily {
  let dimension: Int
  var low = 0.0
  var high = 1.0
  var width: Int { dimension }
  var words: String { "cube of side \(high - low)" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    for _ in 0..<dimension { values.append(low + (high - low) * stream.nextDouble()) }
  }
}

/// The surface of the unit cube of d + 1 coordinates; rows visit the 2(d + 1) faces in turn, so that each has the same
/// number of points to one.
struct CubeSurfaceFamily: ManifoldFamily {
  let dimension: Int
  var width: Int { dimension + 1 }
  var words: String { "surface of a cube" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let face = row % (2 * width)
    for axis in 0..<width { values.append(axis == face / 2 ? Double(face % 2) : stream.nextDouble()) }
  }
}
