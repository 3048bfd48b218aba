import Geometry
import Tensors
import TestSupport
import Testing

/// Values of scikit-dimension 0.5.0 and DADApy 0.3.4 for estimators that read neighbour distances or count pairs.
///
/// Distances differ from the peers' by 1e-10 (`GoldenDimensionTests`). Values at points enter a mean with the
/// derivative of 1/ln(r_k/r_j), which is largest where the ratio is near 1, at most some tens: 1e-8. DADApy's
/// likelihood stops at 1e-8 too; counts of pairs are integers, so their logarithms agree to rounding.
@Suite("Ratio and counting estimators agree with the peers' goldens")
struct RatioGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let method: DimensionMethod
    let values: [Double]
    var errors: [Double] = []
    var tolerance = 1e-8

    var testDescription: String { method.description }
  }

  static let pointSets = [ReferencePoints.a, ReferencePoints.b]

  static let goldens = [
    Golden(
      method: .gride(n1: 1), values: [4.7376830993011, 1.96371222739308],
      errors: [0.149818694258772, 0.0878198805739693]),
    Golden(
      method: .gride(n1: 2), values: [4.57250901954395, 1.92664647053928],
      errors: [0.10419560346768, 0.0621384519346406]),
    Golden(
      method: .gride(n1: 4), values: [4.41867083771091, 2.00154769278344],
      errors: [0.0713951550164488, 0.0457050877699342]),
    Golden(
      method: .gride(n1: 8), values: [4.34483196064598, 1.92566454786256],
      errors: [0.0496143335427145, 0.0311037549466342]),
    Golden(
      method: .gride(n1: 16), values: [4.3206936843874, 1.80485401624909],
      errors: [0.0348724928095973, 0.0206065901079624]),
    Golden(
      method: .gride(n1: 32), values: [4.16578512050053, 1.81681748921383],
      errors: [0.0237669648556354, 0.0146596102775143]),
    Golden(
      method: .gride(n1: 5, n2: 20), values: [4.38976766432203, 1.94688530952526],
      errors: [0.0390194860788215, 0.0244552004180328]),
    Golden(method: .mom(neighbors: 20), values: [4.88513445780631, 2.16998961594826]),
    Golden(method: .mom(neighbors: 50), values: [4.48053377140683, 1.93075387393398]),
    Golden(method: .mada(neighbors: 20), values: [4.64780878843377, 2.07020670531572]),
    Golden(method: .mada(neighbors: 50), values: [4.36267592248165, 1.86915230135209]),
    Golden(method: .correlationIntegral(k1: 10, k2: 20), values: [4.37936012183392, 1.92427253545134]),
    Golden(method: .correlationIntegral(k1: 5, k2: 50), values: [4.31874592516648, 1.9055820493467]),
    // L-BFGS-B stopped 4e-9 beside the root on A, and at once on B, whose value is the root by Brent's method.
    Golden(method: .mind(k: 10), values: [4.52163526144946, 1.967684877249138]),
    Golden(method: .mind(k: 10, version: .integer), values: [5, 2], tolerance: 0),
    Golden(
      method: .twoNN(method: .bayes), values: [4.64184241609406, 1.93739696906610],
      errors: [0.146641377614208, 0.0864702585231290]),
    Golden(method: .binomial(neighbors: 20, ratio: 0.7), values: [4.35454495172586, 1.90176079006976]),
    Golden(
      method: .binomial(neighbors: 20, ratio: 0.7, method: .bayes), values: [4.35441758481674, 1.9019126745743]),
  ]

  @Test("Value and Fisher's error are the golden ones", arguments: goldens)
  func value(golden: Golden) throws {
    for (index, points) in Self.pointSets.enumerated() {
      let estimate = try intrinsicDimension(points, golden.method)
      let off = estimate.value / golden.values[index] - 1
      #expect(abs(off) <= golden.tolerance, "\(off)")
      guard !golden.errors.isEmpty else { continue }
      let error = estimate.fisherStandardError / golden.errors[index] - 1
      #expect(abs(error) <= golden.tolerance, "\(error)")
      #expect(estimate.standardError > 0)
    }
  }

  @Test("The binomial estimator at a radius gives the golden values, and errors to their ten digits")
  func binomial() throws {
    let expected: [(method: BinomialDimension.Method, values: [Double], errors: [Double])] = [
      (.mle, [4.48221384854479, 1.91448387380042], [0.0893251787, 0.0364474583]),
      (.bayes, [4.4815121827537, 1.91473062963003], [0.0892939425, 0.0364459836]),
    ]
    for (method, values, errors) in expected {
      for (index, radius) in [0.3, 0.1].enumerated() {
        let estimate = try intrinsicDimension(
          Self.pointSets[index], .binomial(radius: radius, ratio: 0.7, method: method))
        #expect(abs(estimate.value / values[index] - 1) < 1e-11)
        #expect(abs(estimate.fisherStandardError - errors[index]) < 1e-10)
      }
    }
  }

  @Test("Gride drops repeated points as the peers do")
  func dropped() throws {
    let estimate = try intrinsicDimension(ReferencePoints.c, .gride(n1: 1), duplicates: .drop)
    #expect(abs(estimate.value / 2.00876538892853 - 1) < 1e-8)
    #expect(estimate.counts.dropped == 20 && estimate.counts.tied > 0)
  }
}
