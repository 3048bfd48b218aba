import CommandLanguage
import Datasets
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// What pruning and corruption do to the last features.
  static let representationGeometry = CommandModule(
    "representationGeometry",
    summary: "Angle, length and margin of features, networks on a map, alignment of layers, neural collapse."
  ) {
    Command(
      "lossGeometry", "Measures angle, length and margin of each sample in the last features of a network.",
      .labelled("of", Network.self, "a network that ends in a dense layer"),
      .labelled("on", Samples.self, "labelled samples"),
      formula: "margin = min over j ≠ y of ((w_y - w_j)·x + b_y - b_j) / ‖w_y - w_j‖",
      example: "lossGeometry(of: mlp([64, 20, 10]), on: digits().test).signAgreement",
      paper: "Li et al. 2022, arXiv:2206.07918"
    ) { call, net, samples -> LossGeometry in
      let operations = 4 * Double(samples.count) * Double(net.parameterCount)
      return try call.working(operations: operations) { try lossGeometry(of: net, on: samples, checkpoint: $0) }
    }
    Command(
      "modelMap", "Places networks by their angles, lengths and margins on the same samples, and joins them by a tree.",
      .labelled("of", [Network].self, "the networks"), .labelled("names", [String].self, "a name for each"),
      .labelled("on", Samples.self, "labelled samples"),
      .labelled(
        "scaling", ModelMap.Scaling.self, default: .pooled, "what each measure is divided by before distances"),
      formula: "d² = mean over measures and samples of (difference / scale)²; map by classical scaling",
      example: """
        modelMap(of: [mlp([64, 10], seed: 0), mlp([64, 10], seed: 1)], names: ["a", "b"], on: digits().test).distances
        """,
      paper: "Li et al. 2022, arXiv:2206.07918"
    ) { call, networks, names, samples, scaling -> ModelMap in
      guard names.count == networks.count else {
        throw call.invalid("names", expected: "\(networks.count), one a network", found: "\(names.count)")
      }
      let operations = 4 * Double(samples.count) * networks.reduce(0) { $0 + Double($1.parameterCount) }
      return try call.working(operations: operations) { checkpoint in
        try modelMap(
          of: zip(names, networks).map { (name: $0, network: $1) }, on: samples, scaling: scaling,
          checkpoint: checkpoint)
      }
    }
    Command(
      "hardestHit", "Finds the samples whose margins fall furthest from one network to another.",
      .labelled("from", Network.self, "the network before, such as the dense one"),
      .labelled("to", Network.self, "the network after, such as the pruned one"),
      .labelled("on", Samples.self, "labelled samples"),
      .labelled("count", Int.self, default: 20, "how many at most", unit: "samples"),
      .labelled(
        "relative", Bool.self, default: true, "whether margins are divided by each network's mean feature length"),
      example: """
        hardestHit(from: mlp([64, 20, 10]), to: prune(mlp([64, 20, 10]), toSparsity: 0.9), on: digits().test).count
        """,
      paper: "Li et al. 2022, arXiv:2206.07918"
    ) { call, before, after, samples, count, relative -> HardestHit in
      let operations = 4 * Double(samples.count) * Double(before.parameterCount + after.parameterCount)
      return try call.working(operations: operations) { checkpoint in
        let first = try lossGeometry(of: before, on: samples, checkpoint: checkpoint)
        let second = try lossGeometry(of: after, on: samples, checkpoint: checkpoint)
        return HardestHit(
          falls: try first.furthestFalls(to: second, count: count, relative: relative), samples: samples,
          isRelative: relative)
      }
    }
    Command(
      "layerSimilarity", "Gives the centred kernel alignment of every layer of a network with every layer of another.",
      .labelled("of", Network.self, "the network of the rows"), .labelled("and", Network.self, "that of the columns"),
      .labelled("on", Samples.self, "what both are fed"),
      .positional(
        "estimator", AlignmentEstimator.self, default: .unbiased, ".unbiased, or .biased as first published"),
      formula: "CKA = HSIC(X, Y) / √(HSIC(X, X)·HSIC(Y, Y))",
      example:
        "layerSimilarity(of: mlp([64, 20, 10]), and: mlp([64, 20, 10], seed: 1), on: digits().test).values.shape",
      paper: "Kornblith et al. 2019, arXiv:1905.00414"
    ) { call, first, second, samples, estimator -> LayerSimilarity in
      try call.working { checkpoint in
        try layerSimilarity(of: first, and: second, on: samples.inputs, estimator, checkpoint: checkpoint)
      }
    }
    Command(
      "layerOverlap", "Gives the overlap of the leading subspaces of every layer of a network with those of another.",
      .labelled("of", Network.self, "the network of the rows"), .labelled("and", Network.self, "that of the columns"),
      .labelled("on", Samples.self, "what both are fed"),
      .positional(
        "rule", ComponentRule.self, default: .variance(0.99), ".variance(0.99) or .count(10) components",
        written: ".variance(0.99)"),
      formula: "mean of cos² of the principal angles",
      example: "layerOverlap(of: mlp([64, 20, 10]), and: mlp([64, 20, 10], seed: 1), on: digits().test).values.shape",
      paper: "Björck and Golub 1973, doi:10.1090/S0025-5718-1973-0348991-3"
    ) { call, first, second, samples, rule -> LayerSimilarity in
      try call.working { checkpoint in
        try layerOverlap(of: first, and: second, on: samples.inputs, rule, checkpoint: checkpoint)
      }
    }
    Command(
      "subspaceAngles", "Gives the principal angles between two representations of the same samples.",
      .labelled("between", Tensor.self, "one sample a row"), .labelled("and", Tensor.self, "the same samples"),
      .positional(
        "rule", ComponentRule.self, default: .variance(0.99), ".variance(0.99) or .count(10) components",
        written: ".variance(0.99)"),
      example: "subspaceAngles(between: digits().test.inputs, and: digits().test.inputs, .count(3)).largest",
      paper: "Björck and Golub 1973, doi:10.1090/S0025-5718-1973-0348991-3"
    ) { call, first, second, rule -> SubspaceAngles in
      try call.working { try subspaceAngles(between: first, and: second, rule, checkpoint: $0) }
    }
    Command(
      "kernelAlignment", "Gives the linear centred kernel alignment of two representations of the same samples.",
      .labelled("of", Tensor.self, "one sample a row"), .labelled("and", Tensor.self, "the same samples"),
      .positional(
        "estimator", AlignmentEstimator.self, default: .unbiased, ".unbiased, or .biased as first published"),
      example: "kernelAlignment(of: digits().test.inputs, and: digits().test.inputs).value",
      paper: "Kornblith et al. 2019, arXiv:1905.00414"
    ) { call, first, second, estimator -> KernelAlignment in
      try call.working { try kernelAlignment(of: first, and: second, estimator, checkpoint: $0) }
    }
    Command(
      "neuralCollapse", "Tells how near the last features are to the simplex that training tends to.",
      .labelled("of", Network.self, "a network that ends in a dense layer"),
      .labelled("on", Samples.self, "labelled samples; the paper takes the training part"),
      formula: "NC1 = tr(Σ_W Σ_B⁺) / C",
      example: "neuralCollapse(of: mlp([64, 20, 10]), on: digits().train).variability",
      paper: "Papyan, Han, Donoho 2020, arXiv:2008.08186"
    ) { call, net, samples -> NeuralCollapse in
      try call.working { try neuralCollapse(of: net, on: samples, checkpoint: $0) }
    }
    TypeDeclaration(LossGeometry.self, "Angle, length and margin of samples in the last features of a network.") {
      Property("angles", "Between each feature and the vector of its true class, in radians.") { $0.angles }
      Property("lengths", "The Euclidean norm of each feature.") { $0.lengths }
      Property("margins", "The distance to the nearest boundary of the true class, below 0 where misclassified.") {
        $0.margins
      }
      Property("angle", "Mean and spread of the angles.") { $0.summary(of: .angle) }
      Property("length", "Mean and spread of the lengths.") { $0.summary(of: .length) }
      Property("margin", "Mean and spread of the margins.") { $0.summary(of: .margin) }
      Property("perClass", "The same for each class.") { $0.perClass }
      Property("accuracy", "The fraction classified correctly.") { $0.accuracy }
      Property("signAgreement", "The fraction whose margin has the sign of their correctness; 1 but for ties.") {
        $0.signAgreement
      }
      Property("angleAUROC", "How well the angle tells misclassified samples; nil where there are none.") {
        $0.angleArea?.value
      }
      Method(
        "minus", "Paired differences from another network, or from the same on other samples.",
        .positional("other", LossGeometry.self, "of the same samples in the same order"),
        example: """
          lossGeometry(of: mlp([64, 10], seed: 1), on: digits().test).minus(lossGeometry(of: mlp([64, 10]), on: digits().test))
          """
      ) { _, geometry, other -> LossGeometryComparison in try geometry.minus(other) }
    }
    TypeDeclaration(MeasureSummary.self, "Mean and spread of a measure.") {
      Property("mean", "The mean.") { $0.mean }
      Property("standardDeviation", "The spread over samples.") { $0.standardDeviation }
      Property("standardError", "Of the mean.") { $0.standardError }
      Property("count", "Samples that have one.") { $0.count }
      Property("excluded", "Samples that have none.") { $0.excluded }
    }
    TypeDeclaration(LossGeometry.PerClass.self, "The measures of one class.") {
      Property("label", "The class.") { $0.label }
      Property("accuracy", "The fraction classified correctly.") { $0.accuracy }
      Property("angle", "Mean and spread of the angles.") { $0.angle }
      Property("length", "Mean and spread of the lengths.") { $0.length }
      Property("margin", "Mean and spread of the margins.") { $0.margin }
    }
    TypeDeclaration(LossGeometryComparison.self, "Paired differences of the measures: first - second.") {
      Property("angle", "Of the mean angles.") { $0.angle }
      Property("length", "Of the mean lengths.") { $0.length }
      Property("margin", "Of the mean margins.") { $0.margin }
      Property("angleSpread", "Of the spreads of the angles.") { $0.angleSpread }
      Property("accuracy", "Of the accuracies.") { $0.accuracy }
    }
    TypeDeclaration(LossGeometryComparison.Difference.self, "A paired difference with its standard error.") {
      Property("value", "first - second.") { $0.value }
      Property("first", "The first mean.") { $0.first }
      Property("second", "The second mean.") { $0.second }
      Property("standardError", "Of the difference, paired by sample.") { $0.standardError }
    }
    TypeDeclaration(HardestHit.self, "The samples whose margins fall furthest.") {
      Property("count", "How many there are.") { $0.falls.count }
      Property("rows", "Their rows among the samples, furthest first.") { $0.falls.map(\.row) }
      Property("labels", "Their classes.") { $0.falls.map(\.label) }
      Property("before", "Their margins before.") { $0.falls.map(\.before) }
      Property("after", "Their margins after.") { $0.falls.map(\.after) }
    }
    TypeDeclaration(ModelMap.self, "Networks as points, joined by a minimum spanning tree.") {
      Property("names", "The networks.") { $0.names }
      Property("distances", "Between each two, [networks, networks].") { $0.distances }
      Property("standardErrors", "Of the distances over samples.") { $0.standardErrors }
      Property("coordinates", "The map, [networks, 2].") { $0.map.coordinates }
      Property("explainedShare", "What of the squared distances the map shows.") { $0.map.explainedShare }
      Property("stress", "What the map misses of the distances.") { $0.map.stress }
      Property("tree", "The edges of the tree, as pairs of networks.") { map in
        map.tree.edges.map { [map.names[$0.first], map.names[$0.second]] }
      }
    }
    TypeDeclaration(choice: ModelMap.Scaling.self, "What a measure is divided by before distances are taken.") {
      scaling in
      switch scaling {
      case .pooled: "Its standard deviation over all samples of all networks."
      case .withinModels: "The mean over networks of its standard deviation over samples."
      case .none: "Nothing: measures count in their own units."
      }
    }
    TypeDeclaration(choice: AlignmentEstimator.self, "How the dependence of two representations is estimated.") {
      estimator in
      switch estimator {
      case .biased: "As first published; too large where layers are wider than there are samples."
      case .unbiased: "By the unbiased estimates of its three parts, which can be negative."
      }
    }
    TypeDeclaration(ComponentRule.self, "How many principal components span a subspace.") {
      StaticMethod(
        "count", "So many, or fewer where the rank is less.", .positional("count", Int.self, "at least 1"),
        example: "subspaceAngles(between: digits().test.inputs, and: digits().test.inputs, .count(3)).angles.count"
      ) { _, count in ComponentRule.count(count) }
      StaticMethod(
        "variance", "The fewest that carry this fraction of the variance.",
        .positional("share", Double.self, "above 0, at most 1"),
        example: "subspaceAngles(between: digits().test.inputs, and: digits().test.inputs, .variance(0.5)).angles.count"
      ) { _, share in ComponentRule.variance(share) }
    }
    TypeDeclaration(LayerSimilarity.self, "How alike the layers of two networks represent the same samples.") {
      Property("values", "The similarities, [layers, layers].") { $0.values }
      Property("standardErrors", "Over samples; NaN where none is stated.") { $0.standardErrors }
      Property("rows", "The layers of the first network.") { $0.rows }
      Property("columns", "The layers of the second.") { $0.columns }
      Property("method", "What was computed, in words.") { $0.method }
    }
    TypeDeclaration(KernelAlignment.self, "The alignment of two representations.") {
      Property("value", "1 where they are equal up to rotation, offset and scale.") { $0.value }
      Property("standardError", "Over samples.") { $0.standardError }
    }
    TypeDeclaration(SubspaceAngles.self, "The principal angles between two subspaces.") {
      Property("angles", "From 0 to π/2, ascending, in radians.") { $0.angles }
      Property("largest", "The largest, in radians.") { $0.largest }
      Property("overlap", "The mean of cos².") { $0.overlap }
    }
    TypeDeclaration(NeuralCollapse.self, "How near features and classifier are to neural collapse.") {
      Property("variability", "NC1: tr(Σ_W Σ_B⁺)/C, 0 at collapse.") { $0.variability }
      Property("meanLengthSpread", "NC2: the spread of the lengths of class means, 0 at collapse.") {
        $0.means.lengthSpread
      }
      Property("meanSimplexDistance", "NC2: how far angles of class means are from a simplex, 0 at collapse.") {
        $0.means.simplexDistance
      }
      Property("classifierLengthSpread", "NC2 of the class vectors.") { $0.classifier.lengthSpread }
      Property("classifierSimplexDistance", "NC2 of the class vectors.") { $0.classifier.simplexDistance }
      Property("duality", "NC3: how far class vectors are from class means, 0 at collapse.") { $0.duality }
      Property("centerAgreement", "NC4: how often the nearest class mean is the network's answer, 1 at collapse.") {
        $0.centerAgreement
      }
    }
  }
}
