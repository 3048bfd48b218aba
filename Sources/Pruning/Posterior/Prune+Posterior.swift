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
/// - Complexity: O(n log n).
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
  let gone = total - competitors.survivors.count
  guard gone <= goal else {
    throw PruningError.alreadySparser(layer: nil, sparsity: Double(gone) / Double(total), requested: fraction)
  }
  let count = goal - gone
  try checkpoint.check()
  switch score {
  case .signalToNoise: competitors.remove(count, by: network.signalToNoise)
  case .magnitude: competitors.remove(count, by: PosteriorRanking.magnitudes(network))
  case .fisher: competitors.remove(count, by: try PosteriorRanking.fisher(network))
  case .mixed(let share):
    let byFisher = Int((share * Double(count)).rounded())
    let fisher = try PosteriorRanking.fisher(network)
    competitors.remove(count - byFisher, by: PosteriorRanking.magnitudes(network))
    competitors.remove(byFisher, by: fisher)
  case .random(let seed):
    competitors.remove(
      count,
      by: parameters.enumerated().map { index, parameter in
        var stream = RandomStream(seed: seed, name: "mask", index: index)
        return Tensor(parameter.value.shape, (0..<parameter.value.count).map { _ in stream.nextFloat() })
      })
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

  /// Layer and place of the weights that are left, in order.
  var survivors: [(layer: Int, place: Int)] {
    marks.enumerated().flatMap { layer, marks in
      marks.enumerated().lazy.filter { $0.element == 1 }.map { (layer, $0.offset) }
    }
  }

  /// The mask of each parameter by its number.
  var masks: [(Int, Mask)] {
    zip(parameters, zip(shapes, marks)).map { ($0, Mask($1.0, kept: $1.1)) }
  }

  /// Takes out the `count` lowest scores; NaN counts as lowest.
  mutating func remove(_ count: Int, by scores: [Tensor]) {
    let values = parameters.map { scores[$0].floats }
    let survivors = survivors
    let keys = survivors.map { layer, place in values[layer][place].isNaN ? -.infinity : values[layer][place] }
    for index in keys.indices.sorted(by: { (keys[$0], $0) < (keys[$1], $1) }).prefix(count) {
      marks[survivors[index].layer][survivors[index].place] = 0
    }
  }

  static func magnitudes(_ network: BayesianNetwork) -> [Tensor] {
    network.means.parameters.map { Tensor($0.value.shape, $0.value.floats.map(abs)) }
  }

  static func fisher(_ network: BayesianNetwork) throws(PruningError) -> [Tensor] {
    guard let moments = network.secondMoments else { throw .posterior(.fisher) }
    return moments
  }
}
