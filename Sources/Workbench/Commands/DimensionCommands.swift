import CommandLanguage
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
        "duplicates", DuplicatePolicy.self, default: .merge,
        "what to do with equal points, which have no distance: .error, .drop or .merge; they are counted"),
      formula: "pooled MLE: d = N(k-1) / Σᵢ Σⱼ ln(rₖ/rⱼ)",
      example: "intrinsicDimension(digits().train.inputs, .mle(neighbors: 20))",
      paper: "Levina and Bickel, NIPS 2004; Facco et al. 2017, doi:10.1038/s41598-017-11873-y"
    ) { call, points, method, duplicates -> DimensionEstimate in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: rows * Double(points.count)) { checkpoint in
        try intrinsicDimension(points, method, duplicates: duplicates, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(DimensionMethod.self, "An estimator of intrinsic dimension.") {
      StaticMethod(
        "mle", "Levina and Bickel's maximum likelihood from distances to the k nearest neighbours.",
        .labelled("neighbors", Int.self, default: 20, "k, at least 2", unit: "points"),
        .labelled(
          "aggregation", LevinaBickel.Aggregation.self, default: .pooled,
          "how points are put together: .pooled is the likelihood of all, .mean and .median of the local values"),
        .labelled(
          "normalization", LevinaBickel.Normalization.self, default: .kMinusOne,
          "the numerator: .kMinusOne, or .kMinusTwo as in Pope et al. 2021, which is lower by (k-2)/(k-1)"),
        formula: "S = Σⱼ ln(rₖ/rⱼ), d = (k-1)/S or (k-2)/S",
        example: "intrinsicDimension(digits().test.inputs, .mle(neighbors: 10, normalization: .kMinusTwo)).convention",
        paper: "Levina and Bickel, NIPS 2004"
      ) { _, neighbors, aggregation, normalization in
        DimensionMethod.mle(neighbors: neighbors, aggregation: aggregation, normalization: normalization)
      }
      StaticMethod(
        "twoNN", "From the ratio of the distances to the two nearest neighbours.",
        .labelled(
          "method", TwoNearestNeighbors.Method.self, default: .linear,
          ".linear fits a line without the largest ratios, .mle uses all, .censored counts the trimmed ones as censored"
        ),
        .labelled(
          "trim", Double.self, default: 0.1, "the fraction of largest ratios left out of .linear and .censored"),
        formula: "ln(r₂/r₁) is exponential with rate d",
        example: "intrinsicDimension(digits().test.inputs, .twoNN(method: .mle))",
        paper: "Facco, d'Errico, Rodriguez, Laio 2017, doi:10.1038/s41598-017-11873-y"
      ) { _, method, trim in
        DimensionMethod.twoNN(method: method, trim: trim)
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
      Property("notes", "What was degenerate: duplicates, ties, points left out.") { $0.notes }
    }
    TypeDeclaration(choice: LevinaBickel.Aggregation.self, "How the local estimates are put together.") { choice in
      switch choice {
      case .pooled: "The likelihood of all points together: the harmonic mean of the local estimates."
      case .mean: "The arithmetic mean of the local estimates."
      case .median: "The median of the local estimates."
      }
    }
    TypeDeclaration(choice: LevinaBickel.Normalization.self, "The numerator of Levina and Bickel's estimate.") {
      choice in
      switch choice {
      case .kMinusOne: "(k-1)/S, nearly unbiased when pooled."
      case .kMinusTwo: "(k-2)/S, unbiased at one point, low by (k-2)/(k-1) when pooled."
      }
    }
    TypeDeclaration(choice: TwoNearestNeighbors.Method.self, "How TwoNN fits the ratios.") { choice in
      switch choice {
      case .linear: "A line through the origin, the largest ratios left out."
      case .mle: "Maximum likelihood over all ratios."
      case .censored: "Maximum likelihood that counts the largest ratios as censored."
      }
    }
    TypeDeclaration(choice: DuplicatePolicy.self, "What happens to points that are equal.") { choice in
      switch choice {
      case .error: "Refuse them, naming two."
      case .drop: "Leave out all that have a twin."
      case .merge: "Keep one of each."
      }
    }
  }
}
