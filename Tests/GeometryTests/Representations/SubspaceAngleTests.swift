import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

@Suite("angles between subspaces") struct SubspaceAngleTests {
  @Test("follow SciPy for components by count and by variance; record_representations.py")
  func goldens() throws {
    let counts = try PairOfRules.angles(.count(3), .count(4), ReferenceFeatures.x, ReferenceFeatures.y)
    try check(counts, RecordedRepresentations.anglesCount)
    for (a, b) in [(ReferenceFeatures.x, ReferenceFeatures.z), (ReferenceFeatures.z, ReferenceFeatures.x)] {
      try check(try subspaceAngles(between: a, and: b, .variance(0.9)), RecordedRepresentations.anglesVariance)
    }
  }

  private enum PairOfRules {
    /// Different counts, by features that are the leading components already.
    static func angles(
      _ first: ComponentRule, _ second: ComponentRule, _ a: Tensor, _ b: Tensor
    ) throws -> SubspaceAngles {
      try PrincipalSubspace(a, first).angles(to: PrincipalSubspace(b, second), checkpoint: .none)
    }
  }

  private func check(_ found: SubspaceAngles, _ expected: [Double]) throws {
    try #require(found.angles.count == expected.count)
    // Leading directions are known to rounding over their gap, some 10³ roundings here.
    for (angle, truth) in zip(found.angles, expected) { #expect(abs(angle - truth) < 1e-11) }
  }

  @Test("are those of planes at a known angle, the smallest and the largest alike")
  func planes() throws {
    // Centred columns of six samples: e₁ - e₂ and its like span what is wanted.
    func samples(_ vectors: [[Double]]) -> Tensor {
      ReferenceFeatures.matrix(8, vectors.count) { row, column in
        (row % 2 == 0 ? 1 : -1) * vectors[column][row / 2]
      }
    }
    let right = Double.pi / 2
    for angle: Double in [0, 1e-9, 1e-4, 0.3, right / 2, 1.2, right - 1e-9, right] {
      let a = samples([[1, 0, 0, 0], [0, 1, 0, 0]])
      let b = samples([[1, 0, 0, 0], [0, cos(angle), sin(angle), 0]])
      let found = try subspaceAngles(between: a, and: b, .count(2))
      #expect(found.first == 2 && found.second == 2 && found.angles.count == 2)
      #expect(abs(found.angles[0]) < 1e-15 && abs(found.largest - angle) < 1e-15)
      let cosine: Double = cos(angle)
      let overlap: Double = 0.5 * (1 + cosine * cosine)
      #expect(abs(found.overlap - overlap) < 1e-15)
    }
    // A line in a plane of it, and one across it.
    #expect(
      try subspaceAngles(between: samples([[1, 1, 0, 0]]), and: samples([[1, 0, 0, 0], [0, 1, 0, 0]])).overlap > 1
        - 1e-15)
    #expect(
      try subspaceAngles(between: samples([[0, 0, 1, 0]]), and: samples([[1, 0, 0, 0], [0, 1, 0, 0]])).overlap < 1e-15)
  }

  @Test("are zero for a rotation of the same features, and none for constant ones")
  func same() throws {
    for features in [ReferenceFeatures.x, ReferenceFeatures.z] {
      let found = try subspaceAngles(between: features, and: features.rotated(seed: 9).map { 3 * $0 - 7 })
      // Rounding of the features over the smallest variance kept.
      #expect(found.first == found.second && found.largest < 1e-11)
    }
    let constant = Tensor([60, 3], [Double](repeating: 2, count: 180))
    let none = try subspaceAngles(between: constant, and: ReferenceFeatures.x)
    #expect(none.angles.isEmpty && none.first == 0 && none.overlap.isNaN && none.largest.isNaN)
  }

  @Test("refuse rules out of range and other samples, and stop when asked")
  func refuses() throws {
    let x = ReferenceFeatures.x
    for rule in [ComponentRule.count(0), .variance(0), .variance(1.5), .variance(.nan)] {
      #expect(throws: RepresentationError.self) { try subspaceAngles(between: x, and: x, rule) }
    }
    #expect(throws: RepresentationError.rows(first: 60, second: 90)) {
      try subspaceAngles(between: x, and: ReferenceFeatures.features)
    }
    #expect(try subspaceAngles(between: x, and: x, .count(.max)).first == 7)
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try subspaceAngles(between: x, and: x, checkpoint: Checkpoint(flag: flag)) }
  }
}
