import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

@Suite("the geometry of the classification loss") struct LossGeometryTests {
  private typealias Recorded = RecordedRepresentations

  private func reference() throws -> LossGeometry {
    try LossGeometry(
      features: ReferenceFeatures.features, classVectors: ReferenceFeatures.classVectors,
      biases: ReferenceFeatures.biases, labels: ReferenceFeatures.labels)
  }

  @Test("follows its definition; record_representations.py")
  func goldens() throws {
    let found = try reference()
    // Six products each; arccos in the recording costs a few roundings more.
    for row in 0..<8 {
      #expect(abs(found.angles[row] - Recorded.angles[row]) < 1e-14)
      #expect(abs(found.margins[row] - Recorded.margins[row]) < 1e-14)
    }
    #expect(found.accuracy == Recorded.accuracy && found.signAgreement == 1)
    #expect(found.ties == 0 && found.rounded == 0 && found.zeroFeatures == 0)
    let third = found.perClass[2]
    #expect(third.count == 22)
    for (summary, expected) in [
      (third.angle, Recorded.angleOfClass2), (third.length, Recorded.lengthOfClass2),
      (third.margin, Recorded.marginOfClass2),
    ] {
      #expect(abs(summary.mean - expected[0]) < 1e-14 && abs(summary.standardDeviation - expected[1]) < 1e-14)
      #expect(abs(summary.standardError - expected[1] / 22.0.squareRoot()) < 1e-14)
    }
    let area = try #require(found.angleArea)
    #expect(abs(area.value - Recorded.area[0]) < 1e-14 && abs(area.standardError - Recorded.area[1]) < 1e-14)
  }

  @Test("a point's margin is its distance to the nearest boundary, where logits are equal")
  func distance() throws {
    let found = try reference()
    let vectors = ReferenceFeatures.classVectors.doubles, biases = ReferenceFeatures.biases.doubles
    for row in 0..<90 {
      let x = Array(ReferenceFeatures.features.doubles[row * 6..<(row + 1) * 6])
      let label = ReferenceFeatures.labels[row]
      // Moved by its margin towards the nearest rival it lies on the boundary, for one rival and before all others.
      let margins = (0..<4).filter { $0 != label }.map { other -> Double in
        let normal = (0..<6).map { vectors[label * 6 + $0] - vectors[other * 6 + $0] }
        let norm = normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let moved = zip(x, normal).map { $0 - found.margins[row] * $1 / norm }
        return zip(moved, normal).reduce(0) { $0 + $1.0 * $1.1 } + biases[label] - biases[other]
      }
      #expect(abs(margins.min() ?? 1) < 1e-13)
    }
  }

  @Test("ties go to the first class, and the sign of a zero margin says so")
  func ties() throws {
    // x = 0 leaves the biases: classes 1 and 2 are tied before class 0.
    let vectors = Tensor([3, 2], [1.0, 0, 0, 1, -1, -1]), biases = Tensor([3], [0.0, 1, 1])
    let zeros = Tensor([3, 2], [Double](repeating: 0, count: 6))
    let found = try LossGeometry(features: zeros, classVectors: vectors, biases: biases, labels: [0, 1, 2])
    #expect(found.isCorrect == [false, true, false] && found.signAgreement == 1)
    #expect(found.ties == 2 && found.margins[1].sign == .plus && found.margins[2].sign == .minus)
    #expect(found.zeroFeatures == 3 && found.angles.allSatisfy(\.isNaN) && found.lengths == [0, 0, 0])
    #expect(found.summary(of: .angle).excluded == 3 && found.summary(of: .angle).mean.isNaN)
    #expect(found.angleArea == nil)
  }

  @Test(
    "between equal class vectors biases decide, then the order; zero vectors and a single class have no angle or boundary"
  )
  func degenerate() throws {
    let vectors = Tensor([4, 2], [1.0, 0, 1, 0, 0, 0, 0, 0]), biases = Tensor([4], [0.0, 0, 0, 1])
    let features = Tensor([4, 2], [2.0, 1, 2, 1, 2, 1, 0, 1])
    let found = try LossGeometry(features: features, classVectors: vectors, biases: biases, labels: [0, 1, 2, 3])
    #expect(found.isCorrect == [true, false, false, true])
    // Class 0 keeps its boundaries with 2 and 3; class 1 never comes before 0, 2 never before 3.
    #expect(found.margins == [1, -.infinity, -.infinity, 1])
    #expect(found.signAgreement == 1 && found.zeroVectors == [2, 3])
    #expect(found.equalVectors.map { [$0.first, $0.second] } == [[0, 1], [2, 3]])
    #expect(found.angles[2].isNaN && abs(found.angles[0] - atan(0.5)) < 1e-15)
    #expect(found.summary(of: .margin).excluded == 2 && found.summary(of: .margin).mean == 1)
    let single = try LossGeometry(features: features, classVectors: Tensor([1, 2], [1.0, 1]), labels: [0, 0, 0, 0])
    #expect(single.margins.allSatisfy { $0 == .infinity } && single.accuracy == 1 && single.signAgreement == 1)
  }

  @Test("angles are exact for features along, against and across the class vector")
  func angles() throws {
    let vectors = Tensor([2, 2], [1.0, 0, 0, 1])
    let half = Double.pi
    for angle: Double in [0, 1e-12, 1e-3, half / 2, half - 1e-12, half] {
      let features = Tensor([1, 2], [3 * cos(angle), 3 * sin(angle)])
      let found = try LossGeometry(features: features, classVectors: vectors, labels: [0])
      // π is rounded, so its sine is 10⁻¹⁶.
      #expect(abs(found.angles[0] - angle) < 5e-16)
    }
  }

