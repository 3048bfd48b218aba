public import Networks
public import Tensors

/// Prunes the weights of a Bayesian network once: of N that may go, round(fraction · N) are gone afterwards, those that
/// were gone before included.
///
/// What goes has mean 0 and deviation 0 in every draw (the paper's code multiplies ρ by 18, a deviation of about
/// e⁻⁸¹). Biases stay. All layers compete; of equal scores the earlier go first.
/// - Parameters:
///   - network: what to prune; unchanged.
///   - fraction: what is to be gone, in [0, 1).
///   - score: what weights are ranked by.
///   - layers: which weights may go.
/// - Throws: `PruningError.fraction` for numbers out of range, `.posterior` where the score needs what training keeps,
///   `.alreadySparser`, `.emptiesLayer`; `Interrupted`.
/// - Complexity: O(n).
public func prune(
  _ network: BayesianNetwork, removing fraction: Double, by score: PosteriorScore = .signalToNoise,
  among layers: PosteriorLayers = .dense, checkpoint: Checkpoint = .none
) throws -> BayesianNetwork {
  guard fraction >= 0, fraction < 1 else {
    throw PruningError.fraction(name: "removing", expected: "a fraction in [0, 1)", found: fraction)
  }
  if case .mixed(let share) = score, !(share >= 0 && share <= 1) {
    throw PruningError.fraction(name: "by", expected: "a share of Fisher's information in [0, 1]", found: share)
  }
  let parameters = network.means.parameters
  let chosen = parameters.indices.filter { index in
    parameters[index].isPrunable && (layers == .all || parameters[index].value.shape.rank == 2)
  }
  var competitors = PosteriorRanking(network, parameters: chosen)
  let total = competitors.count
  let goal = Int((fraction * Double(total)).rounded())
  let gone = total - competitors.survivors
  guard gone <= goal else {
    throw PruningError.alreadySparser(layer: nil, sparsity: Double(gone) / Double(total), requested: fraction)
  }
  let count = goal - gone
  try checkpoint.check()
  switch score {
  case .signalToNoise: try competitors.remove(count, by: network.signalToNoise, checkpoint: checkpoint)
  case .magnitude: try competitors.remove(count, by: PosteriorRanking.magnitudes(network), checkpoint: checkpoint)
  case .fisher: try competitors.remove(count, by: PosteriorRanking.fisher(network), checkpoint: checkpoint)
  case .mixed(let share):
    let byFisher = Int((share * Double(count)).rounded())
    let fisher = try PosteriorRanking.fisher(network)
    try competitors.remove(count - byFisher, by: PosteriorRanking.magnitudes(network), checkpoint: checkpoint)
    try competitors.remove(byFisher, by: fisher, checkpoint: checkpoint)
  case .random(let seed):
    try competitors.remove(
      count,
      by: parameters.enumerated().map { index, parameter in
        var stream = RandomStream(seed: seed, name: "mask", index: index)
        return Tensor(parameter.value.shape, (0..<parameter.value.count).map { _ in stream.nextFloat() })
      }, checkpoint: checkpoint)
  }
  try checkpoint.check()
  var masks = network.means.masks
  for (index, mask) in competitors.masks {
    guard mask.remaining > 0 else {
      throw PruningError.emptiesLayer(parameters[index].name, survivors: parameters[index].remaining, round: nil)
    }
    masks[parameters[index].name] = mask
  }
  return try network.masked(by: masks)
}

/// The weights that compete, and which of them are left.
private struct PosteriorRanking {
  private let parameters: [Int]
  private let shapes: [Shape]
  private var marks: [[UInt8]]

  init(_ network: BayesianNetwork, parameters: [Int]) {
    self.parameters = parameters
    shapes = parameters.map { network.means.parameters[$0].value.shape }
    marks = parameters.map { index in
      let parameter = network.means.parameters[index]
      return parameter.mask?.kept ?? [UInt8](repeating: 1, count: parameter.value.count)
    }
  }

  /// All weights that compete, gone or not.
  var count: Int { shapes.reduce(0) { $0 + $1.count } }

  /// The weights that are left.
  var survivors: Int { marks.reduce(0) { $0 + $1.reduce(0) { $0 + Int($1) } } }

  /// The mask of each parameter by its number.
  var masks: [(Int, Mask)] {
    zip(parameters, zip(shapes, marks)).map { ($0, Mask($1.0, kept: $1.1)) }
  }

  /// Takes out the `count` lowest scores; NaN counts as lowest.
  mutating func remove(_ count: Int, by scores: [Tensor], checkpoint: Checkpoint) throws(Interrupted) {
    let values = parameters.map { scores[$0].doubles.map { $0.isNaN ? -.infinity : $0 } }
    var ranking = Ranking(marks: marks, scores: values)
    try ranking.remove(count, from: Array(marks.indices), tiesTogether: false, checkpoint: checkpoint)
    marks = ranking.marks
  }

  static func magnitudes(_ network: BayesianNetwork) -> [Tensor] {
    network.means.parameters.map { Tensor($0.value.shape, $0.value.floats.map(abs)) }
  }

  static func fisher(_ network: BayesianNetwork) throws(PruningError) -> [Tensor] {
    guard let moments = network.secondMoments else { throw .posterior(.fisher) }
    return moments
  }
}
