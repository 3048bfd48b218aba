import CommandLanguage
import Datasets
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
        "l1Norm", "The L1 norm of a unit's or filter's weights, for `structure: .units`.", formula: "Σ |w|",
        paper: "Li et al. 2017, arXiv:1608.08710"
      ) { PruningScore.l1Norm }
      StaticMember(
        "l2Norm", "The L2 norm of a unit's or filter's weights, for `structure: .units`.", formula: "√Σ w²",
        paper: "He et al. 2018, arXiv:1808.06866"
      ) { PruningScore.l2Norm }
      StaticMember(
        "batchNormScale", "The scale of the batch normalisation behind a layer, for `structure: .units`.",
        formula: "|γ|", paper: "Liu et al. 2017, arXiv:1708.06519"
      ) { PruningScore.batchNormScale }
      StaticMethod(
        "gradient", "What the loss changes by, to first order, when a weight is gone.",
        .labelled("on", Samples.self, "labelled samples"),
        .labelled("batch", Int.self, default: 128, "samples a pass", unit: "samples"), formula: "|w ∂L/∂w|",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.9, by: .gradient(on: digits().train[0..<100])).sparsity",
        paper: "Molchanov et al. 2017, arXiv:1611.06440"
      ) { _, samples, batch in PruningScore.gradient(on: samples, batch: batch) }
      StaticMethod(
        "snip", "The sensitivity of the loss to a factor at each connection, before training.",
        .labelled("on", Samples.self, "labelled samples; the authors take one batch"),
        .labelled("batch", Int.self, default: 100, "samples a pass", unit: "samples"),
        .labelled(
          "biases", Bool.self, default: false, "whether biases are ranked and counted too; what goes is set to 0"),
        formula: "|w ∂L/∂w|",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.9, by: .snip(on: digits().train[0..<100])).sparsity",
        paper: "Lee, Ajanthan, Torr 2019, arXiv:1810.02340"
      ) { _, samples, batch, biases in PruningScore.snip(on: samples, batch: batch, biases: biases) }
      StaticMethod(
        "grasp", "What the flow of gradients gains by a weight; those that lessen it go first.",
        .labelled("on", Samples.self, "labelled samples"),
        .labelled("batch", Int.self, default: 128, "samples a pass", unit: "samples"),
        .labelled("temperature", Double.self, default: 200, "what logits are divided by"),
        formula: "w (H g), H g by a central difference of gradients",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.5, by: .grasp(on: digits().train[0..<100])).sparsity",
        paper: "Wang, Zhang, Grosse 2020, arXiv:2002.07376"
      ) { _, samples, batch, temperature in
        PruningScore.grasp(on: samples, batch: batch, temperature: temperature)
      }
      StaticMethod(
        "crop", "How much the flow of gradients changes by a weight.",
        .labelled("on", Samples.self, "labelled samples"),
        .labelled("batch", Int.self, default: 128, "samples a pass", unit: "samples"),
        formula: "|w (H g)|, H g by a central difference of gradients",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.5, by: .crop(on: digits().train[0..<100])).sparsity",
        paper: "Rachwan et al. 2022, arXiv:2206.10451"
      ) { _, samples, batch in PruningScore.crop(on: samples, batch: batch) }
      StaticMethod(
        "synflow", "The paths from inputs to outputs through a weight, without data; taken again on the way down.",
        .labelled("rounds", Int.self, default: 100, "how often it is taken, at densities that fall exponentially"),
        formula: "|w| ∂R/∂|w|, R = Σ outputs for an input of ones",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.99, by: .synflow(rounds: 20)).layers",
        paper: "Tanaka et al. 2020, arXiv:2006.05467"
      ) { _, rounds in PruningScore.synflow(rounds: rounds) }
      StaticMethod(
        "fisher", "Optimal brain damage with the diagonal of the empirical Fisher information.",
        .labelled("on", Samples.self, "labelled samples; each has a pass of its own"),
        formula: "½ w² mean of (∂lossᵢ/∂w)²",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.9, by: .fisher(on: digits().train[0..<50])).sparsity",
        paper: "LeCun, Denker, Solla 1989; Theis et al. 2018, arXiv:1801.05787"
      ) { _, samples in PruningScore.fisher(on: samples) }
      StaticMethod(
        "woodFisher", "Optimal brain surgeon with the empirical Fisher information in blocks.",
        .labelled("on", Samples.self, "labelled samples; each has a pass of its own"),
        .labelled("block", Int.self, default: 50, "weights a block"),
        .labelled("samples", Int?.self, "how many, the first ones; all, at most 1024, unless given"),
        .labelled("damping", Double.self, default: 1e-5, "what is added to the diagonal"),
        .labelled("update", Bool.self, default: false, "whether the weights that stay take up what is gone"),
        formula: "w² / (2 [F⁻¹]ᵢᵢ)",
        example: """
          prune(mlp([64, 30, 10]), toSparsity: 0.9, by: .woodFisher(on: digits().train, block: 10, samples: 40)).sparsity
          """,
        paper: "Singh and Alistarh 2020, arXiv:2004.14340"
      ) { _, samples, block, count, damping, update in
        PruningScore.woodFisher(on: samples, block: block, samples: count, damping: damping, update: update)
      }
      StaticMethod(
        "movement", "Whether a weight moves away from 0 in some steps of gradient descent, made on a copy.",
        .labelled("on", Samples.self, "labelled samples"),
        .labelled("steps", Int.self, default: 100, "how many", unit: "steps"),
        .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
        .labelled("rate", Double.self, default: 0.1, "how far a step goes"),
        .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"), formula: "-Σ w ∂L/∂w",
        example: "prune(mlp([64, 30, 10]), toSparsity: 0.5, by: .movement(on: digits().train, steps: 20)).sparsity",
        paper: "Sanh, Wolf, Rush 2020, arXiv:2005.07683"
      ) { call, samples, steps, batch, rate, seed in
        try PruningScore.movement(on: samples, steps: steps, batch: batch, rate: rate, seed: seed ?? call.seed)
      }
      StaticMethod(
        "activation", "How large a unit's output is on samples, for `structure: .units`.",
        .labelled("on", Samples.self, "samples; their labels do not matter"), formula: "mean of |a|",
        example: """
          prune(mlp([64, 30, 10]), toSparsity: 0.5, by: .activation(on: digits().train), structure: .units).sparsity
          """,
        paper: "Molchanov et al. 2017, arXiv:1611.06440"
      ) { _, samples in PruningScore.activation(on: samples) }
      StaticMethod(
        "apoz", "How often a unit's output is not zero on samples, for `structure: .units`.",
        .labelled("on", Samples.self, "samples; their labels do not matter"),
        formula: "1 - average percentage of zeros",
        example: """
          prune(mlp([64, 30, 10]), toSparsity: 0.5, by: .apoz(on: digits().train), structure: .units).sparsity
          """,
        paper: "Hu et al. 2016, arXiv:1607.03250"
      ) { _, samples in PruningScore.apoz(on: samples) }
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
