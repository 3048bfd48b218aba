import Datasets
import Tensors

/// The synthetic images that the goldens were made of.
enum CorruptionPicture {
  /// Triangular waves and noise in whole 255ths, [3, height, width]; `picture` of `record_corruptions.py`.
  static func pixels(height: Int, width: Int, seed: UInt64) -> [Float] {
    var random = SplitMix64(seed: seed)
    return (0..<3).flatMap { channel in
      (0..<height).flatMap { row in
        (0..<width).map { column -> Float in
          let wave = (9 * row + 6 * column + 50 * channel) % 510
          let level = min(wave, 510 - wave) + Int(60 * random.nextUnit()) - 30
          return Float(min(max(level, 0), 255)) / 255
        }
      }
    }
  }

  /// The picture of the probes, 3×32×32.
  static let square = pixels(height: 32, width: 32, seed: 5)

  static func samples(
    _ pixels: [Float], count: Int = 1, channels: Int = 3, height: Int = 32, width: Int = 32
  ) throws -> Samples {
    let shape = ImageShape(channels: channels, height: height, width: width)
    return try Samples(
      inputs: Tensor([count, shape.count], pixels), labels: [Int](repeating: 0, count: count), classes: 1,
      imageShape: shape)
  }
}
