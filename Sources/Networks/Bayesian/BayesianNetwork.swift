import Glibc
public import Tensors

/// A network whose weights and biases are independent normal distributions: a mean and a deviation each.
public struct BayesianNetwork: Hashable, Sendable {
  /// The means as a network of their own; what its masks prune is exactly 0 in every draw.
  public let means: Network
  /// ρ of every parameter, in the network's order and shapes; the deviation follows by `form`.
  public let spreads: [Tensor]
  /// How deviations follow from ρ.
  public let form: DeviationForm
  /// Adam's moving mean of the squared gradient by each mean, which stands for the diagonal of the Fisher information;
  /// nil before training.
  public let secondMoments: [Tensor]?

  /// - Precondition: an array a parameter, of its shape.
  init(means: Network, spreads: [Tensor], form: DeviationForm, secondMoments: [Tensor]? = nil) {
    precondition(spreads.map(\.shape) == means.parameters.map(\.value.shape))
    self.means = means
    self.spreads = spreads
    self.form = form
    self.secondMoments = secondMoments
  }

  /// Distributions before training.
  ///
  /// The numbers of parameter i are drawn by the streams `means` and `spreads` (index i) of the seed.
  /// - Parameters:
  ///   - network: the layers, and the masks; its weights too where no bound is given.
  ///   - form: how deviations follow from ρ.
  ///   - meanBound: means are uniform on ± this, biases too; nil keeps the network's numbers.
  ///   - spreads: ρ is uniform on this range.
  /// - Throws: `NetworkError.setting` for a network that is no plain function of its weights, and for numbers out of
  ///   range.
  public init(
    _ network: Network, form: DeviationForm = .exponential, meanBound: Double? = 0.1,
    spreads: ClosedRange<Double> = -5 ... -4, seed: Int = 0
  ) throws(NetworkError) {
    try BayesianNetwork.check(network)
    try NetworkError.demand(
      meanBound.map { $0 >= 0 && $0.isFinite } ?? true, "meanBound", "a number of at least 0", meanBound ?? 0)
    try NetworkError.demand(
      spreads.lowerBound >= -80 && spreads.upperBound <= 10, "spreads", "ρ from -80 to 10", spreads)
    func draw(_ name: String, _ index: Int, _ count: Int, _ range: ClosedRange<Double>) -> [Float] {
      var stream = RandomStream(seed: seed, name: name, index: index)
      let width = range.upperBound - range.lowerBound
      return (0..<count).map { _ in Float(range.lowerBound + width * stream.nextDouble()) }
    }
    var means = network
    if let meanBound {
      var index = 0
      means = network.mapParameters { parameter in
        defer { index += 1 }
        return parameter.replacing(draw("means", index, parameter.value.count, -meanBound...meanBound))
      }
    }
    self.init(
      means: means,
      spreads: network.parameters.enumerated().map { index, parameter in
        Tensor(parameter.value.shape, draw("spreads", index, parameter.value.count, spreads))
      }, form: form)
  }

  /// - Throws: `NetworkError.setting` where a network has batch normalisation or dropout.
  static func check(_ network: Network) throws(NetworkError) {
    let hasNorms = network.parameters.contains { $0.kind != .weight && $0.kind != .bias }
    try NetworkError.demand(
      !hasNorms, "net", "layers of weights and biases alone, which can be distributions",
      "batch normalisation; leave it out")
    let hasDropout = BayesianNetwork.hasDropout(network.layers)
    try NetworkError.demand(
      !hasDropout, "net", "a network whose only noise is that of its weights", "dropout; leave it out")
  }

  private static func hasDropout(_ layers: [Layer]) -> Bool {
    layers.contains { layer in
      switch layer {
      case .dropout: true
      case .residual(let residual): hasDropout(residual.body) || hasDropout(residual.shortcut)
      default: false
      }
    }
  }

  /// σ of every parameter; 0 where the masks prune.
  public var deviations: [Tensor] {
    zip(means.parameters, spreads).map { parameter, rho in
      let kept = parameter.mask?.kept
      return Tensor(
        rho.shape,
        rho.floats.enumerated().map { index, rho in
          kept?[index] == 0 ? 0 : Float(form.deviation(Double(rho)))
        })
    }
  }

  /// |μ| / σ of every parameter; 0 where the masks prune.
  public var signalToNoise: [Tensor] {
    zip(means.parameters, deviations).map { parameter, sigma in
      Tensor(
        sigma.shape,
        zip(parameter.value.floats, sigma.floats).map { mean, sigma in sigma == 0 ? 0 : abs(mean) / sigma })
    }
  }

  /// The same distributions under other masks of the means, by parameter name.
  /// - Throws: as `Network.masked(by:)`.
  public func masked(by masks: [String: Mask]) throws(NetworkError) -> BayesianNetwork {
    BayesianNetwork(means: try means.masked(by: masks), spreads: spreads, form: form, secondMoments: secondMoments)
  }

  /// KL(q ‖ p) in nats for the prior N(0, σₚ²), in closed form: Σ ln(σₚ/σ) + (σ² + μ²) / 2σₚ² - 1/2, over what the
  /// masks keep.
  public func divergence(fromGaussian deviation: Double) -> Double {
    var sum = 0.0
    for (parameter, sigma) in zip(means.parameters, deviations) {
      for (mean, sigma) in zip(parameter.value.doubles, sigma.doubles) where sigma > 0 {
        let ratio = sigma / deviation
        let shift = mean / deviation
        sum += (ratio * ratio + shift * shift - 1) / 2 - log(ratio)
      }
    }
    return sum
  }
}
