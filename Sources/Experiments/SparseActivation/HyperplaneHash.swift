import Tensors

/// The sides of random hyperplanes on which a point lies, as a number from 0 to 2ᵐ - 1.
///
/// Source: Charikar, "Similarity estimation techniques from rounding algorithms", doi:10.1145/509907.509965.
struct HyperplaneHash {
  let bits: Int
  private let normals: [Double]

  /// Planes through 0, drawn by the stream `hyperplanes`, numbered.
  init(bits: Int, seed: Int, index: Int = 0) {
    self.bits = bits
    var stream = RandomStream(seed: seed, name: "hyperplanes", index: index)
    normals = (0..<ActivationTarget.inputs * bits).map { _ in stream.nextNormal() }
  }

  /// The number of every point.
  func buckets(of points: [Double]) -> [Int] {
    let inputs = ActivationTarget.inputs
    return stride(from: 0, to: points.count, by: inputs).map { first in
      var bucket = 0
      for bit in 0..<bits {
        var side = 0.0
        for axis in 0..<inputs { side += points[first + axis] * normals[bit * inputs + axis] }
        if side > 0 { bucket |= 1 << bit }
      }
      return bucket
    }
  }
}
