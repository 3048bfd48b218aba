import Geometry
import Tensors
import TestSupport
import Testing

@Suite("centred kernel alignment") struct KernelAlignmentTests {
  private typealias Recorded = RecordedRepresentations

  /// Sums of 60² products of numbers whose centred sizes are near those of the sums: a few hundred roundings, and the
  /// condition of the unbiased form, which takes differences of terms some ten times as large.
  private static let rounding = 1e-12

  @Test("follows its definition by full matrices, narrow and wide, biased and not; record_representations.py")
  func goldens() throws {
    let (x, y, z) = (ReferenceFeatures.x, ReferenceFeatures.y, ReferenceFeatures.z)
    let cases: [(Tensor, Tensor, AlignmentEstimator, [Double])] = [
      (x, y, .biased, Recorded.biasedXY), (x, z, .biased, Recorded.biasedXZ), (z, y, .biased, Recorded.biasedZY),
      (z, ReferenceFeatures.shifted, .biased, Recorded.biasedZZ), (x, y, .unbiased, Recorded.unbiasedXY),
      (x, z, .unbiased, Recorded.unbiasedXZ), (z, y, .unbiased, Recorded.unbiasedZY),
      (z, ReferenceFeatures.shifted, .unbiased, Recorded.unbiasedZZ),
    ]
    for (a, b, estimator, expected) in cases {
      for (first, second) in [(a, b), (b, a)] {
        let found = try kernelAlignment(of: first, and: second, estimator)
        #expect(abs(found.value - expected[0]) < Self.rounding)
        #expect(abs(found.standardError - expected[1]) < Self.rounding)
        // The jackknife is another estimate of the same error, off by O(1/n) of it and by its curvature.
        #expect(abs(found.standardError / expected[2] - 1) < 0.25)
      }
    }
  }

  @Test("is 1 with itself, and blind to rotations, offsets and one scale, on the narrow and on the wide side")
  func invariance() throws {
    for features in [ReferenceFeatures.x, ReferenceFeatures.z] {
      let turned = try features.rotated(seed: 5).map { 1e6 * ($0 + 300) }
      for estimator in AlignmentEstimator.allCases {
        let own = try kernelAlignment(of: features, and: features, estimator)
        #expect(abs(own.value - 1) < Self.rounding && own.standardError < Self.rounding)
        // The offset of 300 costs three digits of the numbers, of which centred ones are sums.
        let moved = try kernelAlignment(of: features, and: turned, estimator)
        #expect(abs(moved.value - 1) < 1e-10)
        let other = try kernelAlignment(of: turned, and: ReferenceFeatures.y, estimator).value
        #expect(abs(other - (try kernelAlignment(of: features, and: ReferenceFeatures.y, estimator).value)) < 1e-10)
      }
    }
  }

  @Test("of independent wide layers is near 1 with the biased estimate and covers 0 with the unbiased one")
  func independent() throws {
    var outside = 0
    for seed in 0..<20 {
      let a = ReferencePoints.uniform(40, 400, seed: UInt64(100 + seed))
      let b = ReferencePoints.uniform(40, 400, seed: UInt64(200 + seed))
      #expect(try kernelAlignment(of: a, and: b, .biased).value > 0.85)
      let unbiased = try kernelAlignment(of: a, and: b)
      #expect(abs(unbiased.value) < 0.2)
      if abs(unbiased.value) > 3 * unbiased.standardError { outside += 1 }
    }
    // Three standard errors: at most a few of twenty, even with errors a third too small.
    #expect(outside <= 3)
  }

  @Test("of constant features is no number, and what does not fit is refused with a reason")
  func degenerate() throws {
    let constant = Tensor([60, 3], [Double](repeating: 2, count: 180))
    #expect(try kernelAlignment(of: constant, and: ReferenceFeatures.x).value.isNaN)
    #expect(throws: RepresentationError.rows(first: 60, second: 90)) {
      try kernelAlignment(of: ReferenceFeatures.x, and: ReferenceFeatures.features)
    }
    #expect(throws: RepresentationError.self) { try kernelAlignment(of: constant, and: Tensor([60, 0], [Double]())) }
    #expect(throws: RepresentationError.tooFew("samples", needed: 4, found: 3, measure: "kernel alignment")) {
      try kernelAlignment(of: Tensor([3, 1], [1.0, 2, 4]), and: Tensor([3, 1], [1.0, 2, 4]))
    }
    var holed = ReferenceFeatures.x.doubles
    holed[15] = .nan
    let error = #expect(throws: RepresentationError.self) {
      try kernelAlignment(of: Tensor([60, 7], holed), and: ReferenceFeatures.x)
    }
    #expect("\(try #require(error))".contains("row 2, column 1"))
  }

  @Test("is the same bits on one thread and on two, and stops when asked")
  func threads() throws {
    let wide = ReferencePoints.uniform(300, 400, seed: 3), narrow = ReferencePoints.uniform(300, 200, seed: 4)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    var found: [[KernelAlignment]] = []
    for threads in [1, 2] {
      Parallel.threadCount = threads
      found.append([
        try kernelAlignment(of: wide, and: narrow), try kernelAlignment(of: narrow, and: narrow, .biased),
        try kernelAlignment(of: wide, and: wide),
      ])
    }
    #expect(found[0] == found[1])
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try kernelAlignment(of: wide, and: narrow, checkpoint: Checkpoint(flag: flag))
    }
  }
}
