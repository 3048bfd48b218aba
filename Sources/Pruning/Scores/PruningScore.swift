public import Networks
public import Tensors

/// What weights are ranked by: the lowest scores are pruned first.
public struct PruningScore: Sendable {
  /// How the score is written in a cell.
  public let name: String
  private let body: @Sendable (Parameter, Int) throws -> Tensor

  /// |w|.
  ///
  /// Source: Han, Pool, Tran, Dally, "Learning both weights and connections for efficient neural networks",
  /// arXiv:1506.02626.
  public static let magnitude = PruningScore(name: ".magnitude") { parameter, _ in
    Tensor(parameter.value.shape, parameter.value.floats.map(\.magnitude))
  }

  /// Uniform random numbers of the stream `mask`, one stream a parameter; the same at every round, so the masks of
  /// later rounds lie inside those of earlier ones.
  public static func random(seed: Int) -> PruningScore {
    PruningScore(name: ".random(seed: \(seed))") { parameter, index in
      var stream = RandomStream(seed: seed, name: "mask", index: index)
      return Tensor(parameter.value.shape, (0..<parameter.value.count).map { _ in stream.nextDouble() })
    }
  }

  /// A score of one's own: a number for every weight of a parameter.
  public static func custom(
    _ name: String, _ score: @escaping @Sendable (Parameter) throws -> Tensor
  ) -> PruningScore {
    PruningScore(name: name) { parameter, _ in try score(parameter) }
  }

  private init(name: String, body: @escaping @Sendable (Parameter, Int) throws -> Tensor) {
    self.name = name
    self.body = body
  }

  /// The score of every weight of every prunable parameter, in the network's order.
  /// - Throws: `PruningError.scoreShape` or `.scoreNotANumber` for a score that cannot rank; what a custom one throws.
  func scores(of network: Network) throws -> [[Double]] {
    try network.parameters.enumerated().filter(\.element.isPrunable).map { index, parameter in
      let scores = try body(parameter, index)
      guard scores.shape == parameter.value.shape else {
        throw PruningError.scoreShape(
          score: name, parameter: parameter.name, expected: parameter.value.shape, found: scores.shape)
      }
      let values = scores.doubles
      if let weight = values.firstIndex(where: \.isNaN) {
        throw PruningError.scoreNotANumber(score: name, parameter: parameter.name, weight: weight)
      }
      return values
    }
  }
}

extension PruningScore: CustomStringConvertible {
  /// How the score is written in a cell.
  public var description: String { name }
}
