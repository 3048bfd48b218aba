/// Sums over the unordered pairs of a neighbourhood's vectors, eight at a time in fixed order.
extension Neighborhood {
  /// Sums over pairs i < j.
  struct PairSums {
    /// Σ|vᵢ||vⱼ||sin ∠|.
    var areas = 0.0
    /// Σ|⟨vᵢ, vⱼ⟩|.
    var projections = 0.0
    /// Σ|vᵢ||vⱼ|.
    var weights = 0.0
  }

  /// - Complexity: O(k²).
  var pairSums: PairSums {
    var sums = PairSums()
    var areas = SIMD8<Double>.zero, projections = areas, weights = areas
    for row in 0..<count {
      let products = products + row * count
      let own = lengths[row], square = own * own
      var column = row + 1
      while column + 8 <= count {
        let product = load(products + column), length = load(lengths + column)
        let area = square * (length * length) - product * product
        areas += area.replacing(with: 0, where: area .< 0).squareRoot()
        projections += product.replacing(with: -product, where: product .< 0)
        weights += own * length
        column += 8
      }
      while column < count {
        let product = products[column], length = lengths[column]
        sums.areas += max(square * (length * length) - product * product, 0).squareRoot()
        sums.projections += abs(product)
        sums.weights += own * length
        column += 1
      }
    }
    sums.areas += areas.sum()
    sums.projections += projections.sum()
    sums.weights += weights.sum()
    return sums
  }

  /// Mean cosine and mean sine of the angles between pairs of vectors.
  /// - Precondition: no vector is zero.
  /// - Complexity: O(k²).
  var meanDirection: (cosine: Double, sine: Double) {
    var cosines = SIMD8<Double>.zero, sines = cosines
    var cosine = 0.0, sine = 0.0
    for row in 0..<count {
      let products = products + row * count
      let own = lengths[row]
      var column = row + 1
      while column + 8 <= count {
        var value = load(products + column) / (own * load(lengths + column))
        value = value.clamped(lowerBound: SIMD8(repeating: -1), upperBound: SIMD8(repeating: 1))
        cosines += value
        sines += (1 - value * value).squareRoot()
        column += 8
      }
      while column < count {
        let value = min(max(products[column] / (own * lengths[column]), -1), 1)
        cosine += value
        sine += (1 - value * value).squareRoot()
        column += 1
      }
    }
    let pairs = Double(count * (count - 1) / 2)
    return ((cosine + cosines.sum()) / pairs, (sine + sines.sum()) / pairs)
  }

  private func load(_ address: UnsafeMutablePointer<Double>) -> SIMD8<Double> { load(UnsafePointer(address)) }

  private func load(_ address: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Double>.self)
  }
}
