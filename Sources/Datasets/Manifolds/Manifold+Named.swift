extension Manifold {
  /// The unit sphere of dimension d, in d + 1 coordinates or more; uniform.
  /// - Throws: `ManifoldError` for a dimension below 1 or fewer coordinates than d + 1.
  public static func sphere(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try named("sphere", dimension, ambient, SphereFamily.init)
  }

  /// The unit ball of dimension d; uniform. It has a boundary, which lowers most estimates.
  /// - Throws: `ManifoldError` for a dimension below 1 or fewer coordinates than d.
  public static func ball(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try named("ball", dimension, ambient, BallFamily.init)
  }

  /// The unit cube [0, 1]ᵈ; uniform. It has a boundary, which lowers most estimates.
  /// - Throws: `ManifoldError` for a dimension below 1 or fewer coordinates than d.
  public static func cube(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try named("cube", dimension, ambient) { CubeFamily(dimension: $0) }
  }

  /// The surface of the unit cube of d + 1 coordinates, the same number of points on each face to one.
  /// - Throws: `ManifoldError` for a dimension below 1 or fewer coordinates than d + 1.
  public static func cubeSurface(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try named("cubeSurface", dimension, ambient, CubeSurfaceFamily.init)
  }

  /// A cube of side 5 around the origin in a subspace of dimension d that uses every coordinate; uniform. The subspace
  /// is spanned by the first d vectors of the orthonormal cosine basis, so that distances are those of the cube.
  /// - Throws: `ManifoldError` for a dimension below 1, fewer coordinates than d, or more than 2²⁴ numbers d·D.
  public static func affine(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try check("affine", dimension)
    let found = ambient ?? dimension
    let most = AffineFamily.mostEntries / dimension
    guard found >= dimension, found <= min(most, mostCoordinates) else {
      throw .ambient(
        found, manifold: "affine", dimension: dimension,
        expected: dimension...max(min(most, mostCoordinates), dimension))
    }
    return Manifold("affine", AffineFamily(dimension: dimension, ambient: found))
  }

  /// The flat torus of dimension d, each angle as (cos, sin), in 2d coordinates or more; uniform. Without a boundary,
  /// it is the set to test standard errors on.
  /// - Throws: `ManifoldError` for a dimension below 1 or fewer coordinates than 2d.
  public static func torus(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try named("torus", dimension, ambient, TorusFamily.init)
  }

  /// The standard normal law in d coordinates.
  /// - Throws: `ManifoldError` for a dimension below 1 or fewer coordinates than d.
  public static func gaussian(dimension: Int, ambient: Int? = nil) throws(ManifoldError) -> Manifold {
    try named("gaussian", dimension, ambient, GaussianFamily.init)
  }

  /// The Möbius band of width 1 around the unit circle, turned by so many half turns; 10 of them are M11.
  /// - Throws: `ManifoldError.parameter` for a number outside 0…1,000.
  public static func moebius(halfTwists: Int) throws(ManifoldError) -> Manifold {
    guard (0...1_000).contains(halfTwists) else {
      throw .parameter("halfTwists", found: halfTwists, manifold: "moebius", expected: 0...1_000)
    }
    return Manifold("moebius", SurfaceFamily.moebius(halfTwists: halfTwists))
  }

  /// The Möbius band with a single half twist.
  public static let moebius = Manifold("moebius", SurfaceFamily.moebius(halfTwists: 1))

  /// The Swiss roll (t cos t, h, t sin t), t from 1.5π to 4.5π, h from 0 to 21; uniform in t and h. The same as M7.
  public static let swissRoll = Manifold("swissRoll", SurfaceFamily.swissRoll)

  /// The S-curve (sin t, h, sign(t)(cos t - 1)), |t| ≤ 1.5π, h from 0 to 2. The same as M13a.
  public static let sCurve = Manifold("sCurve", SurfaceFamily.sCurve)

  /// The helix (cos t, sin t, t/2π) of five turns; uniform in arc length.
  public static let helix = Manifold("helix", CurveFamily.helix)

  /// The unit circle; uniform.
  public static let circle = Manifold("circle", CurveFamily.circle)

  /// The tractrix (t - tanh t, sech t), |t| ≤ 3; uniform in arc length. It has a cusp at t = 0.
  ///
  /// Source: Tiwari, Konidaris, "Effects of data geometry in early deep learning", arXiv:2301.00008.
  public static let tractrix = Manifold("tractrix", CurveFamily.tractrix)

  private static func named(
    _ name: String, _ dimension: Int, _ ambient: Int?, _ family: (Int) -> some ManifoldFamily
  ) throws(ManifoldError) -> Manifold {
    try check(name, dimension)
    return try Manifold(checking: name, family(dimension), ambient: ambient)
  }

  /// At most half of the coordinates, so that every family has room for its own.
  private static func check(_ name: String, _ dimension: Int) throws(ManifoldError) {
    let most = mostCoordinates / 2 - 1
    guard (1...most).contains(dimension) else { throw .dimension(dimension, manifold: name, expected: 1...most) }
  }
}
