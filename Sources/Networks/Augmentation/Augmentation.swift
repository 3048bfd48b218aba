import Glibc
package import Tensors

/// A random change of a training image, drawn anew every epoch; several are made one after another.
///
/// What leaves the image is lost, what comes in is 0. The numbers are drawn from the streams `augmentation` and `noise`
/// of the run's seed, index the epoch, at a place that the sample's row alone decides, so neither order nor threads
/// matter.
public enum Augmentation: Hashable, Sendable, Codable {
  /// Mirrored left to right with probability 1/2.
  case flip

  /// Padded by so many pixels of 0 on every side and cut to its size again at a random place: shifted by up to
  /// `padding` pixels along each axis, as on CIFAR-10 with 4.
  ///
  /// Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", arXiv:1512.03385.
  case crop(padding: Int)

  /// Shifted by up to so many pixels along each axis, every distance alike; the same as a crop.
  case shift(Int)

  /// Independent Gaussian noise of mean 0 on every number, in the units of the inputs; nothing is clamped.
  ///
  /// Noise comes behind all moves, wherever it stands in the list, so pixels that come in have it too. Rows that are no
  /// images can have it.
  ///
  /// Source: Bishop, "Training with noise is equivalent to Tikhonov regularization", doi:10.1162/neco.1995.7.1.108.
  case noise(deviation: Double)

  /// - Throws: `NetworkError.setting` unless what moves pixels has images, every distance is less than their sides and
  ///   every deviation a number of at least 0.
  static func validate(_ augmentations: [Augmentation], image: ImageShape?) throws(NetworkError) {
    for augmentation in augmentations {
      let reach: Int
      switch augmentation {
      case .flip: reach = 0
      case .crop(let distance), .shift(let distance): reach = distance
      case .noise(let deviation):
        try NetworkError.demand(
          deviation >= 0 && Float(deviation).isFinite, "augmentation", "a finite deviation of at least 0", augmentation)
        continue
      }
      guard let image else {
        throw .setting(
          name: "augmentation", expected: "samples that are images", found: "rows without an image's shape")
      }
      let most = min(image.height, image.width) - 1
      try NetworkError.demand(
        reach >= 0 && reach <= most, "augmentation",
        "0 to \(most) pixels on images of \(image.height) × \(image.width)", augmentation)
    }
  }
}

extension Augmentation: CustomStringConvertible {
  /// The change as it is written in a cell.
  public var description: String {
    switch self {
    case .flip: ".flip"
    case .crop(let padding): ".crop(padding: \(padding))"
    case .shift(let distance): ".shift(\(distance))"
    case .noise(let deviation): ".noise(deviation: \(deviation))"
    }
  }
}

extension [Augmentation] {
  /// Words of the stream that one change has to itself: a whole block, so that no draw depends on its neighbours.
  private static let words = 4

  /// Where the pixels of one sample go in one epoch.
  /// - Precondition: the list has been validated for the image.
  /// - Complexity: O(changes).
  package func placement(of row: Int, epoch: Int, seed: Int, image: ImageShape) -> Placement {
    let stream = RandomStream(seed: seed, name: "augmentation", index: epoch)
    var placement = Placement(image)
    for (index, augmentation) in enumerated() {
      let position = UInt64((row * count + index) * [Augmentation].words)
      var draws = RandomStream(key: stream.key, position: position)
      switch augmentation {
      case .flip: if draws.nextWord() >> 31 == 1 { placement.flip() }
      case .crop(let distance), .shift(let distance):
        placement.shift(right: draws.offset(upTo: distance), down: draws.offset(upTo: distance))
      case .noise: break
      }
    }
    return placement
  }

  /// The deviation of the noise of all changes together, √(Σ σ²); 0 without noise.
  package var noiseDeviation: Double {
    reduce(0) { sum, augmentation in
      if case .noise(let deviation) = augmentation { hypot(sum, deviation) } else { sum }
    }
  }
}

extension RandomStream {
  /// A whole number in -distance...distance from one word; uniform to 2⁻³² times the number of values.
  fileprivate mutating func offset(upTo distance: Int) -> Int {
    Int((UInt64(nextWord()) * UInt64(2 * distance + 1)) >> 32) - distance
  }
}
