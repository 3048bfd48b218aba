import CommandLanguage
import Datasets
import Geometry
import Tensors

extension CommandModule {
  /// The intrinsic dimension of point sets.
  static let dimension = CommandModule("dimension", summary: "The intrinsic dimension of points, with its error.") {
    Command(
      "intrinsicDimension", "Estimates the dimension of the set that points lie on.",
      .positional("points", Tensor.self, "one point a row; images count as rows"),
      .positional("method", DimensionMethod.self, default: .mle(), "the estimator", written: ".mle()"),
      .labelled(
        "anchors", Int?.self, "how many points to measure, drawn at random, each against all; all unless given"),
      .labelled("metric", Metric.self, default: .euclidean, "the distance of two points: .euclidean or .cosine"),
      .labelled(
        "duplicates", DuplicatePolicy.self, default: .merge,
        "what to do with equal points, which have no distance: .error, .drop, .merge or .jitter; they are counted"),
      .labelled("seed", Int?.self, "draws anchors and jitter; the session's seed unless given"),
      formula: "pooled MLE: d = N(k-1) / Σᵢ Σⱼ ln(rₖ/rⱼ)",
      example: "intrinsicDimension(digits().train.inputs, .mle(neighbors: 20))",
      paper: "Levina and Bickel, NIPS 2004; Facco et al. 2017, doi:10.1038/s41598-017-11873-y"
    ) { call, points, method, anchors, metric, duplicates, seed -> DimensionEstimate in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: Double(anchors ?? Int(rows)) * Double(points.count)) { checkpoint in
        try intrinsicDimension(
          points, method, anchors: anchors, seed: seed ?? call.cell.seed, metric: metric, duplicates: duplicates,
          checkpoint: checkpoint)
      }
    }
    Command(
      "intrinsicDimension", "Estimates the dimension that points see among others, each against its nearest there.",
      .labelled("of", Tensor.self, "the points to measure, one a row"),
      .labelled("in", Tensor.self, "the points that neighbours are sought among"),
      .positional("method", DimensionMethod.self, default: .mle(), "an estimator of distances", written: ".mle()"),
      .labelled("metric", Metric.self, default: .euclidean, "the distance of two points: .euclidean or .cosine"),
      .labelled("duplicates", DuplicatePolicy.self, default: .merge, "what to do with equal points"),
      example: "intrinsicDimension(of: digits().test.inputs, in: digits().train.inputs)",
      paper: "Levina and Bickel, NIPS 2004"
    ) { call, queries, points, method, metric, duplicates -> DimensionEstimate in
      let rows = Double(queries.rank == 0 ? 0 : queries.shape[0])
      return try call.working(operations: rows * Double(points.count)) { checkpoint in
        try intrinsicDimension(
          of: queries, in: points, method, seed: call.cell.seed, metric: metric, duplicates: duplicates,
          checkpoint: checkpoint)
      }
    }
    Command(
      "intrinsicDimension", "Estimates the dimension of a set of which the distances are given.",
      .labelled("distances", Tensor.self, "[N, N], symmetric, zero on the diagonal"),
      .positional("method", DimensionMethod.self, default: .mle(), "an estimator of distances", written: ".mle()"),
      .labelled("duplicates", DuplicatePolicy.self, default: .merge, "what to do with points at distance zero"),
      example:
        "intrinsicDimension(distances: tensor([[0, 1, 2], [1, 0, 1.5], [2, 1.5, 0]]), .twoNN(method: .mle)).value",
      paper: "Levina and Bickel, NIPS 2004"
    ) { call, distances, method, duplicates -> DimensionEstimate in
      try call.working(operations: 20 * Double(distances.count)) { checkpoint in
        try intrinsicDimension(distances: distances, method, duplicates: duplicates, checkpoint: checkpoint)
      }
    }
    Command(
      "dimensionPerClass", "Estimates the dimension of each class of labelled samples by itself.",
      .positional("samples", Samples.self, "labelled samples", unit: "samples"),
      .positional(
        "method", DimensionMethod.self, default: .mle(neighbors: 10), "the estimator", written: ".mle(neighbors: 10)"),
      .labelled("duplicates", DuplicatePolicy.self, default: .merge, "what to do with equal points of a class"),
      formula: "Cochran's Q = Σ(d - d̄)²/s² against χ² tells whether they differ",
      example: "dimensionPerClass(digits().train)",
      paper: "Brown, Caterini, Ross, Cresswell, Loaiza-Ganem 2023, arXiv:2207.02862"
    ) { call, samples, method, duplicates -> DimensionPerClass in
      let rows = Double(samples.count)
      return try call.working(operations: rows / 10 * Double(samples.inputs.count)) { checkpoint in
        try dimensionPerClass(
          samples.inputs, labels: samples.labels, method, duplicates: duplicates, checkpoint: checkpoint)
      }
    }
    Command(
      "dimensionPerCluster", "Estimates the dimension of each cluster that k-means finds, for points without labels.",
      .positional("points", Tensor.self, "one point a row"),
      .labelled("clusters", Int.self, "how many"),
      .positional(
        "method", DimensionMethod.self, default: .mle(neighbors: 10), "the estimator", written: ".mle(neighbors: 10)"),
      .labelled("restarts", Int.self, default: 3, "starts of which the best is kept"),
      .labelled("seed", Int?.self, "draws the starts; the session's seed unless given"),
      example: "dimensionPerCluster(digits().train.inputs, clusters: 5).sizes",
      paper: "Brown et al. 2023, arXiv:2207.02862; Arthur, Vassilvitskii, SODA 2007"
    ) { call, points, clusters, method, restarts, seed -> DimensionPerCluster in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: rows * Double(points.count)) { checkpoint in
        try dimensionPerCluster(
          points, clusters: clusters, method, restarts: restarts, seed: seed ?? call.cell.seed, checkpoint: checkpoint)
      }
    }
    Command(
      "dimensionDifference",
      "Compares the dimensions of two sets that are the same samples row by row, such as a dense and a pruned network's.",
      .labelled("between", Tensor.self, "one set, a point a row"),
      .labelled("and", Tensor.self, "the other, in the same order"),
      .positional("method", DimensionMethod.self, default: .mle(), ".mle or .twoNN", written: ".mle()"),
      .labelled("duplicates", DuplicatePolicy.self, default: .merge, "what to do with equal points"),
      formula: "variance Σδᵢδⱼ, δ the difference of a sample's influences, over neighbours in either set",
      example: """
        let x = digits().test.inputs
        let a = layerOutputs(of: x, in: mlp([64, 20, 10])), b = layerOutputs(of: x, in: mlp([64, 20, 10], seed: 1))
        dimensionDifference(between: a[1].values, and: b[1].values)
        """
    ) { call, first, second, method, duplicates -> PairedDifference in
      let rows = Double(first.rank == 0 ? 0 : first.shape[0])
      return try call.working(operations: rows * Double(first.count + second.count)) { checkpoint in
        try pairedDifference(first, second, method, duplicates: duplicates, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(DimensionPerClass.self, "The dimension of each class.") {
      Property("classes", "The classes that occur, in the order of their labels.") { $0.classes }
      Property("values", "Their dimensions; NaN where there is none.") { $0.values }
      Property("minimum", "The least.") { $0.minimum }
      Property("median", "The middle one.") { $0.median }
      Property("maximum", "The largest.") { $0.maximum }
      Property("pValue", "Of Cochran's test that all are equal; nil for fewer than two.") { $0.heterogeneity?.pValue }
    }
    TypeDeclaration(DimensionPerClass.Class.self, "The dimension of one class.") {
      Property("label", "The class.") { $0.label }
      Property("rows", "Its samples.") { $0.rows }
      Property("estimate", "Its dimension; nil where there is none to be had.") { $0.estimate }
      Property("value", "Its dimension; NaN where there is none.") { $0.value }
    }
    TypeDeclaration(DimensionPerCluster.self, "The dimension of each cluster.") {
      Property("dimensions", "A class a cluster.") { $0.dimensions }
      Property("assignment", "The cluster of each point.") { $0.clustering.assignment }
      Property("sizes", "Points of each cluster.") { $0.clustering.sizes }
      Property("centers", "The clusters' means.") { $0.clustering.centers }
    }
    TypeDeclaration(PairedDifference.self, "The difference of two dimensions over the same samples.") {
      Property("value", "The first less the second.") { $0.value }
      Property("standardError", "From paired influences.") { $0.standardError }
      Property("unpairedStandardError", "As if the sets were of different samples.") { $0.unpairedStandardError }
      Property("first", "The first set's dimension.") { $0.first }
      Property("second", "The second set's.") { $0.second }
      Property("interval", "Value ± 1.96 standard errors.") { $0.interval }
    }
    TypeDeclaration(choice: Metric.self, "What the distance of two points is.") { metric in
      switch metric {
      case .euclidean: "Of the points themselves."
      case .cosine: "Of their directions: √(2 - 2cos), which orders neighbours as the angle does."
      }
    }
    TypeDeclaration(DimensionEstimate.self, "A dimension with its error and conventions.") {
      Property("value", "The dimension.") { $0.value }
      Property("standardError", "From the neighbour graph, which knows that neighbourhoods overlap.") {
        $0.standardError
      }
      Property("fisherStandardError", "As if neighbourhoods were independent: too small.") { $0.fisherStandardError }
      Property("scale", "The mean distances that the estimate looks at, smallest to largest.") { $0.scale }
      Property("local", "The estimate at each point.") { $0.local }
      Property("convention", "Estimator, neighbours and normalisation in words.") { $0.convention }
      Property(
        "interval", "The 95 % interval that holds exactly under independent neighbourhoods; nil where there is none."
      ) {
        $0.interval
      }
      Property("notes", "What was degenerate: duplicates, ties, points left out.") { $0.notes }
    }
    TypeDeclaration(choice: DuplicatePolicy.self, "What happens to points that are equal.") { choice in
      switch choice {
      case .error: "Refuse them, naming two."
      case .drop: "Leave out all that have a twin."
      case .merge: "Keep one of each."
      case .jitter: "Move each that repeats another by a step of 2⁻²⁰ of the set's size."
      }
    }
  }
}