  @Test("answers of single precision settle margins below its rounding, and only those")
  func rounding() throws {
    let vectors = Tensor([2, 1], [1.0, -1]), features = Tensor([3, 1], [0x1p-30, -0x1p-30, 1])
    let biases = Tensor([2], [1.0, 1])
    let found = try LossGeometry(
      features: features, classVectors: vectors, biases: biases, labels: [0, 0, 0], predictions: [1, 0, 1])
    #expect(found.isCorrect == [false, true, false] && found.rounded == 2)
    #expect(found.margins == [-0x1p-30, 0x1p-30, 1])
    #expect(found.signAgreement == 2 / 3.0)
  }

  @Test("differences are paired: of equal measurements they are zero without error, and infinite margins are left out")
  func comparison() throws {
    let found = try reference()
    let same = try found.minus(found)
    #expect(same.angle.value == 0 && same.angle.standardError == 0 && same.angle.count == 90)
    #expect(same.angleArea?.value == 0 && same.angleArea?.standardError == 0 && same.accuracy.value == 0)
    // Twice as long features: lengths double, angles stay.
    let doubled = try LossGeometry(
      features: ReferenceFeatures.features.map { 2 * $0 }, classVectors: ReferenceFeatures.classVectors,
      biases: ReferenceFeatures.biases, labels: ReferenceFeatures.labels)
    let longer = try doubled.minus(found)
    let length = found.summary(of: .length)
    #expect(abs(longer.length.value - length.mean) < 1e-13)
    #expect(abs(longer.length.standardError - length.standardError) < 1e-13)
    #expect(abs(longer.angle.value) < 1e-15 && abs(longer.angleSpread.value) < 1e-15)
    #expect(longer.perClass.count == 4 && longer.perClass[1].length.count == 23)
    #expect(throws: RepresentationError.otherLabels(row: 0)) {
      try found.minus(
        LossGeometry(
          features: ReferenceFeatures.features, classVectors: ReferenceFeatures.classVectors,
          labels: ReferenceFeatures.labels.map { 3 - $0 }))
    }
  }

  @Test("the standard errors of a spread and of an area are those of many draws")
  func errors() throws {
    // 400 sets of 200 normal scores, a third of them shifted by one.
    var stream = RandomStream(seed: 5, name: "test")
    var areas: [Double] = [], errors: [Double] = []
    for _ in 0..<400 {
      let marks = (0..<200).map { $0 % 3 == 0 }
      let area = try #require(AreaEstimate(of: marks.map { stream.nextNormal() + ($0 ? 1 : 0) }, positives: marks))
      areas.append(area.value)
      errors.append(area.standardError)
    }
    let spread = MeasureSummary(areas), stated = MeasureSummary(errors).mean
    // The standard deviation of 400 draws is known to 1/√800 = 3.5 %; three of those.
    #expect(abs(stated / spread.standardDeviation - 1) < 0.11)
    // Φ(1/√2) = 0.7602.
    #expect(abs(spread.mean - 0.7602499389065233) < 4 * spread.standardError)
  }

  @Test("the furthest falls come first, of equals the earlier, and what does not fall is not there")
  func falls() throws {
    let vectors = Tensor([2, 1], [1.0, -1])
    func margins(_ values: [Double]) throws -> LossGeometry {
      try LossGeometry(
        features: Tensor([values.count, 1], values), classVectors: vectors,
        labels: [Int](repeating: 0, count: values.count))
    }
    let before = try margins([4, 2, 3, 1, 5]), after = try margins([-1, 2, 2, 2, 0.5])
    let falls = try before.furthestFalls(to: after, count: 3)
    #expect(
      falls.map(\.row) == [0, 4, 2] && falls.map(\.fall) == [5, 4.5, 1] && falls.map(\.isLost) == [true, false, false])
    #expect(try before.furthestFalls(to: after, count: .max).count == 3)
    #expect(try before.furthestFalls(to: before).isEmpty)
    // Relative to mean lengths 3 and 1.5: 4/3 + 1/1.5, 5/3 - 1/3, and 1 - 4/3 is no fall.
    #expect(try before.furthestFalls(to: after, relative: true).map(\.row) == [0, 4])
    #expect(throws: RepresentationError.self) { try before.furthestFalls(to: after, count: -1) }
    #expect(throws: RepresentationError.rows(first: 5, second: 1)) { try before.furthestFalls(to: margins([1])) }
  }

  @Test("what does not fit is refused with a reason, and the work stops when asked")
  func refuses() throws {
    let (features, vectors) = (ReferenceFeatures.features, ReferenceFeatures.classVectors)
    let labels = ReferenceFeatures.labels
    #expect(throws: RepresentationError.self) {
      try LossGeometry(features: ReferenceFeatures.x, classVectors: vectors, labels: labels)
    }
    #expect(throws: RepresentationError.labels(found: 89, rows: 90)) {
      try LossGeometry(features: features, classVectors: vectors, labels: Array(labels.dropLast()))
    }
    #expect(throws: RepresentationError.label(7, row: 0, classes: 4)) {
      try LossGeometry(features: features, classVectors: vectors, labels: labels.map { $0 + 7 })
    }
    #expect(throws: RepresentationError.self) {
      try LossGeometry(features: features, classVectors: vectors, biases: Tensor([3], [0.0, 0, 0]), labels: labels)
    }
    #expect(throws: RepresentationError.self) {
      try LossGeometry(features: Tensor([0, 6], [Double]()), classVectors: vectors, labels: [])
    }
    #expect(throws: RepresentationError.self) {
      try LossGeometry(features: features.map { $0 * 1e80 }, classVectors: vectors, labels: labels)
    }
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try LossGeometry(features: features, classVectors: vectors, labels: labels, checkpoint: Checkpoint(flag: flag))
    }
  }
}
