import CommandLanguage
import Geometry
import Tensors

extension CommandModule {
  /// Membership in convex hulls.
  static let hull = CommandModule("hull", summary: "Membership in convex hulls, with a certificate for every answer.") {
    Command(
      "hullMembership", "Tells which points lie in the convex hull of others, and how far outside the rest are.",
      .labelled("of", Tensor.self, "the queries, one a row"),
      .labelled("in", Tensor.self, "the points whose hull it is, one a row, as wide as the queries"),
      .labelled(
        "aim", HullMembership.Aim.self, default: .distance,
        ".distance finds the exact distance of each query, .membership stops at the first separating plane"),
      formula: "distance = min |Pᵀw - x| over w ≥ 0, Σw = 1",
      example: "hullMembership(of: tensor([[0.2, 0.2]]), in: tensor([[0, 0], [1, 0], [0, 1]])).inside",
      paper: "Wolfe 1976, doi:10.1007/BF01580381; Balestriero, Pesenti, LeCun 2021, arXiv:2110.09485"
    ) { call, queries, points, aim -> HullMembership in
      // A query takes some tens of passes over the points.
      let rows = queries.rank == 0 ? 0 : queries.shape[0]
      return try call.working(operations: 80 * Double(rows) * Double(points.count)) { checkpoint in
        try hullMembership(of: queries, in: points, aim: aim, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(HullMembership.self, "Which queries lie in a convex hull, each answer with its certificate.") {
      Property("inside", "Whether each query is in the hull; points on its boundary are.") { $0.inside }
      Property("fraction", "The share of queries inside.") { $0.fraction }
      Property("standardError", "The binomial error of the fraction.", formula: "√(p(1-p)/n)") { $0.standardError }
      Property("distances", "The distance of each query to the hull, 0 inside; nil when only membership was asked.") {
        $0.distances
      }
      Property("certificates", "For each query, convex weights or a separating normal.") { $0.certificates }
      Method(
        "fractionInterval", "The bootstrap interval of the fraction over draws of the queries, the points held fixed.",
        .labelled("level", Double.self, default: 0.95, "confidence, from 0.5 to 0.9999"),
        .labelled("resamples", Int.self, default: 1000, "draws of the queries"),
        example:
          "hullMembership(of: tensor([[2, 2], [0.1, 0.1]]), in: tensor([[0, 0], [1, 0], [0, 1]])).fractionInterval()",
        paper: "Efron 1979, doi:10.1214/aos/1176344552"
      ) { (call: CallContext, membership: HullMembership, level: Double, resamples: Int) in
        try membership.fractionInterval(
          level: level, resamples: resamples, seed: call.cell.seed, checkpoint: call.cell.checkpoint)
      }
      Method(
        "verify",
        "Checks every certificate from scratch and gives the worst residual, relative to the size of the set.",
        example: "hullMembership(of: tensor([[2, 2]]), in: tensor([[0, 0], [1, 0], [0, 1]])).verify()"
      ) { (call: CallContext, membership: HullMembership) in
        try membership.verify(checkpoint: call.cell.checkpoint)
      }
    }
    TypeDeclaration(choice: HullMembership.Aim.self, "What is asked of each query.") { aim in
      switch aim {
      case .distance: "The exact distance to the hull."
      case .membership: "Only whether it is inside, which is faster."
      }
    }
    TypeDeclaration(HullCertificate.self, "Why a query is inside or outside.") {
      Property("isInside", "Whether the query is in the hull.") { $0.isInside }
      Property("normal", "The normal of a plane with all points on one side and the query on the other; nil inside.") {
        certificate -> [Double]? in
        if case .outside(let normal, _, _) = certificate { normal } else { nil }
      }
      Property("weights", "The points that make up the query, or the nearest point of the hull: index and weight.") {
        certificate -> [HullWeight] in
        switch certificate {
        case .inside(let weights): weights
        case .outside(_, _, let nearest): nearest?.weights ?? []
        }
      }
    }
    TypeDeclaration(HullWeight.self, "A point's share in a convex combination.") {
      Property("index", "The row of the point.") { $0.index }
      Property("weight", "Its weight, above 0; all weights of a combination sum to 1.") { $0.weight }
    }
  }
}
