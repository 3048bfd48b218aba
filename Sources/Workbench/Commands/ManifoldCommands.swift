import CommandLanguage
import Datasets
import Tensors

extension CommandModule {
  /// Manifolds of known dimension.
  static let manifolds = CommandModule("manifolds", summary: "Points of manifolds whose dimension is known.") {
    Command(
      "manifold", "Draws independent points of a manifold, to try estimators on.",
      .positional("manifold", Manifold.self, "which: .benchmark(\"M1\"), .sphere(dimension: 3), .swissRoll, …"),
      .labelled("count", Int.self, default: 2500, "how many", unit: "points"),
      .labelled("noise", Double.self, default: 0, "the width of uniform noise on every coordinate"),
      .labelled("deviation", Double.self, default: 0, "the standard deviation of normal noise, in place of uniform"),
      .labelled("seed", Int?.self, "draws the points; the session's seed unless given"),
      example: "manifold(.benchmark(\"M7\"), count: 500).shape",
      paper: "Campadelli et al. 2015, doi:10.1155/2015/759567; the constants are scikit-dimension's"
    ) { call, manifold, count, noise, deviation, seed -> Tensor in
      guard noise == 0 || deviation == 0 else {
        throw call.invalid("deviation", expected: "0 where noise is given: one kind of noise", found: "\(deviation)")
      }
      let kind: ManifoldNoise = deviation == 0 ? .uniform(width: noise) : .gaussian(deviation: deviation)
      return try call.working(operations: 20 * Double(count) * Double(manifold.ambient)) { checkpoint in
        try manifold.points(count: count, noise: kind, seed: seed ?? call.cell.seed, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(Manifold.self, "A manifold of known dimension.") {
      StaticMethod(
        "benchmark", "One of the 24 benchmark sets: M1 to M13b, Mbeta, Mn1, Mn2, Mp1 to Mp3.",
        .positional("name", String.self, "the set's name"),
        example: "manifold(.benchmark(\"M13b\"), count: 100).shape",
        paper: "Campadelli et al. 2015, doi:10.1155/2015/759567"
      ) { _, name in try Manifold.benchmark(name) }
      StaticMethod(
        "sphere", "The unit sphere.", .labelled("dimension", Int.self, "of the sphere"),
        .labelled("ambient", Int?.self, "coordinates; one more than the dimension unless given"),
        example: "manifold(.sphere(dimension: 2), count: 5)"
      ) { _, dimension, ambient in try Manifold.sphere(dimension: dimension, ambient: ambient) }
      StaticMethod(
        "ball", "The unit ball, which has a boundary.", .labelled("dimension", Int.self, "of the ball"),
        .labelled("ambient", Int?.self, "coordinates; as many as dimensions unless given"),
        example: "manifold(.ball(dimension: 2), count: 5)"
      ) { _, dimension, ambient in try Manifold.ball(dimension: dimension, ambient: ambient) }
      StaticMethod(
        "cube", "The unit cube, which has a boundary.", .labelled("dimension", Int.self, "of the cube"),
        .labelled("ambient", Int?.self, "coordinates; as many as dimensions unless given"),
        example: "manifold(.cube(dimension: 2), count: 5)"
      ) { _, dimension, ambient in try Manifold.cube(dimension: dimension, ambient: ambient) }
      StaticMethod(
        "affine", "A cube in a subspace that uses every coordinate.",
        .labelled("dimension", Int.self, "of the subspace"),
        .labelled("ambient", Int?.self, "coordinates; as many as dimensions unless given"),
        example: "manifold(.affine(dimension: 2, ambient: 5), count: 5)"
      ) { _, dimension, ambient in try Manifold.affine(dimension: dimension, ambient: ambient) }
      StaticMethod(
        "torus", "The flat torus, each angle as (cos, sin): no boundary, so no bias from one.",
        .labelled("dimension", Int.self, "of the torus"),
        .labelled("ambient", Int?.self, "coordinates; twice the dimension unless given"),
        example: "intrinsicDimension(manifold(.torus(dimension: 2), count: 500))"
      ) { _, dimension, ambient in try Manifold.torus(dimension: dimension, ambient: ambient) }
      StaticMethod(
        "gaussian", "The standard normal law.", .labelled("dimension", Int.self, "of the law"),
        .labelled("ambient", Int?.self, "coordinates; as many as dimensions unless given"),
        example: "manifold(.gaussian(dimension: 2), count: 5)"
      ) { _, dimension, ambient in try Manifold.gaussian(dimension: dimension, ambient: ambient) }
      StaticMember("swissRoll", "The Swiss roll, of dimension 2.") { Manifold.swissRoll }
      StaticMember("sCurve", "The S-curve, of dimension 2.") { Manifold.sCurve }
      StaticMember("moebius", "The Möbius band with one half twist, of dimension 2.") { Manifold.moebius }
      StaticMember("helix", "Five turns of a helix, of dimension 1.") { Manifold.helix }
      StaticMember("circle", "The unit circle.") { Manifold.circle }
      StaticMember(
        "tractrix", "The curve (t - tanh t, sech t), with a cusp.", paper: "Tiwari, Konidaris 2022, arXiv:2301.00008"
      ) { Manifold.tractrix }
      Property("dimension", "The true dimension.") { $0.dimension }
      Property("ambient", "The number of coordinates.") { $0.ambient }
      Property("name", "What it is called.") { $0.name }
    }
  }
}
