import CKernels
import Glibc
import Networks
import Tensors
import Testing

@Suite struct PosteriorKernelTests {
  private static let priors: [WeightPrior] = [
    .gaussian(deviation: 0.1), .gaussianMixture(share: 0.5, wide: 0.3, narrow: 0.02), .laplace(scale: 0.2),
    .laplaceMixture(share: 0.75, wide: 1, narrow: 0.01),
  ]

  private func kernel(_ prior: WeightPrior) -> espalier_prior {
    switch prior {
    case .gaussian(let deviation): espalier_prior(laplace: 0, share: 1, first: Float(deviation), second: 1)
    case .gaussianMixture(let share, let wide, let narrow):
      espalier_prior(laplace: 0, share: Float(share), first: Float(wide), second: Float(narrow))
    case .laplace(let scale): espalier_prior(laplace: 1, share: 1, first: Float(scale), second: 1)
    case .laplaceMixture(let share, let wide, let narrow):
      espalier_prior(laplace: 1, share: Float(share), first: Float(wide), second: Float(narrow))
    }
  }

  @Test("normal numbers are those of Philox and Box and Muller, wherever one begins")
  func normals() {
    let key: UInt64 = 0x1234_5678_9ABC_DEF0
    // Past the first 2³² blocks too.
    for first in [UInt64(0), 7, 0x2000_0000] {
      var found = [Float](repeating: 0, count: 3 * 64)
      espalier_normals(&found, key, first, 3)
      for (place, number) in found.enumerated() {
        let (group, k, lane) = (UInt64(place / 64), place % 64 / 16, place % 16)
        let counter = (first + group) * 16 + UInt64(lane)
        let words = Philox.block(
          SIMD4(UInt32(truncatingIfNeeded: counter), UInt32(counter >> 32), 0, 0),
          SIMD2(UInt32(truncatingIfNeeded: key), UInt32(key >> 32)))
        let radius = (-2 * log(Double((words[k / 2 * 2] >> 8) + 1) * 0x1p-24)).squareRoot()
        let angle = 2 * Double.pi * Double(words[k / 2 * 2 + 1] >> 8) * 0x1p-24
        let expected = radius * (k % 2 == 0 ? cos(angle) : sin(angle))
        // Radii up to 5.8, sine and cosine to 1e-7, and a few roundings.
        #expect(abs(Double(number) - expected) < 2e-6, "\(place)")
      }
    }
  }

  @Test("normal numbers have the moments of the normal distribution")
  func moments() {
    let count = 1 << 18
    var numbers = [Float](repeating: 0, count: count)
    espalier_normals(&numbers, 99, 0, count / 64)
    let values = numbers.map(Double.init)
    let n = Double(count)
    // Means of z, z² and z⁴ deviate by √(1/n), √(2/n) and √(96/n); five of these.
    #expect(abs(values.reduce(0, +) / n) < 5 * (1 / n).squareRoot())
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / n - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n - 3) < 5 * (96 / n).squareRoot())
  }

  @Test("deviations follow from ρ by either form, and what is masked is 0", arguments: [0, 1])
  func draw(softplus: Int32) {
    let rho = (0..<100).map { Float($0) * 0.4 - 20 }
    let mu = (0..<100).map { Float($0) * 0.01 - 0.3 }
    let noise = (0..<100).map { Float($0 % 7) - 3 }
    let mask = (0..<100).map { UInt8($0 % 5 == 0 ? 0 : 1) }
    var (sigma, weights) = ([Float](repeating: 9, count: 100), [Float](repeating: 9, count: 100))
    espalier_posterior_draw(mu, rho, noise, mask, &sigma, &weights, 100, softplus)
    for index in 0..<100 {
      let form: DeviationForm = softplus == 1 ? .softplus : .exponential
      let expected = mask[index] == 0 ? 0 : form.deviation(Double(rho[index]))
      #expect(abs(Double(sigma[index]) - expected) <= 4e-7 * expected, "\(index)")
      let drawn = mask[index] == 0 ? 0 : Double(mu[index]) + expected * Double(noise[index])
      #expect(abs(Double(weights[index]) - drawn) <= 1e-6 * (abs(drawn) + 3 * expected + 1e-6), "\(index)")
    }
  }

  @Test("gradients are those of finite differences, sums those in double precision", arguments: priors, [0, 1])
  func gradient(prior: WeightPrior, softplus: Int32) {
    let count = 70
    let form: DeviationForm = softplus == 1 ? .softplus : .exponential
    let (rows, weight) = (3.0, 0.7)
    // Away from 0, where Laplace's density has a corner.
    let mu = (0..<count).map { Float($0 % 2 == 0 ? 1 : -1) * (0.02 + 0.01 * Float($0)) }
    let rho = (0..<count).map { Float($0 % 9) * 0.2 - 5.5 }
    let noise = (0..<count).map { Float(($0 * 37) % 41) / 20 - 1 }
    let slope = (0..<count).map { Float(($0 * 17) % 13) * 0.1 - 0.6 }
    let mask = (0..<count).map { UInt8($0 % 11 == 3 ? 0 : 1) }
    var (sigma, weights) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    espalier_posterior_draw(mu, rho, noise, mask, &sigma, &weights, count, softplus)
    var (gradient, spreads) = (slope, [Float](repeating: 9, count: count))
    var density = kernel(prior)
    let sums = espalier_posterior_gradient(
      &gradient, &spreads, weights, rho, sigma, noise, mask, count, Float(rows), Float(weight), &density, softplus)
    var (posterior, before) = (0.0, 0.0)
    for index in 0..<count {
      guard mask[index] == 1 else {
        #expect(gradient[index] == 0 && spreads[index] == 0)
        continue
      }
      let e = Double(noise[index])
      func parts(_ mu: Double, _ rho: Double) -> (posterior: Double, prior: Double, loss: Double) {
        let sigma = form.deviation(rho)
        let w = mu + sigma * e
        return (
          -0.5 * log(2 * .pi) - log(sigma) - e * e / 2, prior.logDensity(w), rows * Double(slope[index]) * w
        )
      }
      func objective(_ mu: Double, _ rho: Double) -> Double {
        let parts = parts(mu, rho)
        return weight * (parts.posterior - parts.prior) + parts.loss
      }
      let (m, r, h) = (Double(mu[index]), Double(rho[index]), 1e-5)
      let byMean = (objective(m + h, r) - objective(m - h, r)) / (2 * h)
      let bySpread = (objective(m, r + h) - objective(m, r - h)) / (2 * h)
      // Single precision of terms up to about 100 in size; differences of the second order.
      #expect(abs(Double(gradient[index]) - byMean) < 1e-5 * (1 + abs(byMean)) * 10, "\(index)")
      #expect(abs(Double(spreads[index]) - bySpread) < 1e-5 * (1 + abs(bySpread)) * 10, "\(index)")
      posterior += parts(m, r).posterior
      before += parts(m, r).prior
    }
    #expect(abs(sums.log_posterior - posterior) < 1e-5 * abs(posterior) + 1e-4)
    #expect(abs(sums.log_prior - before) < 1e-5 * abs(before) + 1e-4)
  }
}
