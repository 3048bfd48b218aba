import CommandLanguage
import Geometry
import Tensors

extension CommandModule {
  /// What hulls are studied with: sweeps, vertices, what to expect of chance, and the spaces of images.
  static let hullStudies = CommandModule(
    "hullStudies", summary: "Sweeps of hulls over dimensions, vertices, what chance would give, and spaces of images."
  ) {
    Command(
      "leaveOneOut", "Tells which points lie in the convex hull of the others.",
      .positional("points", Tensor.self, "one point a row"),
      .labelled(
        "aim", HullMembership.Aim.self, default: .membership, ".membership, or .distance for distances as well"),
      example: "leaveOneOut(tensor([[0, 0], [1, 0], [0, 1], [0.2, 0.2]])).inside"
    ) { call, points, aim -> HullMembership in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: 80 * rows * Double(points.count)) { checkpoint in
        try leaveOneOut(points, aim: aim, checkpoint: checkpoint)
      }
    }
    Command(
      "extremePoints", "Finds the vertices of a convex hull: the points outside the hull of the others.",
      .positional("points", Tensor.self, "one point a row"),
      example: "extremePoints(tensor([[0, 0], [1, 0], [0, 1], [0.2, 0.2]])).indices"
    ) { call, points -> ExtremePoints in
      let rows = Double(points.rank == 0 ? 0 : points.shape[0])
      return try call.working(operations: 80 * rows * Double(points.count)) { checkpoint in
        try extremePoints(points, checkpoint: checkpoint)
      }
    }
    Command(
      "hullSweep", "Tells for every number of principal components how many queries lie in the hull of the points.",
      .labelled("of", Tensor.self, "the queries, one a row"),
      .labelled("in", Tensor.self, "the points, which the components are fitted on"),
      .labelled("upTo", Int.self, "the most components"),
      formula: "outside in d components is outside in more: a bisection a query",
      example: "hullSweep(of: digits().test.inputs, in: digits().train.inputs, upTo: 8).fractions",
      paper: "Balestriero, Pesenti, LeCun 2021, arXiv:2110.09485"
    ) { call, queries, points, limit -> HullSweep in
      let rows = Double(queries.rank == 0 ? 0 : queries.shape[0])
      return try call.working(operations: 80 * rows * Double(points.count)) { checkpoint in
        try hullSweep(of: queries, in: points, upTo: limit, checkpoint: checkpoint)
      }
    }
    Command(
      "gaussianHullProbability",
      "Gives the exact probability that a new Gaussian point lies in the hull of others: what to expect of no structure.",
      .labelled("points", Int.self, "how many points"),
      .labelled("dimension", Int.self, "of the space"),
      .labelled("queryVariance", Double.self, default: 1, "of the new point, where that of the others is 1"),
      example: "gaussianHullProbability(points: 60000, dimension: 20)",
      paper: "Kabluchko, Zaporozhets 2020, doi:10.1017/apr.2020.7"
    ) { _, points, dimension, variance -> Double in
      try gaussianHullProbability(points: points, dimension: dimension, queryVariance: variance)
    }
    Command(
      "proximity", "Finds the nearest points of each query: nearness to the training set, the rival of membership.",
      .labelled("of", Tensor.self, "the queries, one a row"),
      .labelled("to", Tensor.self, "the points, one a row"),
      .labelled("neighbors", Int.self, default: 10, "k, how many of the nearest"),
      example: "proximity(of: digits().test.inputs, to: digits().train.inputs).nearest.count",
      paper: "Bonnasse-Gahot 2022, arXiv:2207.08648"
    ) { call, queries, points, neighbors -> Proximity in
      let rows = Double(queries.rank == 0 ? 0 : queries.shape[0])
      return try call.working(operations: 2 * rows * Double(points.count)) { checkpoint in
        try proximity(of: queries, to: points, neighbors: neighbors, checkpoint: checkpoint)
      }
    }
    Command(
      "receiverArea",
      "Gives the area under the receiver operating curve: how well a score tells some from others, 0.5 by chance.",
      .labelled("of", [Double].self, "the scores"),
      .labelled("positives", [Bool].self, "which of them are to be told from the rest"),
      formula: "P(a positive's score is higher), ties counting half",
      example: "receiverArea(of: [0.1, 0.4, 0.8], positives: [false, false, true])",
      paper: "Hanley, McNeil 1982, doi:10.1148/radiology.143.1.7063747"
    ) { call, scores, positives -> Double? in
      guard scores.count == positives.count else {
        throw call.invalid(
          "positives", expected: "a mark for each of \(scores.count) scores", found: "\(positives.count)")
      }
      return receiverArea(of: scores, positives: positives)
    }
    Command(
      "principalCoordinates", "Gives points in the first principal components of other points.",
      .labelled("of", Tensor.self, "the points to place, one a row"),
      .labelled("fittedOn", Tensor.self, "the points that the components are of"),
      .labelled("count", Int.self, "how many components"),
      example: "principalCoordinates(of: digits().test.inputs, fittedOn: digits().train.inputs, count: 2).shape"
    ) { call, points, reference, count -> Tensor in
      let width = Double(reference.count) / Double(max(reference.rank == 0 ? 1 : reference.shape[0], 1))
      return try call.working(operations: 2 * Double(reference.count) * width) { checkpoint in
        try PrincipalAxes(of: reference, count: count, checkpoint: checkpoint)
          .coordinates(of: points, checkpoint: checkpoint)
      }
    }
    Command(
      "centerPatch", "Cuts the square in the middle out of images.",
      .labelled("of", Tensor.self, "images, [N, C, H, W], [N, H, W], or rows of square grey ones", unit: "images"),
      .labelled("size", Int.self, "pixels of a side"), example: "centerPatch(of: digits().test.inputs, size: 4).shape"
    ) { _, images, size -> Tensor in try ImageRows.centerPatch(of: images, size: size) }
    Command(
      "averagePooled", "Shrinks images to the means of squares of pixels.",
      .positional("images", Tensor.self, "[N, C, H, W], [N, H, W], or rows of square grey ones", unit: "images"),
      .labelled("factor", Int.self, "pixels of a square's side"),
      example: "averagePooled(digits().test.inputs, factor: 2).shape"
    ) { _, images, factor -> Tensor in try ImageRows.averagePooled(images, factor: factor) }
    Command(
      "subsampled", "Keeps every so many-th pixel of every so many-th line of images.",
      .positional("images", Tensor.self, "[N, C, H, W], [N, H, W], or rows of square grey ones", unit: "images"),
      .labelled("step", Int.self, "pixels from one to the next"),
      example: "subsampled(digits().test.inputs, step: 2).shape"
    ) { _, images, step -> Tensor in try ImageRows.subsampled(images, step: step) }
    Command(
      "lowFrequencies", "Gives the lowest frequencies of images, as real numbers.",
      .labelled("of", Tensor.self, "images, [N, C, H, W], [N, H, W], or rows of square grey ones", unit: "images"),
      .labelled("radius", Int.self, "the highest frequency kept, in cycles an image"),
      example: "lowFrequencies(of: digits().test.inputs, radius: 1).shape"
    ) { _, images, radius -> Tensor in try ImageRows.lowFrequencies(of: images, radius: radius) }
    TypeDeclaration(Proximity.self, "The nearest points of queries.") {
      Property("nearest", "The distance of each query to its nearest point.") { $0.nearest }
      Property("radius", "The distance of each query to its k-th nearest point.") { $0.radius }
      Method(
        "logDensity", "The logarithm of the density of points at each query, from the k-th distance.",
        .labelled("dimension", Double.self, "of the set that the points lie on"),
        formula: "ln (k-1) / (N · volume of the ball of radius rₖ)",
        example:
          "proximity(of: tensor([[0.5, 0.5]]), to: tensor([[0, 0], [1, 0], [0, 1]]), neighbors: 2).logDensity(dimension: 2)"
      ) { (_: CallContext, proximity: Proximity, dimension: Double) in try proximity.logDensity(dimension: dimension) }
    }
    TypeDeclaration(ExtremePoints.self, "The vertices of a convex hull.") {
      Property("indices", "Their rows.") { $0.indices }
      Property("count", "How many.") { $0.count }
      Property("fraction", "Their share of the distinct points.") { $0.fraction }
    }
    TypeDeclaration(HullSweep.self, "How many queries lie in a hull, by the number of principal components.") {
      Property("dimensions", "Numbers of components, from 1.") { $0.dimensions }
      Property("fractions", "The share of queries inside, for each.") { $0.fractions }
      Property("standardErrors", "The binomial errors of the fractions.") { $0.standardErrors }
      Property("gaussian", "The shares for Gaussian points of the same number and dimension.") { $0.gaussian }
      Method(
        "inside", "Which queries are inside in so many components.",
        .labelled("dimension", Int.self, "how many components"),
        example: "hullSweep(of: digits().test.inputs, in: digits().train.inputs, upTo: 3).inside(dimension: 2).count"
      ) { (_: CallContext, sweep: HullSweep, dimension: Int) in try sweep.inside(dimension: dimension) }
      Property("firstOutside", "For each query the first number of components in which it is outside; nil for none.") {
        $0.firstOutside
      }
    }
  }
}
