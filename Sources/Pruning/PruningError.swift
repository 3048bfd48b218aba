public import Tensors

/// Why a network cannot be pruned so.
public enum PruningError: Error, Hashable, Sendable {
  /// A fraction is outside what it may be.
  case fraction(name: String, expected: String, found: Double)
  /// A count is outside what it may be.
  case count(name: String, expected: String, found: Int)
  /// The scope says what a round removes, not what a sparsity leaves.
  case scopeForRounds(Scope)
  /// There is not one rate a layer.
  case rates(expected: Int, found: Int)
  /// More is pruned already than was asked for.
  case alreadySparser(layer: String?, sparsity: Double, requested: Double)
  /// A layer would lose its last weight, in the round given where there are rounds.
  case emptiesLayer(String, survivors: Int, round: Int?)
  /// The ladder has no further round.
  case floor(scope: Scope, survivors: Int)
  /// A score does not have one number a weight.
  case scoreShape(score: String, parameter: String, expected: Shape, found: Shape)
  /// A score is NaN, at a row-major offset.
  case scoreNotANumber(score: String, parameter: String, weight: Int)
  /// A schedule exchanges connections or opens masks, but the network has none.
  case needsSparse(schedule: String)
  /// A schedule takes masks off, but the network came with some.
  case needsDense(schedule: String, sparsity: Double)
  /// A schedule goes by a mean of gradients that the optimiser does not keep.
  case needsMomentum(schedule: String, optimizer: String)
  /// A schedule's span of the run is not what it may be.
  case span(expected: String, found: String)
  /// There is no such round.
  case round(Int, count: Int)
  /// The score needs what only training keeps.
  case posterior(PosteriorScore)
}
