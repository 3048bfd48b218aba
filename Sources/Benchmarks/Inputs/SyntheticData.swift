import Glibc
import Tensors

/// Inputs drawn from fixed streams: the same numbers in every run, and no files to look for.
enum SyntheticData {
  /// Uniform numbers in 0 ..< 1.
  static func uniform(_ count: Int, name: String) -> [Double] {
    var stream = RandomStream(seed: 0, name: name)
    return (0..<count).map { _ in stream.nextDouble() }
  }

  /// Standard normal numbers.
  static func normal(_ count: Int, name: String) -> [Double] {
    var stream = RandomStream(seed: 0, name: name)
    return (0..<count).map { _ in stream.nextNormal() }
  }

  /// Rows on a curved surface of `dimension` dimensions: cos(W·z + φ) with z uniform, W normal and φ uniform phases.
  static func surface(rows: Int, columns: Int, dimension: Int) -> [Double] {
    let latent = uniform(rows * dimension, name: "latent")
    let directions = normal(columns * dimension, name: "directions")
    let phases = uniform(columns, name: "phases")
    return (0..<rows).flatMap { row in
      (0..<columns).map { column in
        var angle = 2 * Double.pi * phases[column]
        for axis in 0..<dimension {
          angle += latent[row * dimension + axis] * directions[column * dimension + axis]
        }
        return cos(angle)
      }
    }
  }

  /// Rows of MNIST's kind.
  static func digits(_ count: Int) -> (pixels: [Float], labels: [Int]) { images(count, width: 784) }

  /// Rows of pixels: about a fifth of them lit, ten classes by turns, each about a pattern of its own.
  static func images(_ count: Int, width: Int) -> (pixels: [Float], labels: [Int]) {
    let classes = 10
    var stream = RandomStream(seed: 0, name: "digits")
    let patterns = (0..<classes * width).map { _ in stream.nextFloat() < 0.2 ? Float(0.8) : 0 }
    let labels = (0..<count).map { $0 % classes }
    let pixels = labels.flatMap { label in
      (0..<width).map { max(min(patterns[label * width + $0] + 0.5 * (stream.nextFloat() - 0.5), 1), 0) }
    }
    return (pixels, labels)
  }
}
