import Tensors

/// What is added to every coordinate of a point, independently.
///
/// A plain number is the width of uniform noise, as in scikit-dimension: `noise: 0.1`.
public enum ManifoldNoise: Hashable, Sendable {
  /// Uniform in [-width/2, width/2).
  case uniform(width: Double)
  /// Normal with mean zero.
  case gaussian(deviation: Double)

  /// Larger noise is refused: its squares would overflow in distances.
  static let limit = 1e50

  /// Width or deviation.
  var level: Double {
    switch self {
    case .uniform(let level), .gaussian(let level): level
    }
  }

  var isValid: Bool { level >= 0 && level <= ManifoldNoise.limit }
  var isSome: Bool { level > 0 }

  func draw(_ stream: inout RandomStream) -> Double {
    switch self {
    case .uniform(let width): (stream.nextDouble() - 0.5) * width
    case .gaussian(let deviation): stream.nextNormal() * deviation
    }
  }
}

extension ManifoldNoise: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral width: Double) { self = .uniform(width: width) }
  public init(integerLiteral width: Int) { self = .uniform(width: Double(width)) }
}

extension ManifoldNoise: CustomStringConvertible {
  /// The noise as it is written in a cell.
  public var description: String {
    switch self {
    case .uniform(let width): ".uniform(width: \(width))"
    case .gaussian(let deviation): ".gaussian(deviation: \(deviation))"
    }
  }
}
