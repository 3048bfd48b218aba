import CommandLanguage
import Geometry
import Tensors

extension CommandModule {
  /// The dimension over scales, and several dimensions in one set.
  static let dimensionScales = CommandModule(
    "dimensionScales", summary: "How the dimension changes with the scale, and sets that have more than one."
  ) {
    Command(
      "dimensionCurve", "Estimates the dimension at one scale after another, by Gride, from one neighbour search.",
      .positional("points", Tensor.self, "one point a row"),
      .labelled("upTo", Int.self, default: 64, "the highest rank of a neighbour; ranks 1, 2, 4, … and twice those"),
      .labelled("duplicates", DuplicatePolicy.self, default: .merge, "what to do with equal points"),
      example: "dimensionCurve(digits().train.inputs, upTo: 32)",
      paper: "Denti, Doimo, Laio, Mira 2022, doi:10.1038/s41598-022-20991-1"
    ) { call, points, limit, duplicates -> DimensionCurve in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: rows * Double(points.count)) { checkpoint in
        try grideCurve(points, upTo: limit, duplicates: duplicates, checkpoint: checkpoint)
      }
    }
    Command(
      "decimationCurve", "Estimates the dimension of ever fewer of the points, which are farther apart.",
      .positional("points", Tensor.self, "one point a row"),
      .positional("method", DimensionMethod.self, default: .twoNN(), "the estimator", written: ".twoNN()"),
      .labelled("halvings", Int.self, default: 5, "how often the number of points is halved"),
      .labelled("parts", Int.self, default: 8, "disjoint parts of each number that are averaged, at most"),
      .labelled("seed", Int?.self, "draws the parts; the session's seed unless given"),
      example: "decimationCurve(digits().train.inputs, halvings: 3)",
      paper: "Facco, d'Errico, Rodriguez, Laio 2017, doi:10.1038/s41598-017-11873-y"
    ) { call, points, method, halvings, parts, seed -> DimensionCurve in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: 2 * rows * Double(points.count)) { checkpoint in
        try decimationCurve(
          points, method, halvings: halvings, parts: parts, seed: seed ?? call.cell.seed, checkpoint: checkpoint)
      }
    }
    Command(
      "correlationCurve",
      "Counts the pairs of points within every radius and gives the slope: the correlation dimension.",
      .positional("points", Tensor.self, "one point a row"),
      .labelled("count", Int.self, default: 32, "radii, in equal ratios over the distances there are"),
      formula: "d(r) = d ln C(r) / d ln r", example: "correlationCurve(digits().train.inputs, count: 16)",
      paper: "Grassberger, Procaccia 1983, doi:10.1016/0167-2789(83)90298-1"
    ) { call, points, count -> CorrelationCurve in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: rows * Double(points.count)) { checkpoint in
        try correlationCurve(points, count: count, checkpoint: checkpoint)
      }
    }
    Command(
      "hidalgo",
      "Finds parts of different dimension in one set, by a mixture of dimensions that neighbours tend to share.",
      .positional("points", Tensor.self, "one point a row"),
      .labelled("components", Int.self, default: 10, "the most dimensions; those that are not needed stay empty"),
      .labelled("links", Int.self, default: 3, "neighbours that tend to share a dimension"),
      .labelled("homogeneity", Double.self, default: 0.75, "the chance that they do, from 0.5 to 1"),
      .labelled("sweeps", Int.self, default: 5000, "of the Gibbs sampler, averaged over; as many before them are not"),
      .labelled("seed", Int?.self, "draws the sampler; the session's seed unless given"),
      example: "hidalgo(manifold(.torus(dimension: 2), count: 200), components: 3, sweeps: 100)",
      paper: "Allegra, Facco, Denti, Laio, Mira 2020, doi:10.1038/s41598-020-72222-0"
    ) { call, points, components, links, homogeneity, sweeps, seed -> DimensionMixture in
      var parameters = MixtureParameters()
      parameters.components = components
      parameters.links = links
      parameters.homogeneity = homogeneity
      parameters.sweeps = sweeps
      parameters.burnIn = sweeps
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      let operations = rows * Double(points.count) + 40 * rows * Double(sweeps) * Double(components)
      return try call.working(operations: operations) { checkpoint in
        try hidalgo(points, parameters: parameters, seed: seed ?? call.cell.seed, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(DimensionCurve.self, "The dimension over scales, from fine to coarse.") {
      Property("values", "The dimensions.") { $0.values }
      Property("standardErrors", "Their errors.") { $0.standardErrors }
      Property("radii", "The distances that they speak of.") { $0.radii }
      Property("convention", "Estimator and scales in words.") { $0.convention }
    }
    TypeDeclaration(CorrelationCurve.self, "Pairs of points within each radius.") {
      Property("radii", "The radii, ascending.") { $0.radii }
      Property("correlations", "The share of pairs within each.") { $0.correlations }
      Property("slopes", "The dimension between neighbouring radii.") { $0.slopes }
    }
    TypeDeclaration(DimensionMixture.self, "Several dimensions in one set.") {
      Property("components", "The dimensions found, ascending.") { $0.components }
      Property("assignments", "For each point the likeliest component; nil where it was left out.") { $0.assignments }
      Property("local", "For each point the posterior mean of its dimension.") { $0.local }
    }
    TypeDeclaration(DimensionMixture.Component.self, "One of the dimensions of a set.") {
      Property("value", "The dimension.") { $0.value }
      Property("standardError", "Its error.") { $0.standardError }
      Property("share", "The share of the points.") { $0.share }
      Property("count", "Points that belong here more likely than elsewhere.") { $0.count }
    }
  }
}
