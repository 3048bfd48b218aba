import Glibc
import Networks
import Testing

@Suite struct WeightPriorTests {
  private static let weights = [-1.5, -0.02, 0, 0.003, 0.4]

  /// `torch.distributions` 2.15, double precision: Normal, Laplace, and MixtureSameFamily of two of either.
  @Test(
    "log densities are PyTorch's",
    arguments: [
      (
        WeightPrior.gaussian(deviation: 0.1),
        [-111.11635344021059, 1.3636465597893728, 1.3836465597893728, 1.383196559789373, -6.616353440210627]
      ),
      (
        .gaussianMixture(share: 0.5, wide: 0.1, narrow: 1e-3),
        [-111.80950062077054, 0.6704993792294275, 5.305619896070687, 1.4374004580597237, -7.309500620770573]
      ),
      (
        .laplace(scale: 1),
        [-2.1931471805599454, -0.7131471805599453, -0.6931471805599453, -0.6961471805599453, -1.0931471805599453]
      ),
      (
        .laplaceMixture(share: 0.75, wide: 1, narrow: 1e-3),
        [-2.480829253011726, -1.0008285520814093, 4.831309246282099, 1.8866544464532866, -1.3808292530117263]
      ),
    ])
  func densities(prior: WeightPrior, expected: [Double]) {
    for (weight, value) in zip(WeightPriorTests.weights, expected) {
      #expect(abs(prior.logDensity(weight) - value) <= 1e-13 * max(1, abs(value)))
    }
  }

  @Test(
    "densities integrate to 1, and slopes are those of finite differences",
    arguments: [
      WeightPrior.gaussian(deviation: 0.3), .gaussianMixture(share: 0.2, wide: 0.5, narrow: 0.05),
      .laplace(scale: 0.1), .laplaceMixture(share: 0.6, wide: 0.2, narrow: 0.05),
    ])
  func slopes(prior: WeightPrior) {
    // The trapezoidal rule with a corner on a node errs by about h²/12 times the slope's jump.
    let h = 1e-4
    let mass = (-60_000...60_000).reduce(0.0) { $0 + exp(prior.logDensity(Double($1) * h)) * h }
    #expect(abs(mass - 1) < 1e-5)
    for weight in [-0.7, -0.04, 0.01, 0.3] {
      let difference = (prior.logDensity(weight + 1e-6) - prior.logDensity(weight - 1e-6)) / 2e-6
      #expect(abs(prior.logDensitySlope(weight) - difference) < 1e-6 * (1 + abs(difference)))
    }
  }
}
