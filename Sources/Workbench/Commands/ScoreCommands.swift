import CommandLanguage
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// What ranks the weights of a network.
  static let scores = CommandModule("scores", summary: "What ranks weights and units when a network is pruned.") {
    TypeDeclaration(PruningScore.self, "What ranks weights; the lowest go first.") {
      StaticMember("magnitude", "The absolute value of the weight.", formula: "|w|") { PruningScore.magnitude }
      StaticMember(
        "lamp", "The square of the weight over all squares of its layer that are no smaller.",
        formula: "w² / Σ w′² over |w′| ≥ |w|", paper: "Lee et al. 2021, arXiv:2010.07611"
      ) { PruningScore.lamp }
      StaticMethod(
        "random", "A random number, as a control.", .labelled("seed", Int.self, default: 0, "draws the numbers"),
        formula: "uniform in [0, 1)", example: "prune(mlp([64, 10]), toSparsity: 0.5, by: .random(seed: 1)).sparsity"
      ) { _, seed in PruningScore.random(seed: seed) }
      StaticMember(
        "l1Norm", "The L1 norm of a unit's or filter's weights, for `structure: .units()`.", formula: "Σ |w|",
        paper: "Li et al. 2017, arXiv:1608.08710"
      ) { PruningScore.l1Norm }
      StaticMember(
        "l2Norm", "The L2 norm of a unit's or filter's weights, for `structure: .units()`.", formula: "√Σ w²",
        paper: "He et al. 2018, arXiv:1808.06866"
      ) { PruningScore.l2Norm }
      StaticMember(
        "batchNormScale", "The scale of the batch normalisation behind a layer, for `structure: .units()`.",
        formula: "|γ|", paper: "Liu et al. 2017, arXiv:1708.06519"
      ) { PruningScore.batchNormScale }
      StaticMethod(
        "custom", "A score of one's own: a tensor as large as the weight, larger for what is to stay.",
        .positional("name", String.self, "what to call it"),
        .positional(
          "score", FunctionValue.self, "gives a tensor of the shape of its argument's value",
          signature: .function([ScoredLayer.valueType], Tensor.valueType)),
        example: """
          prune(mlp([64, 30, 10]), toSparsity: 0.5, by: .custom("square") { layer in layer.value * layer.value }).sparsity
          """
      ) { _, name, body in
        PruningScore.custom(name, isOfCell: true) { weight in
          guard let call = CallContext.current else { throw ScoreOfCell(name: name) }
          guard let scores = Tensor.from(try call.apply(body, to: [ScoredLayer(weight: weight).value])) else {
            throw call.invalid("score", expected: "a function that gives a tensor", found: "something else")
          }
          return scores
        }
      }
    }
    TypeDeclaration(ScoredLayer.self, "A layer whose weights a score is asked for.") {
      Property("name", "The name of the weight, such as fc1.weight.") { $0.weight.name }
      Property("value", "Its numbers, outputs first; zero where they are pruned.") { $0.weight.value }
      Property("mask", "1 for every number that is there, 0 for one that is pruned.") { layer in
        layer.weight.mask?.tensor ?? layer.weight.map { _ in 1 }
      }
      Property("network", "The network that is being pruned.") { $0.weight.network }
    }
  }
}

/// A score that is code of a cell was asked for on a thread that runs no cell.
struct ScoreOfCell: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "the score '\(name)' is code of a cell and can only be used on its thread; use it with `prune` or `lottery`"
  }
}
