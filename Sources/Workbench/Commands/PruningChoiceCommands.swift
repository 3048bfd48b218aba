import CommandLanguage
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// The static choices behind a pruning: scopes and structures.
  static let pruningChoices = CommandModule(
    "choices", summary: "What competes and what goes as one: scopes and structures of pruning."
  ) {
    TypeDeclaration(Scope.self, "Among which weights scores are compared, and how many each layer loses.") {
      StaticMember("global", "All layers compete.") { Scope.global }
      StaticMember("layerwise", "Each layer loses the same share.") { Scope.layerwise }
      StaticMethod(
        "layerwise", "Each layer loses its own share, a round; `toSparsity` is left out.",
        .positional("rates", [Double].self, "one for each layer that is not excluded, in [0, 1)"),
        example: "prune(mlp([64, 30, 10]), scope: .layerwise([0.8, 0.1])).layers"
      ) { _, rates in Scope.layerwise(rates) }
      StaticMember(
        "uniform", "Each layer loses the same share; a convolution that reads the images stays dense, uncounted.",
        paper: "Evci et al. 2020, arXiv:1911.11134"
      ) { Scope.uniform }
      StaticMember(
        "uniformPlus",
        "A first convolution stays dense, the last layer loses 80 % at most, the others make up for both.",
        paper: "Gale, Elsen, Hooker 2019, arXiv:1902.09574"
      ) { Scope.uniformPlus }
      StaticMember(
        "erdosRenyi", "Small layers stay denser: as a random graph between inputs and outputs.",
        formula: "density = ε (n + m) / (n m), at most 1", paper: "Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3"
      ) { Scope.erdosRenyi }
      StaticMember(
        "erdosRenyiKernel", "The same with the sides of kernels counted.",
        formula: "density = ε (n + m + h + w) / (n m h w), at most 1", paper: "Evci et al. 2020, arXiv:1911.11134"
      ) { Scope.erdosRenyiKernel }
      StaticMember(
        "original", "The first paper's protocol: layer by layer, the output layer at half the rate.",
        paper: "Frankle and Carbin 2019, arXiv:1803.03635"
      ) { Scope.original }
      StaticMember("openLTH", "As the open_lth library: global, the output layer spared but counted.") { Scope.openLTH }
    }
    TypeDeclaration(Structure.self, "What goes as one when a network is pruned.") {
      StaticMember("unstructured", "Single weights.") { Structure.unstructured }
      StaticMethod(
        "nm", "At most N of every M weights along the inputs of a row: sparsity 1 - N/M in every layer.",
        .positional("kept", Int.self, "N"), .labelled("of", Int.self, "M; divides the inputs of every layer"),
        example: "prune(mlp([64, 32, 10]), structure: .nm(2, of: 4)).sparsity",
        paper: "Mishra et al. 2021, arXiv:2104.08378"
      ) { _, kept, group in Structure.nm(kept, of: group) }
      StaticMethod(
        "block", "Blocks of a layer's matrix of outputs by inputs, ranked by the sum of their scores.",
        .labelled("rows", Int.self, "outputs a block"), .labelled("columns", Int.self, "weights of a row a block"),
        example: "prune(mlp([64, 32, 10]), toSparsity: 0.5, structure: .block(rows: 2, columns: 4)).sparsity"
      ) { _, rows, columns in Structure.block(rows: rows, columns: columns) }
      StaticMember(
        "units",
        "Whole units and channels with all that reads them, so that 'compact' takes them away; outputs stay. A unit's "
          + "score is the sum of its weights', and toSparsity a fraction of units."
      ) { Structure.units }
      StaticMethod(
        "units", "The same with another way to make one score out of those of a unit's weights.",
        .positional("aggregation", ScoreAggregation.self, "how they become one"),
        example: "compact(prune(mlp([64, 32, 16, 10]), toSparsity: 0.5, structure: .units(.l2)))"
      ) { _, aggregation in Structure.units(aggregation) }
    }
    TypeDeclaration(choice: ScoreAggregation.self, "How the scores of an element's weights become one.") {
      aggregation in
      switch aggregation {
      case .sum: "Their sum; of magnitudes, the L1 norm."
      case .mean: "Their mean over the weights that are there."
      case .l2: "The root of the sum of their squares; of magnitudes, the L2 norm."
      }
    }
  }
}
