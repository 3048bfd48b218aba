import CommandLanguage
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Regions along curves and over many lines.
  static let curveRegions = CommandModule(
    "curveRegions", summary: "The regions that a curve on the data passes through, and the mean over many lines."
  ) {
    Command(
      "linearRegions", "Counts the regions along a polyline or a closed curve of chords, exactly.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("along", Tensor.self, "the vertices in order, one a row"),
      .labelled("isClosed", Bool.self, default: false, "whether the last vertex is joined to the first"),
      formula: "one region more than crossings; as many on a closed curve",
      example:
        "linearRegions(of: mlp([2, 16, 2]), along: tensor([[1, 0], [0, 1], [-1, 0], [0, -1]]), isClosed: true).count",
      paper: "Tiwari and Konidaris 2022, arXiv:2301.00008"
    ) { call, net, points, isClosed -> CurveRegions in
      try call.working { checkpoint in
        try linearRegions(of: net.piecewiseLinear(), along: points, isClosed: isClosed, checkpoint: checkpoint)
      }
    }
    Command(
      "linearRegions", "Counts the regions along a curve on a known data manifold, by as many chords as it takes.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("along", DataCurve.self, ".circle(), .tractrix(), .greatCircle() or .swissRoll()"),
      .labelled("chords", Int?.self, "how many, even; doubled until the count stays unless given"),
      .labelled("seed", Int?.self, "of the frame that embeds the curve; the session's seed unless given"),
      formula: "one region more than crossings; as many on a closed curve",
      example: "linearRegions(of: mlp([2, 10, 10, 1]), along: .circle()).count",
      paper: "Tiwari and Konidaris 2022, arXiv:2301.00008"
    ) { call, net, curve, chords, seed -> CurveRegions in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try linearRegions(
          of: net.piecewiseLinear(), along: curve, chords: chords, seed: seed, checkpoint: checkpoint)
      }
    }
    Command(
      "linearRegions", "Counts the regions on the lines between pairs of inputs, exactly and in one pass.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("between", Tensor.self, "one point a line"), .labelled("and", Tensor.self, "the other, as many"),
      .labelled("extent", LineRegions.Extent.self, default: .segment, ".segment between them, or the whole .line"),
      example: """
        linearRegions(of: mlp([64, 20, 10]), between: digits().test[0..<5].inputs, and: digits().test[5..<10].inputs).mean
        """,
      paper: "Hanin and Rolnick 2019, arXiv:1901.09021"
    ) { call, net, starts, ends, extent -> LineSample in
      try call.working { checkpoint in
        try linearRegions(
          of: net.piecewiseLinear(), betweenPairs: starts, ends, extent: extent, checkpoint: checkpoint)
      }
    }
    Command(
      "linearRegions", "Counts the regions on whole lines in random directions through a point.",
      .labelled("of", Network.self, "a network of piecewise linear layers"),
      .labelled("randomLines", Int.self, "how many lines"),
      .labelled("through", Tensor?.self, "the point that all pass through; the origin unless given"),
      .labelled("seed", Int?.self, "draws the directions; the session's seed unless given"),
      formula: "at initialisation one breakpoint a neuron in the mean",
      example: "linearRegions(of: mlp([64, 20, 10]), randomLines: 5).breakpointsPerNeuron",
      paper: "Hanin and Rolnick 2019, arXiv:1901.09021"
    ) { call, net, count, point, seed -> LineSample in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try linearRegions(
          of: net.piecewiseLinear(), onRandomLines: count, through: point, seed: seed, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(CurveRegions.self, "The regions along a curve.") {
      Property("count", "Activation regions that the curve passes through.") { $0.count }
      Property("linearCount", "Linear regions: those with another affine map along the curve.") { $0.linearCount }
      Property("crossings", "Distinct breakpoints.") { $0.crossings }
      Property("length", "The length of the chords.") { $0.length }
      Property("density", "Distinct breakpoints a unit of length.") { $0.density }
      Property("breakpointsPerNeuron", "Breakpoints over neurons.") { $0.breakpointsPerNeuron }
      Property("breakpointsPerLayer", "The breakpoints that each layer adds.") { $0.layers.map(\.breakpoints) }
      Property("arclengths", "Where the breakpoints are along the curve.") { $0.breakpoints.map(\.arclength) }
      Property("chords", "How many chords stand for the curve.") { $0.pieceCount }
      Property("crossingsAtHalfTheChords", "The same count by half as many chords; nil for a polyline.") {
        $0.crossingsAtHalfTheChords
      }
      Property("degenerateGaps", "Breakpoints too near to each other to be told apart.") { $0.degenerateGaps }
      Property("convention", "What is counted, in words.") { $0.convention }
    }
    TypeDeclaration(DataCurve.self, "A curve on a known data manifold.") {
      StaticMethod(
        "circle", "(r cos t, r sin t).", .labelled("radius", Double.self, default: 1, "above 0"),
        example: "linearRegions(of: mlp([2, 10, 1]), along: .circle(radius: 0.8)).count"
      ) { _, radius in DataCurve.circle(radius: radius) }
      StaticMethod(
        "tractrix", "(t - tanh t, sech t).", .labelled("extent", Double.self, default: 3, "t from -extent to extent"),
        example: "linearRegions(of: mlp([2, 10, 1]), along: .tractrix()).density"
      ) { _, extent in DataCurve.tractrix(extent: extent) }
      StaticMethod(
        "greatCircle", "A great circle of a sphere, in a plane that is drawn.",
        .labelled("radius", Double.self, default: 1, "above 0"),
        example: "linearRegions(of: mlp([3, 10, 1]), along: .greatCircle()).count"
      ) { _, radius in DataCurve.greatCircle(radius: radius) }
      StaticMethod(
        "swissRoll", "A line across the swiss roll.",
        .labelled("height", Double.self, default: 0, "the coordinate across"),
        example: "linearRegions(of: mlp([3, 10, 1]), along: .swissRoll()).count"
      ) { _, height in DataCurve.swissRoll(height: height) }
    }
    TypeDeclaration(LineSample.self, "The regions on many lines.") {
      Property("mean", "Activation regions a line.") { $0.mean }
      Property("linearMean", "Linear regions a line.") { $0.linearMean }
      Property("density", "Distinct breakpoints a unit of length; nil on whole lines.") { $0.density }
      Property("breakpointsPerNeuron", "Breakpoints over neurons.") { $0.breakpointsPerNeuron }
      Property("counts", "Activation regions of each line.") { $0.counts }
      Property("lengths", "The length of each line.") { $0.lengths }
      Property("convention", "What is counted, in words.") { $0.convention }
    }
    TypeDeclaration(LineSample.Mean.self, "A mean over lines.") {
      Property("value", "The mean.") { $0.value }
      Property("standardError", "Over lines; nil for one.") { $0.standardError }
    }
  }
}
