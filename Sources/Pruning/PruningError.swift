public import Tensors

/// Why a network cannot be pruned so.
public enum PruningError: Error, Hashable, Sendable {
  /// A fraction is outside what it may be.
  case fraction(name: String, expected: String, found: Double)
  /// A count is outside what it may be.
  case count(name: String, expected: String, found: Int)
  /// Nothing says how sparse the network is to be.
  case noSparsity
  /// The scope says what a round removes, not what a sparsity leaves.
  case scopeForRounds(Scope)
  /// The scope needs scores to say what each layer keeps.
  case scoresDecide(Scope)
  /// There is not one rate a layer.
  case rates(expected: [String], found: Int)
  /// A scope cannot meet a sparsity.
  case unreachable(scope: Scope, sparsity: Double, below: Double)
  /// More is pruned already than was asked for.
  case alreadySparser(layer: String?, sparsity: Double, requested: Double)
  /// A layer would lose its last element, in the round given where there are rounds.
  case emptiesLayer(String, survivors: Int, round: Int?)
  /// A layer, or all together, would be left with fewer elements than is asked for.
  case leavesTooFew(layer: String?, least: Int, asked: Int, free: Int)
  /// The ladder has no further round.
  case floor(scope: Scope, survivors: Int)
  /// Two choices do not go together.
  case combination(String, String, reason: String)
  /// There is no such layer.
  case unknownLayer(String, known: [String])
  /// No layer is left to prune.
  case everythingExcluded
  /// Numbers of a structure are out of range.
  case pattern(structure: String, expected: String)
  /// A layer does not divide into the parts of a structure.
  case indivisible(structure: String, layer: String, axis: String, extent: Int, by: Int)
  /// A structure has its own sparsity.
  case patternSparsity(structure: String, expected: Double, found: Double)
  /// A structure says what is left, not what a round removes.
  case patternInRounds(structure: String)
  /// No unit can be removed by itself.
  case noUnits
  /// A layer does not go straight into a batch normalisation.
  case noBatchNorm(layer: String)
  /// A score does not have one number a weight, or a unit.
  case scoreShape(score: String, parameter: String, expected: Shape, found: Shape)
  /// A score is NaN, at a row-major offset.
  case scoreNotANumber(score: String, parameter: String, weight: Int)
  /// All scores of a layer, or of all, are the same.
  case scoreConstant(score: String, layer: String?, value: Double)
  /// Numbers of a score leave the range of single precision.
  case overflow(score: String)
  /// A schedule exchanges connections or opens masks, but the network has none.
  case needsSparse(schedule: String)
  /// A schedule takes masks off, but the network came with some.
  case needsDense(schedule: String, sparsity: Double)
  /// A schedule goes by a mean of gradients that the optimiser does not keep.
  case needsMomentum(schedule: String, optimizer: String)
  /// The first layer with weights does not read each input by weights of its own.
  case noInputWeights(layers: String)
  /// A schedule's span of the run is not what it may be.
  case span(expected: String, found: String)
  /// There is no such round.
  case round(Int, count: Int)
  /// The score needs what only training keeps.
  case posterior(PosteriorScore)
}
