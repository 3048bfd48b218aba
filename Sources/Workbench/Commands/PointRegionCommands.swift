import CommandLanguage
import Datasets
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// What the regions are around points.
  static let pointRegions = CommandModule(
    "pointRegions", summary: "Regions around points: distance to the boundary, patterns, local complexity, dead units."
  ) {
    Command(
      "boundaryDistance", "Gives the exact distance from points to the nearest boundary of their activation region.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("at", Tensor.self, "the points, one a row"),
      .labelled("along", TangentSpaces?.self, "tangent spaces to stay in; all of input space unless given"),
      .labelled(
        "skipsTies", Bool.self, default: false, "whether equal members of a max-pool's window are no boundary"),
      formula: "min over units of |z| / ‖∇z‖, gradients within the region",
      example: "boundaryDistance(of: mlp([64, 20, 10]), at: digits().test[0..<20].inputs).mean",
      paper: "Hanin and Rolnick 2019, arXiv:1901.09021"
    ) { call, net, points, tangents, skipsTies -> BoundaryDistances in
      try call.working { checkpoint in
        try boundaryDistance(
          of: net.piecewiseLinear(), at: points, along: tangents, skipsTies: skipsTies, checkpoint: checkpoint)
      }
    }
    Command(
      "tangentSpaces", "Estimates the tangent spaces of data at points, from their nearest neighbours.",
      .labelled("at", Tensor.self, "the points, one a row"),
      .labelled("from", Tensor?.self, "the data; the points themselves unless given"),
      .labelled("dimension", Int.self, "of the tangent spaces"),
      .labelled("neighbors", Int.self, default: 20, "how many neighbours a space is fitted to", unit: "points"),
      formula: "leading principal directions of the neighbours",
      example: "tangentSpaces(at: digits().test[0..<20].inputs, from: digits().train.inputs, dimension: 5)",
      paper: "Tiwari and Konidaris 2022, arXiv:2301.00008"
    ) { call, points, data, dimension, neighbors -> TangentSpaces in
      try call.working { checkpoint in
        try TangentSpaces.estimated(
          at: points, from: data, dimension: dimension, neighbors: neighbors, checkpoint: checkpoint)
      }
    }
    Command(
      "activationPatterns", "Counts the distinct activation patterns of a network on points, and its dead units there.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("on", Tensor.self, "the points, one a row"),
      example: "activationPatterns(of: mlp([64, 20, 10]), on: digits().test.inputs).distinct",
      paper: "Chen, Gong, Wang 2021, arXiv:2102.11535"
    ) { call, net, points -> ActivationPatterns in
      try call.working { try activationPatterns(of: net.piecewiseLinear(), on: points, checkpoint: $0) }
    }
    Command(
      "localComplexity", "Counts the units that change their state over a small cross-polytope around points.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("at", Tensor.self, "the points, one a row"),
      .labelled("radius", Double.self, "the distance of a vertex", unit: "input units"),
      .labelled("directions", Int?.self, "random directions, two vertices each; every axis unless given"),
      .labelled("seed", Int?.self, "draws the directions; the session's seed unless given"),
      formula: "units whose sign is not the same at all x ± r·v; exact in the first layer, a lower bound deeper",
      example:
        "localComplexity(of: mlp([64, 20, 10]), at: digits().test[0..<20].inputs, radius: 0.1, directions: 10).mean",
      paper: "Humayun, Balestriero, Baraniuk 2024, arXiv:2402.15555"
    ) { call, net, points, radius, directions, seed -> LocalComplexity in
      let frame = CrossPolytope.drawn(directions, seed: try seed ?? call.cell.seed)
      return try call.working { checkpoint in
        try localComplexity(
          of: net.piecewiseLinear(), at: points, radius: radius, frame: frame, checkpoint: checkpoint)
      }
    }
    Command(
      "duplicateUnits", "Finds the units of a network that have the same boundaries, and those that have none.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("tolerance", Double.self, default: 1e-12, "what weights may differ by, relative to their row"),
      example: "duplicateUnits(of: prune(mlp([64, 20, 10]), toSparsity: 0.98))"
    ) { call, net, tolerance -> [DuplicateUnits] in
      try call.working { _ in try net.piecewiseLinear().duplicateUnits(tolerance: tolerance) }
    }
    TypeDeclaration(BoundaryDistances.self, "How far points are from the boundaries of their regions.") {
      Property("mean", "The mean over points.") { $0.mean }
      Property("distances", "At each point, over all layers.") { $0.distances }
      Property("layers", "Each layer's own share.") { $0.layers }
      Property("nearestPoints", "The nearest boundary points, one a row.") { $0.nearestPoints }
      Property("onBoundary", "Points exactly on a boundary.") { $0.onBoundary }
      Property("convention", "What is measured, in words.") { $0.convention }
    }
    TypeDeclaration(BoundaryDistances.Layer.self, "The distances to the boundaries of one layer.") {
      Property("name", "The layer.") { $0.name }
      Property("mean", "The mean over points.") { $0.mean }
      Property("distances", "At each point.") { $0.distances }
      Property("nearestUnits", "The unit whose boundary is nearest at each point; -1 where there is none.") {
        $0.nearestUnits
      }
    }
    TypeDeclaration(PointMean.self, "A mean over points.") {
      Property("value", "The mean of those that are finite.") { $0.value }
      Property("standardError", "Over points.") { $0.standardError }
      Property("unbounded", "Points left out, whose value is infinite.") { $0.unbounded }
    }
    TypeDeclaration(TangentSpaces.self, "Tangent spaces of data at points.") {
      Property("dimension", "Of each.") { $0.dimension }
      Property("explained", "What of the neighbours' variance each space holds.") { $0.explained }
      Property("convention", "How they were found, in words.") { $0.convention }
    }
    TypeDeclaration(ActivationPatterns.self, "The activation patterns of a network on points.") {
      Property("distinct", "Distinct patterns: a lower bound of the regions that there are.") { $0.spread.distinct }
      Property("entropy", "Of the shares of points that patterns have.", formula: "-Σ p ln p") { $0.spread.entropy }
      Property("layers", "Each layer's own share.") { $0.layers }
      Property("convention", "What is counted, in words.") { $0.convention }
    }
    TypeDeclaration(ActivationPatterns.Layer.self, "The patterns of one layer.") {
      Property("name", "The layer.") { $0.name }
      Property("units", "Neurons, or windows of a pooling.") { $0.units }
      Property("distinct", "Distinct patterns of the layer.") { $0.spread.distinct }
      Property("dead", "Neurons above 0 at no point.") { $0.dead }
      Property("alwaysActive", "Neurons above 0 at every point.") { $0.alwaysActive }
      Property("activeShare", "The mean share of points at which a neuron is above 0.") { $0.activeShare }
    }
    TypeDeclaration(LocalComplexity.self, "How many units change their state around points.") {
      Property("mean", "The mean over points, all layers.") { $0.mean }
      Property("counts", "At each point.") { $0.counts }
      Property("layers", "Each layer's own share.") { $0.layers }
      Property("convention", "What is counted, in words.") { $0.convention }
    }
    TypeDeclaration(LocalComplexity.Layer.self, "How many units of one layer change their state around points.") {
      Property("name", "The layer.") { $0.name }
      Property("mean", "The mean over points.") { $0.mean }
      Property("fraction", "The mean share of the units.") { $0.fraction }
      Property("counts", "At each point.") { $0.counts }
    }
    TypeDeclaration(DuplicateUnits.self, "Units of one layer that have the same boundaries.") {
      Property("stage", "The layer.") { $0.stage }
      Property("units", "All its units.") { $0.units }
      Property("groups", "Units with one boundary, group after group.") { $0.groups }
      Property("constant", "Units without a boundary.") { $0.constant }
      Property("distinct", "Boundaries that there are.") { $0.distinct }
    }
  }
}

extension CrossPolytope {
  /// Random directions, or every axis.
  fileprivate static func drawn(_ directions: Int?, seed: Int) -> CrossPolytope {
    directions.map { .random(directions: $0, seed: seed) } ?? .axes
  }
}
