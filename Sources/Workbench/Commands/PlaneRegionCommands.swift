import CommandLanguage
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Regions in a plane.
  static let planeRegions = CommandModule(
    "planeRegions", summary: "The polygons that a network cuts a plane through its input space into."
  ) {
    Command(
      "linearRegions", "Finds the activation regions in a window of a plane, exactly, as polygons.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("origin", Tensor.self, "the input in the middle of the window"),
      .labelled("axes", [Tensor].self, "two directions from there; areas in input space take their angle into account"),
      .labelled("extent", Double.self, default: 1, "the window is (s, t) in [-extent, extent]²", unit: "axis lengths"),
      formula: "x = o + s·u + t·v; in a cell every layer is affine, so that units cut it along straight lines",
      example: """
        linearRegions(of: mlp([2, 16, 2]), origin: tensor([0, 0]), axes: [tensor([1, 0]), tensor([0, 1])]).count
        """,
      paper: "Humayun et al. 2023, arXiv:2302.12828"
    ) { call, net, origin, axes, extent -> PlaneRegions in
      try call.working { checkpoint in
        try linearRegions(
          of: net.piecewiseLinear(), origin: origin, axes: axes, extent: extent, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(PlaneRegions.self, "The activation regions in a window of a plane.") {
      Property("count", "Activation regions.") { $0.count }
      Property("areas", "The area of each region, in units of the axes.") { $0.areas }
      Property("inputAreas", "The area of each region in input space.") { $0.inputAreas }
      Property("polygons", "The corners (s, t) of each region, counterclockwise: [corners, 2].") { regions in
        regions.polygons.map { corners in Tensor([corners.count, 2], corners.flatMap { [$0.x, $0.y] }) }
      }
      Property("smallestArea", "The smallest area, in units of the axes.") { $0.smallestArea }
      Property("density", "Regions a unit of area in input space.") { $0.density }
      Property("layers", "What each layer adds.") { $0.layers }
      Property("checks", "What must hold of the polygons, as numbers.") { $0.checks }
      Property("convention", "What is counted, in words.") { $0.convention }
      Method(
        "linear", "Joins neighbouring regions whose outputs are one affine map.",
        .labelled(
          "tolerance", Double.self, default: 1e-9, "what slopes may differ by, relative to the larger region's"),
        example: """
          linearRegions(of: mlp([2, 8, 2]), origin: tensor([0, 0]), axes: [tensor([1, 0]), tensor([0, 1])]).linear().count
          """
      ) { call, regions, tolerance -> PlaneLinearRegions in
        guard tolerance >= 0, tolerance < 1 else {
          throw call.invalid("tolerance", expected: "0 to 1", found: "\(tolerance)")
        }
        return try call.working { try regions.linearRegions(tolerance: tolerance, checkpoint: $0) }
      }
      Method(
        "decision", "The decision boundary in the window, and the class of each part.",
        example: """
          linearRegions(of: mlp([2, 8, 2]), origin: tensor([0, 0]), axes: [tensor([1, 0]), tensor([0, 1])]).decision().length
          """
      ) { call, regions -> PlaneDecision in try call.working { try regions.decision(checkpoint: $0) } }
      Method(
        "chart", "The regions as a figure, with points of the plane on it and the decision boundary.",
        .labelled("points", Tensor?.self, "points (s, t) to mark, one a row"),
        .labelled("labels", [Int].self, default: [], "a class for each, which colours it"),
        .labelled("boundary", Bool.self, default: true, "whether to draw the decision boundary"),
        example: """
          linearRegions(of: mlp([2, 8, 2]), origin: tensor([0, 0]), axes: [tensor([1, 0]), tensor([0, 1])]).chart()
          """
      ) { call, regions, points, labels, boundary in
        if let points {
          guard points.rank == 2, points.shape[1] == 2 else {
            throw call.invalid("points", expected: "rows of two coordinates", found: "\(points.shape)")
          }
          guard labels.isEmpty || labels.count == points.shape[0] else {
            throw call.invalid("labels", expected: "\(points.shape[0]) or none", found: "\(labels.count)")
          }
        }
        return try call.working { checkpoint in
          try regions.chart(
            points: points, labels: labels, decision: boundary ? regions.decision(checkpoint: checkpoint) : nil)
        }
      }
    }
    TypeDeclaration(PlaneRegions.Layer.self, "What a layer adds to the regions in a plane.") {
      Property("name", "The layer.") { $0.name }
      Property("units", "Neurons, or windows of a pooling.") { $0.units }
      Property("regions", "Activation regions of the network up to the layer.") { $0.regions }
      Property("cutting", "Units that cut a region.") { $0.cutting }
      Property("duplicate", "Units that change only where another of the layer does.") { $0.duplicate }
      Property("constant", "Units that keep one state all over the window.") { $0.constant }
    }
    TypeDeclaration(PlaneLinearRegions.self, "Neighbouring activation regions of one affine map, joined.") {
      Property("count", "Linear regions.") { $0.count }
      Property("areas", "The area of each, in units of the axes.") { $0.areas }
      Property("labels", "The linear region of each activation region.") { $0.labels }
      Property("tolerance", "What slopes may differ by.") { $0.tolerance }
    }
    TypeDeclaration(PlaneDecision.self, "The classes in a window of a plane, and the boundary between them.") {
      Property("length", "The length of the boundary, in units of the axes.") { $0.length }
      Property("classAreas", "The area of each class, in units of the axes.") { $0.classAreas }
      Property("segments", "The boundary as rows s₁, t₁, s₂, t₂, class left, class right.") { decision in
        Tensor(
          [decision.segments.count, 6],
          decision.segments.flatMap {
            [$0.start.x, $0.start.y, $0.end.x, $0.end.y, Double($0.left), Double($0.right)]
          })
      }
    }
    TypeDeclaration(PlaneChecks.self, "What must hold of the regions in a plane, whatever the network.") {
      Property("hold", "Whether all holds that must.") { $0.hold }
      Property("areaError", "How far the areas are from summing to the window, relative to it.") { $0.areaError }
      Property("eulerCharacteristic", "V - E + F; 1 where vertices, edges and regions fit.") { $0.eulerCharacteristic }
      Property("cornerExcess", "Corners of all polygons less four a region: 0 in general position.") { $0.cornerExcess }
      Property("repeatedPatterns", "Regions with the pattern of another: 0, since regions are convex.") {
        $0.repeatedPatterns
      }
      Property("idleEdges", "Edges across which no unit changes: 0.") { $0.idleEdges }
      Property("multipleEdges", "Edges across which several units change: duplicates.") { $0.multipleEdges }
      Property("repairs", "Places where rounding had to be put right.") { $0.repairs }
    }
  }
}
