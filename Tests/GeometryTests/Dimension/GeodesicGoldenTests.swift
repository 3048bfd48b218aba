import Geometry
import Tensors
import TestSupport
import Testing

/// Values of record_geodesic.py on the reference sets.
@Suite("Geodesic distances have the recorded dimension")
struct GeodesicGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let name: String
    let neighbors: Int
    /// By SciPy's shortest paths and the definition of `GeodesicDistances` written again.
    let value: Double
    let mode: Double
    let lowest: Double
    /// The authors' procedure with 50 bins, and how far its answers lie apart over histograms of 40 to 60 bins.
    let authors: (value: Double, spread: Double)

    var points: Tensor { name == "A" ? ReferencePoints.a : ReferencePoints.b }
    var testDescription: String { "\(name), \(neighbors) neighbours" }
  }

  static let goldens: [Golden] = [
    Golden(
      name: "A", neighbors: 5, value: 4.768848127030826, mode: 1.793941584821848, lowest: 0.7142139948057094,
      authors: (4.767578662966034, 0.11524695608923)),
    Golden(
      name: "A", neighbors: 15, value: 4.792046468666099, mode: 1.3690646659441028, lowest: 0.7193960240028364,
      authors: (4.846732911927362, 0.251688507791759)),
    Golden(
      name: "B", neighbors: 5, value: 2.001008028876979, mode: 0.6311387443623597, lowest: 0.15194715343717485,
      authors: (2.0000384205667165, 0.035322605588249)),
    Golden(
      name: "B", neighbors: 15, value: 1.785819727226152, mode: 0.5539882949437033, lowest: 0.23664885681416922,
      authors: (1.8133781621004932, 0.0478099275995236)),
  ]

  /// Paths of some ten edges are off by ten roundings, far less than the bins they are counted in, so the counts are
  /// equal; three coefficients of a parabola through 20 points at a condition of 10³ keep 2⁻⁵² · 10³ · 20 = 4e-12.
  static let tolerance = 1e-11

  @Test("The value, the mode and the start of the fit are the golden ones", arguments: goldens)
  func value(golden: Golden) throws {
    let estimate = try intrinsicDimension(golden.points, .geodesic(neighbors: golden.neighbors))
    #expect(abs(estimate.value / golden.value - 1) < Self.tolerance)
    #expect(abs(estimate.scale.upperBound / golden.mode - 1) < Self.tolerance)
    #expect(abs(estimate.scale.lowerBound / golden.lowest - 1) < Self.tolerance)
  }

  @Test("The value differs from the authors' by no more than theirs among histograms", arguments: goldens)
  func authors(golden: Golden) throws {
    let value = try intrinsicDimension(golden.points, .geodesic(neighbors: golden.neighbors)).value
    #expect(abs(value - golden.authors.value) < golden.authors.spread)
  }

  @Test("Paths of few edges, whose lengths bunch, are refused in words", arguments: [8, 12])
  func bunched(dimension: Int) throws {
    let points = GlobalDimensionTests.sphere(1000, dimension, seed: 6)
    let error = #expect(throws: DimensionError.self) { try intrinsicDimension(points, .geodesic()) }
    guard case .bunchedDistances(let width, let deviation, 15) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(width > 0 && width < deviation / 2)
    #expect(error?.description.contains("fewer neighbours") == true)
  }
}
