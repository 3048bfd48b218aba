import Glibc

/// The sums of the tight local estimator over ordered pairs of neighbours.
extension Neighborhood {
  /// Logarithms of measurements over the neighbourhood's radius, which is 1 here.
  struct TightSums {
    /// Σ ln s + Σ ln t over the pairs kept.
    var pairs = 0.0
    /// Ordered pairs left out: coincident, or with a measurement below the limit.
    var droppedPairs = 0
    /// Σ ln D over the distances kept.
    var distances = 0.0
    /// Distances below the limit.
    var droppedDistances = 0
  }

  /// The distance s from vᵢ along the ray through vⱼ at which a ball tangent at vᵢ reaches the neighbourhood's sphere,
  /// and t for the reflection of vⱼ in the centre.
  ///
  /// With D the distances from the centre, V = |vᵢ - vⱼ| and w = Dᵢ² + V² - Dⱼ²,
  /// s = (√(w² + 4V²(1 - Dᵢ²)) - w) / (2(1 - Dᵢ²)); for w > 0 it is 2V² / (√… + w), which holds at Dᵢ = 1 too.
  /// - Parameter limit: measurements below it are left out.
  /// - Complexity: O(k²) logarithms.
  func tightSums(limit: Double) -> TightSums {
    var sums = TightSums()
    for i in 0..<count {
      let distance = radii[i]
      if distance < limit { sums.droppedDistances += 1 } else { sums.distances += log(distance) }
      for j in 0..<i {
        let a = distance * distance, b = radii[j] * radii[j]
        let v = squareBetween(i, j)
        guard v > 0 else {
          sums.droppedPairs += 2
          continue
        }
        let z = max(2 * a + 2 * b - v, 0)
        add(Self.reach(a, b, v), Self.reach(a, b, z), limit, &sums)
        add(Self.reach(b, a, v), Self.reach(b, a, z), limit, &sums)
      }
    }
    return sums
  }

  private func add(_ s: Double, _ t: Double, _ limit: Double, _ sums: inout TightSums) {
    // Written so that a NaN is dropped too.
    if s >= limit, t >= limit { sums.pairs += log(s * t) } else { sums.droppedPairs += 1 }
  }

  /// s from squares: a = Dᵢ², b = Dⱼ², v = V².
  private static func reach(_ a: Double, _ b: Double, _ v: Double) -> Double {
    let w = a + v - b, rest = max(1 - a, 0)
    let root = (w * w + 4 * v * rest).squareRoot()
    return w > 0 ? 2 * v / (root + w) : (root - w) / (2 * rest)
  }

  /// |vᵢ - vⱼ|² in units of the radius, from the products, or by differences where these cancel.
  private func squareBetween(_ i: Int, _ j: Int) -> Double {
    let own = products[i * count + i], other = products[j * count + j]
    var square = own + other - 2 * products[i * count + j]
    if square < 1e-4 * (own + other) {
      square = 0
      let a = vectors + i * width, b = vectors + j * width
      for column in 0..<width { square += (a[column] - b[column]) * (a[column] - b[column]) }
    }
    let radius = products[(count - 1) * count + count - 1]
    return square / radius
  }
}
