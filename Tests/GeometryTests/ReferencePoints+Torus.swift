import Glibc
import Tensors
import TestSupport

extension ReferencePoints {
  /// Points of a flat torus of dimension d: pairs (cos, sin) of d uniform angles. No boundary, so no bias from one.
  static func torus(_ dimension: Int, count: Int, stream: inout RandomStream) -> Tensor {
    var values: [Double] = []
    for _ in 0..<count * dimension {
      let angle = 2 * Double.pi * stream.nextDouble()
      values += [cos(angle), sin(angle)]
    }
    return Tensor([count, 2 * dimension], values)
  }
}
