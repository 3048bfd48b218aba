import Glibc
import Tensors

/// The flat torus: d uniform angles, each as (cos, sin). It has no boundary and no curvature of its own, so estimators
/// that assume a locally constant density have no bias but that of embedding.
struct TorusFamily: ManifoldFamily {
  let dimension: Int
  var width: Int { 2 * dimension }
  var words: String { "flat torus" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    for _ in 0..<dimension {
      let angle = 2 * Double.pi * stream.nextDouble()
      values.append(cos(angle))
      values.append(sin(angle))
    }
  }
}
