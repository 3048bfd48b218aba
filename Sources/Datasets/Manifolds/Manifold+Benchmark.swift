extension Manifold {
  /// The 24 sets that estimators of dimension are compared on, M1 to Mp3.
  ///
  /// Sources: Hein, Audibert, "Intrinsic dimensionality estimation of submanifolds in Rᵈ",
  /// doi:10.1145/1102351.1102388; Campadelli et al., doi:10.1155/2015/759567. Constants as in scikit-dimension 0.5.0.
  public static let benchmarks: [Manifold] = [
    Manifold("M1", SphereFamily(dimension: 10)),
    Manifold(
      "M2",
      AffineFamily(
        matrix: [1.2, -0.5, 0, 0.5, 0.9, 0, -0.5, -0.2, 1, 0.4, -0.9, -0.1, 1.1, -0.3, 0], offset: [3, -1, 0, 0, 8],
        low: 0, high: 4)),
    Manifold("M3", FoldedFamily()),
    Manifold("M4", WaveFamily(dimension: 4, copies: 1)),
    Manifold("M5a", CurveFamily.torusKnot),
    Manifold("M5b", SurfaceFamily.helicoid),
    Manifold("M6", WaveFamily(dimension: 6, copies: 3)),
    Manifold("M7", SurfaceFamily.swissRoll),
    Manifold("M8", WaveFamily(dimension: 12, copies: 3)),
    Manifold("M9", CubeFamily(dimension: 20, low: -2.5, high: 2.5)),
    Manifold("M10a", CubeSurfaceFamily(dimension: 10)),
    Manifold("M10b", CubeSurfaceFamily(dimension: 17)),
    Manifold("M10c", CubeSurfaceFamily(dimension: 24)),
    Manifold("M10d", CubeSurfaceFamily(dimension: 70)),
    Manifold("M11", SurfaceFamily.moebius(halfTwists: 10)),
    Manifold("M12", GaussianFamily(dimension: 20)),
    Manifold("M13a", SurfaceFamily.sCurve),
    Manifold("M13b", CurveFamily.spiral, ambient: 13),
    Manifold("Mbeta", CampadelliFamily(dimension: 10, kind: .beta)),
    Manifold("Mn1", CampadelliFamily(dimension: 18, kind: .tangents)),
    Manifold("Mn2", CampadelliFamily(dimension: 24, kind: .tangents)),
    Manifold("Mp1", ParaboloidFamily(dimension: 3)),
    Manifold("Mp2", ParaboloidFamily(dimension: 6)),
    Manifold("Mp3", ParaboloidFamily(dimension: 9)),
  ]

  /// One of ``benchmarks`` by its name, capital or small, or by the long name of scikit-dimension (`M1_Sphere`).
  /// - Throws: `ManifoldError.unknownBenchmark`, which lists the names.
  public static func benchmark(_ name: String) throws(ManifoldError) -> Manifold {
    let wanted = longNames[name.lowercased()] ?? name.lowercased()
    guard let found = benchmarks.first(where: { $0.name.lowercased() == wanted }) else {
      throw .unknownBenchmark(name, known: benchmarks.map(\.name))
    }
    return found
  }

  /// What scikit-dimension calls the sets.
  private static let longNames = [
    "m1_sphere": "m1", "m2_affine_3to5": "m2", "m3_nonlinear_4to6": "m3", "m4_nonlinear": "m4", "m5a_helix1d": "m5a",
    "m5b_helix2d": "m5b", "m6_nonlinear": "m6", "m7_roll": "m7", "m8_nonlinear": "m8", "m9_affine": "m9",
    "m10a_cubic": "m10a", "m10b_cubic": "m10b", "m10c_cubic": "m10c", "m10d_cubic": "m10d", "m11_moebius": "m11",
    "m12_norm": "m12", "m13a_scurve": "m13a", "m13b_spiral": "m13b", "mn1_nonlinear": "mn1", "mn2_nonlinear": "mn2",
    "mp1_paraboloid": "mp1", "mp2_paraboloid": "mp2", "mp3_paraboloid": "mp3",
  ]
}
