extension PruningError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .fraction(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
    case .count(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
    case .noSparsity:
      "nothing says how much to prune; give `toSparsity:`, a fraction in [0, 1)"
    case .scopeForRounds(let scope):
      "\(scope) says what a round removes, not what a sparsity leaves; use .global or .layerwise, "
        + "leave out `toSparsity:`, or say `removing:` instead of it"
    case .scoresDecide(let scope):
      "under \(scope) the scores decide what each layer keeps; use .layerwise, .uniform or .erdosRenyiKernel"
    case .rates(let expected, let found):
      "a rate a layer is needed: expected \(expected.count) rates, for \(expected.joined(separator: ", ")), "
        + "found \(found)"
    case .unreachable(let scope, let sparsity, let below):
      "\(scope) cannot reach sparsity \(sparsity): with what it keeps dense it stays below \(below); "
        + "ask for less or use .layerwise"
    case .alreadySparser(let layer, let sparsity, let requested):
      "\(layer ?? "the network") already has sparsity \(sparsity), above the \(requested) asked for; pruning never "
        + "brings weights back"
    case .emptiesLayer(let layer, let survivors, let round):
      PruningError.place(round) + "\(layer) would lose the last of its \(survivors) weights; prune less"
        + (round == nil ? "" : " or fewer rounds")
    case .leavesTooFew(let layer, let least, let asked, let free):
      "\(layer.map { "\($0) is" } ?? "all layers are") to keep at least \(least), so \(free) can go, not \(asked); "
        + "prune less or keep fewer"
    case .floor(let scope, let survivors):
      "the ladder \(scope) ends at \(survivors) weights: the next round would take all that may be pruned"
    case .combination(let first, let second, let reason): "\(first) does not go with \(second): \(reason)"
    case .unknownLayer(let name, let known):
      "there is no layer '\(name)' with weights; the network has \(known.joined(separator: ", "))"
    case .everythingExcluded: "all layers are excluded, so there is nothing to prune; exclude fewer"
    case .pattern(let structure, let expected): "\(structure): expected \(expected)"
    case .indivisible(let structure, let layer, let axis, let extent, let side):
      "\(structure) does not divide \(layer): its \(extent) \(axis) are no multiple of \(side); "
        + "exclude it with `excluding: [\"\(layer)\"]`"
    case .patternSparsity(let structure, let expected, let found):
      "\(structure) makes sparsity \(expected), found toSparsity: \(found); leave it out"
    case .patternInRounds(let structure):
      "\(structure) says what is left, not what a round removes; use `prune` with it once"
    case .noUnits:
      "no unit can be removed: between its inputs and its outputs the network has no layer that is not excluded; "
        + "use `structure: .unstructured`"
    case .noBatchNorm(let layer):
      "\(layer) does not go straight into a batch normalisation with a scale a unit; exclude it, or use .l1Norm"
    case .scoreShape(let score, let parameter, let expected, let found):
      "the score \(score) of \(parameter) must be a tensor of shape \(expected), found \(found)"
    case .scoreNotANumber(let score, let parameter, let weight):
      "the score \(score) of weight \(weight) of \(parameter) is NaN and cannot be ranked"
    case .scoreConstant(let score, let layer, let value):
      "the score \(score) is \(value) throughout \(layer ?? "all layers") and cannot rank; "
        + (layer.map { "train first, use another score, or exclude \($0)" } ?? "train first, or use another score")
    case .overflow(let score):
      "the score \(score) leaves the range of single precision on this network; use another score, or a smaller rate"
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
    case .noInputWeights(let layers):
      "connections are counted for networks that begin with a dense layer, found \(layers), whose weights all pixels "
        + "share; use a network such as lenet300()"
    case .span(let expected, let found): "over: expected \(expected), found \(found)"
    case .round(let round, let count): "there is no round \(round): expected 0 to \(count - 1)"
    }
  }

  private static func place(_ round: Int?) -> String { round.map { "in round \($0), " } ?? "" }
}
