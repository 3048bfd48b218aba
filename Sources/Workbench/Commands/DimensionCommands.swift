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
    TypeDeclaration(choice: DuplicatePolicy.self, "What happens to points that are equal.") { choice in
      switch choice {
      case .error: "Refuse them, naming two."
      case .drop: "Leave out all that have a twin."
      case .merge: "Keep one of each."
      }
    }
  }
}
