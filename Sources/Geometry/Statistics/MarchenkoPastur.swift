import Glibc

/// The limiting law of the eigenvalues of the covariance of white noise of variance 1 with `ratio` β ≤ 1 features a
/// sample: density √((b - x)(x - a)) / (2πβx) on a…b, a, b = (1 ∓ √β)².
///
/// Source: Marchenko and Pastur, doi:10.1070/SM1967v001n04ABEH001994.
struct MarchenkoPastur {
  let ratio: Double

  /// The value that half of the eigenvalues stay below.
  ///
  /// With x = 1 + β - 2√β cos θ the density of θ in 0…π is 2 sin²θ / (π(1 + β - 2√β cos θ)), smooth for every β ≤ 1.
  /// - Complexity: a Simpson sum of 2,048 intervals; absolute error below 1e-9.
  var median: Double {
    let intervals = 2048
    let step = Double.pi / Double(intervals)
    var sum = 0.0, left = density(0)
    for index in 0..<intervals {
      let start = Double(index) * step
      let middle = density(start + step / 2), right = density(start + step)
      let part = step / 6 * (left + 4 * middle + right)
      if sum + part >= 0.5 {
        // Within one interval the density is linear to 1e-6: one Newton step from the linear guess.
        var angle = start + step * (0.5 - sum) / part
        let reached = (angle - start) / 6 * (left + 4 * density((start + angle) / 2) + density(angle))
        angle += (0.5 - sum - reached) / density(angle)
        return place(angle)
      }
      sum += part
      left = right
    }
    return place(.pi)
  }

  private func place(_ angle: Double) -> Double { 1 + ratio - 2 * ratio.squareRoot() * cos(angle) }

  private func density(_ angle: Double) -> Double {
    let sine = sin(angle), x = place(angle)
    // At β = 1 and θ = 0 both vanish; the limit is 2/π.
    return x > 1e-14 ? 2 * sine * sine / (.pi * x) : 2 / .pi
  }
}
