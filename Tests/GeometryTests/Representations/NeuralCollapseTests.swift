import Geometry
import Tensors
import TestSupport
import Testing

@Suite("neural collapse") struct NeuralCollapseTests {
  private typealias Recorded = RecordedRepresentations

  @Test("follows its definition by a pseudo-inverse; record_representations.py")
  func goldens() throws {
    let found = try NeuralCollapse(
      features: ReferenceFeatures.features, classVectors: ReferenceFeatures.classVectors,
      biases: ReferenceFeatures.biases, labels: ReferenceFeatures.labels)
    // Sums of at most 90·6 products, the pseudo-inverse of a matrix of condition below 10³.
    #expect(abs(found.variability / Recorded.variability - 1) < 1e-11)
    for (frame, expected) in [(found.means, Recorded.meansFrame), (found.classifier, Recorded.classifierFrame)] {
      #expect(abs(frame.lengthSpread - expected[0]) < 1e-13)
      #expect(abs(frame.cosineSpread - expected[1]) < 1e-13)
      #expect(abs(frame.simplexDistance - expected[2]) < 1e-13)
    }
    #expect(abs(found.duality - Recorded.duality) < 1e-13)
    #expect(found.centerAgreement == Recorded.centerAgreement)
    #expect(found.rank == 3 && found.classes == 4 && found.emptyClasses == 0 && found.count == 90)
    #expect(found.variabilityError > 0 && found.variabilityError < found.variability)
  }

  @Test("is complete for a simplex with its class vectors along the means")
  func simplex() throws {
    for classes in [2, 3, 10] {
      // Rows of I - 1/C, far from the origin; the class vectors are the same without the offset.
      let vectors = ReferenceFeatures.matrix(classes, classes) { ($0 == $1 ? 1 : 0) - 1 / Double(classes) }
      let features = ReferenceFeatures.matrix(4 * classes, classes) { row, column in
        5 * vectors.element(row % classes * classes + column) + 2
      }
      let labels = (0..<4 * classes).map { $0 % classes }
      let found = try NeuralCollapse(features: features, classVectors: vectors, labels: labels)
      // Roundings of numbers of size 10.
      #expect(found.variability < 1e-28 && found.duality < 1e-28)
      for frame in [found.means, found.classifier] {
        #expect(frame.lengthSpread < 1e-14 && frame.cosineSpread < 1e-14 && frame.simplexDistance < 1e-14)
      }
      #expect(found.centerAgreement == 1 && found.rank == classes - 1)
    }
  }

  @Test("of noise around separated means is the noise over their distance")
  func closedForm() throws {
    // Two classes at ± 3 on a line, samples at ± 1 around them: Σ_W = 1, Σ_B = 9.
    let features = Tensor([4, 1], [4.0, 2, -4, -2])
    let found = try NeuralCollapse(features: features, classVectors: Tensor([2, 1], [1.0, -1]), labels: [0, 0, 1, 1])
    #expect(abs(found.variability - 1 / 18.0) < 1e-15 && found.rank == 1 && found.variabilityError == 0)
  }

  @Test("leaves out classes without samples and zero vectors, and needs two classes")
  func degenerate() throws {
    let vectors = Tensor([3, 2], [1.0, 0, 0, 1, 0, 0])
    let features = Tensor([4, 2], [1.0, 0, 2, 0, 0, 1, 0, 3])
    let found = try NeuralCollapse(features: features, classVectors: vectors, labels: [0, 0, 2, 2])
    #expect(found.emptyClasses == 1 && found.classes == 2 && found.classifier.zeroVectors == 1)
    #expect(found.classifier.cosineSpread.isNaN && found.means.zeroVectors == 0)
    #expect(throws: RepresentationError.self) {
      try NeuralCollapse(features: features, classVectors: vectors, labels: [1, 1, 1, 1])
    }
    // Means that coincide leave nothing between classes.
    let same = try NeuralCollapse(
      features: Tensor([4, 2], [1.0, 0, 2, 0, 1, 0, 2, 0]), classVectors: vectors, labels: [0, 0, 1, 1])
    #expect(same.rank == 0 && same.variability.isNaN && same.means.zeroVectors == 2 && same.duality.isNaN)
  }
}
