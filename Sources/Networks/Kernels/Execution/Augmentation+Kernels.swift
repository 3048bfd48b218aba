import Glibc
package import Tensors

extension [Augmentation] {
  /// Writes the image of one sample in one epoch: its pixels placed, then with noise.
  /// - Precondition: the list has been validated for the image; both have its shape and do not overlap.
  /// - Complexity: O(pixels).
  package func write(
    _ source: UnsafePointer<Float>, of row: Int, epoch: Int, seed: Int, image: ImageShape,
    to target: UnsafeMutablePointer<Float>
  ) {
    placement(of: row, epoch: epoch, seed: seed, image: image).copy(source, to: target)
    let deviation = noiseDeviation
    guard deviation > 0 else { return }
    let stream = RandomStream(seed: seed, name: "noise", index: epoch)
    // Four words give four normal numbers; every sample has whole blocks to itself.
    let blocks = (image.count + 3) / 4
    var draws = RandomStream(key: stream.key, position: 4 * UInt64(row) * UInt64(blocks))
    for block in 0..<blocks {
      let normals = draws.nextNormals()
      for lane in 0..<Swift.min(4, image.count - 4 * block) {
        target[4 * block + lane] += Float(deviation * normals[lane])
      }
    }
  }
}

extension RandomStream {
  /// Four standard normal numbers from four words, by Box and Muller's transform of two pairs; none beyond 6.8.
  fileprivate mutating func nextNormals() -> SIMD4<Double> {
    func pair(_ first: UInt32, _ second: UInt32) -> (Double, Double) {
      // In the middle of its cell of 2⁻³²: never 0.
      let radius = (-2 * log((Double(first) + 0.5) * 0x1p-32)).squareRoot()
      let angle = 2 * .pi * (Double(second) * 0x1p-32)
      return (radius * cos(angle), radius * sin(angle))
    }
    let (a, b) = pair(nextWord(), nextWord())
    let (c, d) = pair(nextWord(), nextWord())
    return SIMD4(a, b, c, d)
  }
}
