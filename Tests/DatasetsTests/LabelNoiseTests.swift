import Datasets
import Tensors
import Testing

@Suite struct LabelNoiseTests {
  private func samples(_ count: Int, classes: Int) throws -> Samples {
    try Samples(
      inputs: Tensor([count, 1], (0..<count).map(Float.init)), labels: (0..<count).map { $0 % classes },
      classes: classes)
  }

  /// Of n labels redrawn over C classes a share 1 - 1/C is wrong, within five standard errors √(n·(1 - 1/C)/C).
  @Test("random noise redraws the rounded-up fraction over all classes", arguments: [0.2, 0.40001, 1])
  func random(fraction: Double) throws {
    let clean = try samples(10_000, classes: 10)
    let noisy = try clean.withLabelNoise(.random(fraction), seed: 4)
    let redrawn = (fraction * 10_000).rounded(.up)
    let wrong = Double(try noisy.rowsLabelledUnlike(clean).count)
    #expect(abs(wrong - 0.9 * redrawn) < 5 * (redrawn * 0.09).squareRoot())
    #expect(noisy.inputs == clean.inputs)
    // The wrong ones of each class go to all others alike.
    let toOthers = try noisy.rowsLabelledUnlike(clean).reduce(into: [Int](repeating: 0, count: 10)) {
      $0[(noisy.labels[$1] - clean.labels[$1] + 10) % 10] += 1
    }
    #expect(toOthers[0] == 0)
    for count in toOthers[1...] { #expect(abs(Double(count) - wrong / 9) < 5 * (wrong / 9).squareRoot()) }
  }

  @Test("symmetric noise makes its probability of labels wrong, all others alike", arguments: [(2, 0.3), (10, 0.2)])
  func symmetric(classes: Int, probability: Double) throws {
    let clean = try samples(10_000, classes: classes)
    let noisy = try clean.withLabelNoise(.symmetric(probability))
    let wrong = try noisy.rowsLabelledUnlike(clean)
    let deviation = (10_000 * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(wrong.count) - 10_000 * probability) < 5 * deviation)
    let expected = Double(wrong.count) / Double(classes - 1)
    for shift in 1..<classes {
      let count = wrong.count { (noisy.labels[$0] - clean.labels[$0] + classes) % classes == shift }
      #expect(abs(Double(count) - expected) <= 5 * expected.squareRoot())
    }
  }

  @Test("pair flips go to the next class, the last to the first, with their probability")
  func pairFlip() throws {
    let clean = try samples(10_000, classes: 10)
    let noisy = try clean.withLabelNoise(.pairFlip(0.4))
    let wrong = try noisy.rowsLabelledUnlike(clean)
    // Binomial: √(10,000 · 0.4 · 0.6) is 49.
    #expect(abs(wrong.count - 4_000) < 5 * 49)
    #expect(wrong.allSatisfy { noisy.labels[$0] == (clean.labels[$0] + 1) % 10 })
    #expect(wrong.contains { clean.labels[$0] == 9 })
  }

  @Test("asymmetric noise turns the classes named into theirs and leaves the others")
  func asymmetric() throws {
    let clean = try samples(10_000, classes: 10)
    let noisy = try clean.withLabelNoise(.asymmetric(0.3, from: [9, 2, 4, 3, 5], to: [1, 0, 7, 5, 3]))
    let heirs = [9: 1, 2: 0, 4: 7, 3: 5, 5: 3]
    let wrong = try noisy.rowsLabelledUnlike(clean)
    #expect(wrong.allSatisfy { noisy.labels[$0] == heirs[clean.labels[$0]] })
    let exposed = clean.labels.count { heirs[$0] != nil }
    let deviation = (Double(exposed) * 0.3 * 0.7).squareRoot()
    #expect(abs(Double(wrong.count) - 0.3 * Double(exposed)) < 5 * deviation)
    for (from, to) in [([1], [10]), ([-1], [0]), ([1, 1], [2, 3]), ([1], [])] {
      #expect(throws: DatasetError.self) { try clean.withLabelNoise(.asymmetric(0.3, from: from, to: to)) }
    }
  }

  @Test("none, all, and one class at the limits")
  func limits() throws {
    let clean = try samples(50, classes: 5)
    #expect(try clean.withLabelNoise(.random(0)) == clean)
    #expect(try clean.withLabelNoise(.symmetric(0)) == clean)
    #expect(try clean.withLabelNoise(.symmetric(1)).rowsLabelledUnlike(clean).count == 50)
    #expect(try samples(3, classes: 1).withLabelNoise(.random(1)).labels == [0, 0, 0])
    // A fraction of nearly nothing is one row.
    #expect(
      try samples(50, classes: 1_000).withLabelNoise(.random(1e-9)).rowsLabelledUnlike(samples(50, classes: 1_000))
        .count == 1)
  }

  @Test("a seed gives the same labels, another seed others")
  func seeds() throws {
    let clean = try samples(200, classes: 4)
    for noise in [LabelNoise.random(0.5), .symmetric(0.5), .pairFlip(0.5), .asymmetric(0.5, from: [0], to: [1])] {
      #expect(try clean.withLabelNoise(noise, seed: 1) == clean.withLabelNoise(noise, seed: 1))
      #expect(try clean.withLabelNoise(noise, seed: 1) != clean.withLabelNoise(noise, seed: 2))
    }
  }

  @Test("a data set gets noise in its training part alone, and says how much")
  func dataset() throws {
    let digits = try Dataset.digits()
    let noisy = try digits.withLabelNoise(.symmetric(0.2), seed: 3)
    #expect(noisy.validation == digits.validation && noisy.test == digits.test)
    let wrong = try noisy.train.rowsLabelledUnlike(digits.train).count
    #expect(
      noisy.provenance.hasSuffix(
        "label noise .symmetric(0.2), seed 3: \(wrong) of \(digits.train.count) training labels wrong"))
  }

  @Test("labels of other rows are refused")
  func rows() throws {
    #expect(throws: DatasetError.labelCount(expected: 3, found: 4)) {
      try samples(3, classes: 2).rowsLabelledUnlike(samples(4, classes: 2))
    }
  }

  @Test("a level outside 0 to 1 and a single class are refused", arguments: [-0.1, 1.1, .nan, .infinity])
  func refusals(level: Double) throws {
    let clean = try samples(3, classes: 2)
    for noise in [
      LabelNoise.random(level), .symmetric(level), .pairFlip(level), .asymmetric(level, from: [0], to: [1]),
    ] {
      #expect(throws: DatasetError.labelNoise(expected: "a fraction from 0 to 1", found: "\(noise)")) {
        try clean.withLabelNoise(noise)
      }
    }
    for noise in [LabelNoise.symmetric(0.5), .pairFlip(0.5)] {
      #expect(throws: DatasetError.labelNoise(expected: "at least 2 classes for noise of this kind", found: "1")) {
        try samples(3, classes: 1).withLabelNoise(noise)
      }
    }
  }
}
