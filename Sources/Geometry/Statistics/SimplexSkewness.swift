import Glibc

/// What two random directions of n-dimensional space make of each other, and n from it.
struct SimplexSkewness {
  /// The quantity compared.
  enum Measure {
    /// E|sin| = Γ(n/2)²/(Γ((n+1)/2)Γ((n-1)/2)), from 0 at n = 1 towards 1 - 1/(2n).
    case area
    /// E|cos| = Γ(n/2)/(√π Γ((n+1)/2)), from 1 at n = 1 towards √(2/(πn)).
    case projection
  }

  let measure: Measure
  /// E for n = 1, 2, …
  private let table: [Double]

  /// Dimensions beyond which the asymptotic form serves; it is within 1e-4 of the inverse there.
  private static let length = 4096

  init(_ measure: Measure) {
    self.measure = measure
    // By n → n + 2 both have exact ratios: rounding stays below 2,048 steps of an ulp.
    var values = measure == .area ? [0, 2 / Double.pi] : [1, 2 / Double.pi]
    for n in 1...SimplexSkewness.length - 2 {
      let size = Double(n)
      switch measure {
      case .area:
        let ratio = n == 1 ? .nan : size * size / ((size + 1) * (size - 1))
        values.append(n == 1 ? Double.pi / 4 : values[n - 1] * ratio)
      case .projection: values.append(values[n - 1] * size / (size + 1))
      }
    }
    table = values
  }

  /// n, linear between integers; infinite where `value` is what infinitely many dimensions give.
  func dimension(of value: Double) -> Double {
    let rising = measure == .area
    guard value.isFinite else { return .nan }
    let last = table[table.count - 1]
    if rising ? value > last : value < last {
      return rising ? 1 / (2 * max(1 - value, 0)) : value > 0 ? 2 / (.pi * value * value) : .infinity
    }
    var low = 0, high = table.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if rising ? table[middle] <= value : table[middle] >= value { low = middle } else { high = middle }
    }
    return Double(low + 1) + (value - table[low]) / (table[high] - table[low])
  }
}
