import Geometry
import Tensors
import Testing

@Suite struct RobustnessLineTests {
  /// By `record_robustness.py` with SciPy: slope, intercept, R², standard errors of both, residual deviation, half the
  /// slope's interval, the prediction at 0.9, its interval of the line and of a network.
  private static let goldens: [AccuracyScale: [Double]] = [
    .logit: [
      0.180918050495336, -0.53228712862219, 0.0243471006320013, 0.26994152130688,
      0.715170421290118, 2.45504054299973, 0.567126091689819, 0.466358517903518,
      0.210430043288566, 0.741311464301331, 0.00437454741814049, 0.994279880185586,
    ],
    .probit: [
      0.33278915348967, -0.335382234736773, 0.071079677592247, 0.283562905690593,
      0.344749722246597, 1.02352557433362, 0.595743558360158, 0.536295112592087,
      0.330539380755922, 0.732579345118948, 0.0168567187242948, 0.98943604746411,
    ],
  ]

  /// Twenty networks, one right on every clean image and one wrong on every shifted one.
  private static let points: (clean: [Double], shifted: [Double]) = {
    var random = SplitMix64(seed: 11)
    var clean: [Double] = [], shifted: [Double] = []
    for _ in 0..<20 {
      let accuracy = 0.5 + 0.48 * random.nextUnit()
      clean.append(accuracy)
      shifted.append(accuracy * accuracy * (0.9 + 0.1 * random.nextUnit()))
    }
    clean[3] = 1
    shifted[5] = 0
    return (clean, shifted)
  }()

  @Test("fits, errors and intervals are SciPy's", arguments: AccuracyScale.allCases)
  func goldens(_ scale: AccuracyScale) throws {
    let golden = try #require(Self.goldens[scale])
    let line = try RobustnessLine(
      clean: Self.points.clean, shifted: Self.points.shifted, cleanImages: 10_000, scale: scale)
    let prediction = try line.predicted(clean: 0.9)
    let half = (line.slopeInterval.upperBound - line.slopeInterval.lowerBound) / 2
    let found = [
      line.slope, line.intercept, line.rSquared, line.slopeError, line.interceptError, line.residualDeviation, half,
      prediction.accuracy, prediction.lineInterval.lowerBound, prediction.lineInterval.upperBound,
      prediction.networkInterval.lowerBound, prediction.networkInterval.upperBound,
    ]
    // Sums of twenty numbers to 10; Student's quantile is good to 1e-10.
    for (index, pair) in zip(found, golden).enumerated() {
      #expect(abs(pair.0 - pair.1) < 1e-9 * max(1, abs(pair.1)), "\(scale) \(index): \(pair)")
    }
    #expect(line.clampedCount == 2 && line.convention.contains("2 accuracies of 0 or 1"))
  }

  @Test(
    "points on a line have no residual, and a network above it is that much more robust",
    arguments: AccuracyScale.allCases)
  func exact(_ scale: AccuracyScale) throws {
    let clean = [0.6, 0.7, 0.8, 0.9]
    let shifted = clean.map { scale.accuracy(0.8 * scale.transformed($0) - 0.4) }
    let line = try RobustnessLine(clean: clean, shifted: shifted, cleanImages: 1_000, shiftedImages: 500, scale: scale)
    #expect(abs(line.slope - 0.8) < 1e-13 && abs(line.intercept + 0.4) < 1e-13 && abs(line.rSquared - 1) < 1e-13)
    let there = scale.accuracy(0.8 * scale.transformed(0.75) - 0.4)
    let above = try line.effectiveRobustness(clean: 0.75, shifted: there + 0.05)
    #expect(abs(above.value - 0.05) < 1e-13 && above.isOffLine && abs(above.predicted - there) < 1e-13)
    #expect(abs(above.samplingError - ((there + 0.05) * (0.95 - there) / 500).squareRoot()) < 1e-15)
  }

  @Test("the scales have inverses, to the tails")
  func scales() {
    for scale in AccuracyScale.allCases {
      for accuracy in [1e-12, 1e-6, 0.001, 0.02425, 0.3, 0.5, 0.9, 0.999] {
        #expect(abs(scale.accuracy(scale.transformed(accuracy)) / accuracy - 1) < 1e-13, "\(scale) \(accuracy)")
      }
      #expect(scale.transformed(0) == -.infinity && scale.transformed(1) == .infinity && scale.transformed(0.5) == 0)
    }
    // SciPy: norm.ppf(0.975), norm.ppf(1e-12).
    #expect(abs(AccuracyScale.probit.transformed(0.975) - 1.959963984540054) < 1e-14)
    #expect(abs(AccuracyScale.probit.transformed(1e-12) + 7.034483825301131) < 1e-13)
  }

  @Test("relative robustness is a difference of shifted accuracies")
  func relative() throws {
    let gain = try RelativeRobustness(of: 0.7, over: 0.6, images: 100)
    #expect(abs(gain.value - 0.1) < 1e-15 && abs(gain.standardError - (0.0045).squareRoot()) < 1e-15)
    #expect(throws: RobustnessError.images(0, set: "shifted")) {
      try RelativeRobustness(of: 0.7, over: 0.6, images: 0)
    }
    #expect(throws: RobustnessError.accuracy(-1, set: "shifted", index: 1)) {
      try RelativeRobustness(of: 0.7, over: -1, images: 9)
    }
  }

  @Test("bad input is refused with what was expected")
  func badInput() throws {
    func refused(
      _ expected: RobustnessError, _ clean: [Double], _ shifted: [Double], images: Int = 100, shiftedImages: Int? = nil,
      confidence: Double = 0.95
    ) {
      #expect(throws: expected) {
        try RobustnessLine(
          clean: clean, shifted: shifted, cleanImages: images, shiftedImages: shiftedImages, confidence: confidence)
      }
    }
    let three = [0.5, 0.6, 0.7]
    refused(.fewPoints(2), [0.5, 0.6], [0.5, 0.6])
    refused(.counts(clean: 3, shifted: 2), three, [0.5, 0.6])
    refused(.equalAccuracies(0.5), [0.5, 0.5, 0.5], three)
    // Both are moved to 1 - 0.5/n and are the same there.
    refused(.equalAccuracies(1), [1, 0.999, 1], three)
    refused(.accuracy(70, set: "clean", index: 2), [0.5, 0.6, 70], three)
    refused(.images(0, set: "clean"), three, three, images: 0)
    refused(.images(-5, set: "shifted"), three, three, shiftedImages: -5)
    for confidence in [0, 1, 1.5] { refused(.confidence(confidence), three, three, confidence: confidence) }
    let error = #expect(throws: RobustnessError.self) {
      try RobustnessLine(clean: three, shifted: [0.5, .nan, 0.5], cleanImages: 10)
    }
    #expect(error?.description.contains("found nan as the shifted accuracy of network 1") == true)
    let line = try RobustnessLine(clean: three, shifted: [0.3, 0.5, 0.4], cleanImages: Int.max)
    #expect(throws: RobustnessError.accuracy(2, set: "clean", index: 0)) { try line.predicted(clean: 2) }
    #expect(throws: RobustnessError.accuracy(2, set: "shifted", index: 0)) {
      try line.effectiveRobustness(clean: 0.5, shifted: 2)
    }
  }
}
