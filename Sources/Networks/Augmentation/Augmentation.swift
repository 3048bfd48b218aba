package import Tensors

/// A random change of a training image, drawn anew every epoch; several are made one after another.
///
/// What leaves the image is lost, what comes in is 0. The numbers are drawn from the stream `augmentation` of the run's
/// seed, index the epoch, at a place that the sample's row alone decides, so neither order nor threads matter.
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

  /// The farthest a pixel moves along an axis.
  private var reach: Int {
    switch self {
    case .flip: 0
    case .crop(let distance), .shift(let distance): distance
    }
  }

  /// - Throws: `NetworkError.setting` unless the samples are images and every distance is less than their sides.
  static func validate(_ augmentations: [Augmentation], image: ImageShape?) throws(NetworkError) {
    guard !augmentations.isEmpty else { return }
    guard let image else {
      throw .setting(name: "augmentation", expected: "samples that are images", found: "rows without an image's shape")
    }
    let most = min(image.height, image.width) - 1
    for augmentation in augmentations {
      try NetworkError.demand(
        augmentation.reach >= 0 && augmentation.reach <= most, "augmentation",
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
      }
    }
    return placement
  }
}

extension RandomStream {
  /// A whole number in -distance...distance from one word; uniform to 2⁻³² times the number of values.
  fileprivate mutating func offset(upTo distance: Int) -> Int {
    Int((UInt64(nextWord()) * UInt64(2 * distance + 1)) >> 32) - distance
  }
}
