/// What latent points become in a data set of controlled dimension.
public enum LatentGenerator: Hashable, Sendable {
  /// Vectors x = A tanh(Bz), each coordinate standardised over the training part.
  case vectors(ambient: Int = 64)
  /// Square grey images with pixels in (0, 1): the logistic function of a sum of smooth cosine waves, whose
  /// coefficients are A tanh(Bz) with weights that fall with frequency.
  case images(side: Int = 16)

  /// Waves a side of an image.
  static let waves = 8

  /// The most latent coordinates that can be told apart in the output.
  var mostDimensions: Int {
    switch self {
    case .vectors(let ambient): ambient
    case .images: LatentGenerator.waves * LatentGenerator.waves
    }
  }

  /// - Throws: `ManifoldError.parameter` for an extent out of range.
  func check() throws(ManifoldError) {
    let (name, found, expected) =
      switch self {
      case .vectors(let ambient): ("ambient", ambient, 2...2_048)
      case .images(let side): ("side", side, LatentGenerator.waves...128)
      }
    guard expected.contains(found) else {
      throw .parameter(name, found: found, manifold: "controlled", expected: expected)
    }
  }
}

extension LatentGenerator: CustomStringConvertible {
  /// The generator as it is written in a cell.
  public var description: String {
    switch self {
    case .vectors(let ambient): ".vectors(ambient: \(ambient))"
    case .images(let side): ".images(side: \(side))"
    }
  }
}

/// What the labels of a data set of controlled dimension depend on.
public enum LatentLabels: String, Hashable, Sendable, CaseIterable {
  /// The first two latent coordinates, whatever the dimension: the task stays while the data grow.
  case fixed
  /// Every latent coordinate: the task grows with the data.
  case all
}
