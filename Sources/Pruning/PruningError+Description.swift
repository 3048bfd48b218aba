extension PruningError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .fraction(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
    case .count(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
    case .scopeForRounds(let scope):
      "\(scope) says what a round removes, not what a sparsity leaves; use .global or .layerwise, or say `removing:` "
        + "instead of `toSparsity:`"
    case .rates(let expected, let found):
      "a rate a layer is needed: the network has \(expected) layers with weights, found \(found) rates"
    case .alreadySparser(let layer, let sparsity, let requested):
      "\(layer ?? "the network") already has sparsity \(sparsity), above the \(requested) asked for; pruning never "
        + "brings weights back"
    case .emptiesLayer(let layer, let survivors, let round):
      (round.map { "in round \($0), " } ?? "")
        + "\(layer) would lose the last of its \(survivors) weights; prune less"
        + (round == nil ? "" : " or fewer rounds")
    case .floor(let scope, let survivors):
      "the ladder \(scope) ends at \(survivors) weights: the next round would take all that may be pruned"
    case .scoreShape(let score, let parameter, let expected, let found):
      "the score \(score) must give one number a weight of \(parameter): expected shape \(expected), found \(found)"
    case .scoreNotANumber(let score, let parameter, let weight):
      "the score \(score) of weight \(weight) of \(parameter) is NaN and cannot be ranked"
    case .posterior(let score):
      "\(score) ranks by the squared gradients that training keeps, and this network has not been trained; train it "
        + "first, or rank by .signalToNoise"
    case .needsSparse(let schedule):
      "\(schedule) works on the connections of a sparse network, but this one has all its weights; prune it first, as "
        + "with prune(net, toSparsity: 0.9, by: .random(seed: 0), scope: .layerwise)"
    case .needsDense(let schedule, let sparsity):
      "\(schedule) takes all masks off on the way, but the network comes with sparsity \(sparsity); start from a dense one"
    case .needsMomentum(let schedule, let optimizer):
      "\(schedule) goes by the mean gradient that the optimiser remembers, and \(optimizer) keeps none; use "
        + ".sgd(rate: …, momentum: 0.9) or .adam(rate: …)"
    case .span(let expected, let found): "over: expected \(expected), found \(found)"
    case .round(let round, let count): "there is no round \(round): expected 0 to \(count - 1)"
    }
  }
}
