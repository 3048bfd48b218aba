public import Networks
public import Tensors

/// What elements are ranked by: the lowest scores are pruned first.
///
/// A score of one layer at a time is a closure over a `ScoredParameter`; one that needs the whole network at once gives
/// all its tensors by parameter name.
public struct PruningScore: Sendable {
  /// How the score is written in a cell.
  public let name: String
  /// Whether it is one number a unit instead of one a weight.
  public let isOfUnits: Bool
  /// Whether it runs code of a cell, which only the cell's own thread may do.
  public let isOfCell: Bool
  /// How often it is taken on the way to a sparsity.
  let rounds: Int
  /// Whether biases are ranked with the weights.
  let ranksBiases: Bool
  private let demand: @Sendable (Network, [Int]) throws -> Void
  private let body: @Sendable (Network, [Int], Checkpoint) throws -> [Int: Tensor]
  /// What is done to the weights that stay once the others are gone: the network before, the network after.
  let adjustment: (@Sendable (Network, Network, Checkpoint) throws -> Network)?

  /// A score of one layer at a time.
  /// - Parameters:
  ///   - name: how a cell writes it.
  ///   - isOfUnits: whether `score` gives one number an output of the layer instead of one a weight.
  ///   - isOfCell: whether `score` runs code of a cell.
  ///   - demand: what must hold of a layer, looked at before any work.
  ///   - score: the numbers, larger for what is to stay.
  public init(
    _ name: String, ofUnits isOfUnits: Bool = false, isOfCell: Bool = false,
    demand: @escaping @Sendable (ScoredParameter) throws -> Void = { _ in },
    ofLayer score: @escaping @Sendable (ScoredParameter) throws -> Tensor
  ) {
    self.name = name
    self.isOfUnits = isOfUnits
    self.isOfCell = isOfCell
    rounds = 1
    ranksBiases = false
    adjustment = nil
    self.demand = { network, indices in
      for index in indices { try demand(ScoredParameter(network, index)) }
    }
    body = { network, indices, checkpoint in
      var scores: [Int: Tensor] = [:]
      for index in indices {
        try checkpoint.check()
        scores[index] = try score(ScoredParameter(network, index))
      }
      return scores
    }
  }

  /// A score of all layers at once.
  /// - Parameters:
  ///   - name: how a cell writes it.
  ///   - isOfUnits: whether there is one number an output of a layer instead of one a weight.
  ///   - rounds: how often the score is taken on the way to a sparsity, with densities that fall exponentially.
  ///   - ranksBiases: whether it scores biases too, which are then ranked and counted with the weights.
  ///   - demand: what must hold of the network, looked at before any work.
  ///   - adjustment: what is done to the weights that stay, given the network before and after; nothing unless given.
  ///   - score: the numbers of every prunable parameter by its name, larger for what is to stay.
  public init(
    _ name: String, ofUnits isOfUnits: Bool = false, rounds: Int = 1, ranksBiases: Bool = false,
    demand: @escaping @Sendable (Network) throws -> Void = { _ in },
    adjustment: (@Sendable (Network, Network, Checkpoint) throws -> Network)? = nil,
    ofNetwork score: @escaping @Sendable (Network, Checkpoint) throws -> [String: Tensor]
  ) {
    self.name = name
    self.isOfUnits = isOfUnits
    isOfCell = false
    self.rounds = rounds
    self.ranksBiases = ranksBiases
    self.adjustment = adjustment
    self.demand = { network, _ in try demand(network) }
    body = { network, indices, checkpoint in
      let scores = try score(network, checkpoint)
      return Dictionary(
        uniqueKeysWithValues: indices.compactMap { index in
          scores[network.parameters[index].name].map { (index, $0) }
        })
    }
  }

  /// Looks at what the score needs, before any work.
  func validate(for network: Network, _ indices: [Int]) throws { try demand(network, indices) }

  /// The scores of parameters by index.
  /// - Throws: `PruningError.scoreShape` or `.scoreNotANumber` for a score that cannot rank; what the score throws.
  func scores(of network: Network, _ indices: [Int], checkpoint: Checkpoint) throws -> [Int: [Double]] {
    let scores = try body(network, indices, checkpoint)
    var values: [Int: [Double]] = [:]
    for index in indices {
      let parameter = network.parameters[index]
      let expected: Shape = isOfUnits ? [parameter.value.shape[0]] : parameter.value.shape
      // What is missing has no shape.
      let found = scores[index] ?? Tensor(zeros: [])
      guard found.shape == expected else {
        throw PruningError.scoreShape(score: name, parameter: parameter.name, expected: expected, found: found.shape)
      }
      let numbers = found.doubles
      if let place = numbers.firstIndex(where: \.isNaN) {
        throw PruningError.scoreNotANumber(score: name, parameter: parameter.name, weight: place)
      }
      values[index] = numbers
    }
    return values
  }
}

extension PruningScore: CustomStringConvertible {
  /// How the score is written in a cell.
  public var description: String { name }
}

extension PruningScore {
  /// The scores of all prunable weights, by parameter name: one a weight, or one a unit for a score of units.
  /// - Throws: `PruningError.scoreShape` or `.scoreNotANumber` for a score that cannot rank; what the score throws.
  public func scores(of network: Network, checkpoint: Checkpoint = .none) throws -> [String: Tensor] {
    let indices = network.prunableIndices
    try validate(for: network, indices)
    return try scores(of: network, indices, checkpoint: checkpoint).reduce(into: [:]) { result, entry in
      let parameter = network.parameters[entry.key]
      result[parameter.name] = Tensor(isOfUnits ? [parameter.value.shape[0]] : parameter.value.shape, entry.value)
    }
  }
}

extension PruningScore {
  /// A network after its pruning with what the score has its survivors take up; the same for most scores.
  /// - Parameters:
  ///   - network: before the pruning.
  ///   - pruned: after it.
  public func adjusted(_ network: Network, to pruned: Network, checkpoint: Checkpoint = .none) throws -> Network {
    try adjustment?(network, pruned, checkpoint) ?? pruned
  }
}
