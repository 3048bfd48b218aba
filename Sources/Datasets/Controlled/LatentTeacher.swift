import Glibc
import Tensors

/// Two classes of latent points: which side of its median a random network of 16 tanh units lies on.
///
/// The median is taken over 4,096 latent points of their own, so that the classes are balanced and no count of samples
/// changes a label.
struct LatentTeacher: Sendable {
  /// Latent coordinates that are looked at, the first ones.
  let coordinates: Int
  private let weights: [Double]
  private let biases: [Double]
  private let signs: [Double]
  private var threshold = 0.0

  static let units = 16
  private static let sample = 4_096

  /// The streams `latent.teacher` and `latent.threshold` of the seed draw.
  init(coordinates: Int, seed: Int) {
    self.coordinates = coordinates
    var stream = RandomStream(seed: seed, name: "latent.teacher")
    // Signals of variance 4: units that bend, not lines.
    let deviation = 2 * (3 / Double(coordinates)).squareRoot()
    weights = (0..<LatentTeacher.units * coordinates).map { _ in deviation * stream.nextNormal() }
    biases = (0..<LatentTeacher.units).map { _ in stream.nextNormal() }
    signs = (0..<LatentTeacher.units).map { _ in stream.nextNormal() }
    var points = RandomStream(seed: seed, name: "latent.threshold")
    let scores = (0..<LatentTeacher.sample).map { _ in
      score((0..<coordinates).map { _ in 2 * points.nextDouble() - 1 }[...])
    }.sorted()
    threshold = (scores[LatentTeacher.sample / 2 - 1] + scores[LatentTeacher.sample / 2]) / 2
  }

  /// The class of a latent point, 0 or 1.
  func label(_ latent: ArraySlice<Double>) -> Int { score(latent) > threshold ? 1 : 0 }

  private func score(_ latent: ArraySlice<Double>) -> Double {
    var total = 0.0
    for unit in 0..<LatentTeacher.units {
      var signal = biases[unit]
      for index in 0..<coordinates { signal += weights[unit * coordinates + index] * latent[latent.startIndex + index] }
      total += signs[unit] * tanh(signal)
    }
    return total
  }
}
