import CKernels
import Glibc

/// What is believed of every weight before any data: a density around zero, the same for all weights.
///
/// The defaults of the command are those of the configurations of Mohan et al., "Quantifying uncertainty in deep
/// learning approaches to radio galaxy classification", arXiv:2201.01203.
public enum WeightPrior: Hashable, Sendable, Codable {
  /// N(0, σ²): p(w) = exp(-w² / 2σ²) / (σ √2π).
  case gaussian(deviation: Double)
  /// share · N(0, wide²) + (1 - share) · N(0, narrow²), a scale mixture.
  ///
  /// Source: Blundell, Cornebise, Kavukcuoglu, Wierstra, "Weight uncertainty in neural networks", arXiv:1505.05424.
  case gaussianMixture(share: Double, wide: Double, narrow: Double)
  /// p(w) = exp(-|w| / b) / 2b, b the scale.
  case laplace(scale: Double)
  /// share · Laplace(wide) + (1 - share) · Laplace(narrow).
  case laplaceMixture(share: Double, wide: Double, narrow: Double)

  /// ln p(w).
  public func logDensity(_ weight: Double) -> Double {
    let (first, second) = kernels(weight)
    guard let second else { return first.log }
    let (high, low) = (max(first.log, second.log), min(first.log, second.log))
    return high + log1p(exp(low - high))
  }

  /// d ln p(w) / dw; 0 at the tip of Laplace's.
  public func logDensitySlope(_ weight: Double) -> Double {
    let (first, second) = kernels(weight)
    guard let second else { return first.slope }
    let part = 1 / (1 + exp(first.log - second.log))
    return (1 - part) * first.slope + part * second.slope
  }

  /// Whether its numbers make a density.
  /// - Throws: `NetworkError.setting`.
  package func validate() throws(NetworkError) {
    let numbers = parts
    for scale in [numbers.first, numbers.second].compactMap(\.self) {
      try NetworkError.demand(
        scale >= 1e-6 && scale <= 1e6, "prior", "widths from 1e-6 to 1e6", "\(scale) in \(description)")
    }
    try NetworkError.demand(
      numbers.share > 0 && numbers.share <= 1 && (numbers.second == nil || numbers.share < 1), "prior",
      "a share between 0 and 1", "\(numbers.share) in \(description)")
  }

  /// How the kernels take it.
  var kernel: espalier_prior {
    let parts = parts
    return espalier_prior(
      laplace: parts.isLaplace ? 1 : 0, share: Float(parts.share), first: Float(parts.first),
      second: Float(parts.second ?? parts.first))
  }

  private var parts: (isLaplace: Bool, share: Double, first: Double, second: Double?) {
    switch self {
    case .gaussian(let deviation): (false, 1, deviation, nil)
    case .gaussianMixture(let share, let wide, let narrow): (false, share, wide, narrow)
    case .laplace(let scale): (true, 1, scale, nil)
    case .laplaceMixture(let share, let wide, let narrow): (true, share, wide, narrow)
    }
  }

  private typealias Kernel = (log: Double, slope: Double)

  private func kernels(_ weight: Double) -> (Kernel, Kernel?) {
    let parts = parts
    func kernel(_ share: Double, _ scale: Double) -> Kernel {
      if parts.isLaplace {
        let sign = weight > 0 ? 1.0 : weight < 0 ? -1.0 : 0
        return (log(share / (2 * scale)) - abs(weight) / scale, -sign / scale)
      }
      let square = scale * scale
      return (log(share / scale) - 0.5 * log(2 * .pi) - weight * weight / (2 * square), -weight / square)
    }
    return (kernel(parts.share, parts.first), parts.second.map { kernel(1 - parts.share, $0) })
  }
}

extension WeightPrior: CustomStringConvertible {
  /// The prior as it is written in a cell.
  public var description: String {
    switch self {
    case .gaussian(let deviation): ".gaussian(deviation: \(deviation))"
    case .gaussianMixture(let share, let wide, let narrow):
      ".gaussianMixture(share: \(share), wide: \(wide), narrow: \(narrow))"
    case .laplace(let scale): ".laplace(scale: \(scale))"
    case .laplaceMixture(let share, let wide, let narrow):
      ".laplaceMixture(share: \(share), wide: \(wide), narrow: \(narrow))"
    }
  }
}
