import Geometry
import Tensors
import TestSupport
import Testing

@Suite("models on a map") struct ModelMapTests {
  private typealias Recorded = RecordedRepresentations

  @Test("classical scaling and the tree follow NumPy and SciPy; record_representations.py")
  func goldens() throws {
    let cases = [
      (2, Recorded.euclideanEigenvalues, Recorded.euclideanCoordinates, Recorded.euclideanFit),
      (3, Recorded.curvedEigenvalues, Recorded.curvedCoordinates, Recorded.curvedFit),
    ]
    for (power, eigenvalues, coordinates, fit) in cases {
      let map = try ClassicalScaling(distances: ReferenceFeatures.distances(power: power))
      // A 12 × 12 matrix of numbers of size 1; eigenvectors over gaps above 0.1.
      for (found, expected) in zip(map.eigenvalues, eigenvalues) { #expect(abs(found - expected) < 1e-14) }
      for (found, expected) in zip(map.coordinates.doubles, coordinates) { #expect(abs(found - expected) < 1e-13) }
      #expect(abs(map.explainedShare - fit[0]) < 1e-13 && abs(map.stress - fit[1]) < 1e-13)
    }
    let tree = try MinimumSpanningTree(distances: ReferenceFeatures.distances(power: 2))
    #expect(tree.edges.flatMap { [Double($0.first), Double($0.second)] } == Recorded.treeEdges)
    #expect(abs(tree.length - Recorded.treeLength) < 1e-14)
  }

  @Test("points in the plane are found again, whatever their scale")
  func plane() throws {
    for scale in [1.0, 1e-100, 1e50] {
      let distances = Tensor([3, 3], [0.0, 3, 4, 3, 0, 5, 4, 5, 0].map { (value: Double) in scale * value })
      let map = try ClassicalScaling(distances: distances)
      #expect(map.stress < 1e-15 && abs(map.explainedShare - 1) < 1e-15)
      let at = map.coordinates.doubles
      let (dx, dy) = ((at[0] - at[2]) / scale, (at[1] - at[3]) / scale)
      let side = (dx * dx + dy * dy).squareRoot()
      #expect(abs(side - 3) < 1e-14)
    }
    let one = try ClassicalScaling(distances: Tensor([1, 1], [0.0]))
    #expect(one.coordinates.doubles == [0, 0] && one.stress.isNaN && one.explainedShare.isNaN)
    #expect(try MinimumSpanningTree(distances: Tensor([1, 1], [0.0])).edges.isEmpty)
    let equal = try MinimumSpanningTree(distances: Tensor([3, 3], [0.0, 1, 1, 1, 0, 1, 1, 1, 0]))
    #expect(equal.edges.map { [$0.first, $0.second] } == [[0, 1], [0, 2]])
  }

  @Test("what is no matrix of distances is refused")
  func refuses() {
    let wrong: [Tensor] = [
      Tensor([2, 3], [Double](repeating: 0, count: 6)), Tensor([2, 2], [0.0, 1, 2, 0]),
      Tensor([2, 2], [1.0, 1, 1, 0]),
      Tensor([2, 2], [0.0, -1, -1, 0]), Tensor([2, 2], [0, Double.nan, Double.nan, 0]), Tensor([0, 0], [Double]()),
      Tensor([2], [0.0, 1]),
    ]
    for bad in wrong {
      #expect(throws: RepresentationError.self) { try ClassicalScaling(distances: bad) }
      #expect(throws: RepresentationError.self) { try MinimumSpanningTree(distances: bad) }
    }
    #expect(throws: RepresentationError.self) {
      try ClassicalScaling(distances: Tensor([1, 1], [0.0]), dimensions: .max)
    }
  }

  /// Measures of `features` shifted by a constant under the reference classifier.
  private func geometry(shiftedBy shift: Double) throws -> LossGeometry {
    try LossGeometry(
      features: ReferenceFeatures.features.map { $0 + shift }, classVectors: ReferenceFeatures.classVectors,
      biases: ReferenceFeatures.biases, labels: ReferenceFeatures.labels)
  }

  @Test("distances are the root of the mean square of scaled measures, with the scale said")
  func distances() throws {
    let shifts: [Double] = [0, 0.1, 0.1, 1]
    let models = try shifts.map { ("\($0)", try geometry(shiftedBy: $0)) }
    let map = try ModelMap(models.map { (name: $0.0, geometry: $0.1) })
    #expect(map.names == ["0.0", "0.1", "0.1", "1.0"] && map.excluded == [0, 0, 0])
    // By hand, from the definition.
    var square = 0.0
    for (measure, scale) in zip(map.measures, map.scales) {
      let all = models.flatMap { $0.1.values(of: measure) }
      let mean = all.reduce(0, +) / 360
      let deviation = (all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 360).squareRoot()
      #expect(abs(scale / deviation - 1) < 1e-13)
      for (a, b) in zip(models[0].1.values(of: measure), models[3].1.values(of: measure)) {
        square += (a - b) * (a - b) / (scale * scale) / 270
      }
    }
    #expect(abs(map.distances.element(3) - square.squareRoot()) < 1e-13)
    #expect(map.distances.element(1 * 4 + 2) == 0 && map.standardErrors.element(1 * 4 + 2) == 0)
    #expect(map.standardErrors.element(3) > 0 && map.standardErrors.element(3) < map.distances.element(3))
    #expect(map.tree.edges.count == 3 && map.tree.edges.contains { $0.first == 1 && $0.second == 2 })
    // A measure alone, as it is.
    let plain = try ModelMap(models.map { (name: $0.0, geometry: $0.1) }, measures: [.length], scaling: .none)
    let steps = zip(models[0].1.lengths, models[3].1.lengths).map { ($0 - $1) * ($0 - $1) }
    #expect(abs(plain.distances.element(3) - (steps.reduce(0, +) / 90).squareRoot()) < 1e-13)
    #expect(throws: RepresentationError.self) { try ModelMap([]) }
    #expect(throws: RepresentationError.self) { try ModelMap([(name: "a", geometry: models[0].1)], measures: []) }
  }
}
