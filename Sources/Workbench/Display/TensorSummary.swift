import Figures
import Tensors

/// The range and mean of an array, and how many of its numbers are none.
struct TensorSummary {
  private var least = Double.infinity
  private var greatest = -Double.infinity
  private var sum = 0.0
  private var finite = 0
  private var notNumbers = 0
  private var infinities = 0

  /// - Complexity: O(count), one pass.
  init(_ tensor: Tensor) {
    if tensor.isDouble { read(tensor.doubles) } else { read(tensor.floats) }
  }

  /// `0 to 1, mean 0.305`, of the finite numbers; the others are counted.
  var text: String {
    var parts: [String] = []
    if finite > 0 {
      let range =
        least == greatest
        ? "all " + NumberText.reading(least)
        : "\(NumberText.reading(least)) to \(NumberText.reading(greatest)), mean \(NumberText.reading(sum / Double(finite)))"
      parts.append(notNumbers + infinities > 0 ? range + " where finite" : range)
    }
    if notNumbers > 0 { parts.append("\(NumberText.grouped(notNumbers)) NaN") }
    if infinities > 0 { parts.append("\(NumberText.grouped(infinities)) infinite") }
    return parts.joined(separator: ", ")
  }

  private mutating func read<Number: BinaryFloatingPoint>(_ values: [Number]) {
    // Four sums, so that one addition need not wait for the one before.
    var sums = (0.0, 0.0, 0.0, 0.0)
    var (low, high) = (Number.infinity, -Number.infinity)
    let whole = values.count / 4 * 4
    var index = 0
    while index < whole {
      let (a, b, c, d) = (values[index], values[index + 1], values[index + 2], values[index + 3])
      // The difference of a number with itself is 0; that of a NaN or an infinity is NaN.
      if ((a - a) + (b - b)) + ((c - c) + (d - d)) == 0 {
        low = Swift.min(low, Swift.min(Swift.min(a, b), Swift.min(c, d)))
        high = Swift.max(high, Swift.max(Swift.max(a, b), Swift.max(c, d)))
        sums.0 += Double(a)
        sums.1 += Double(b)
        sums.2 += Double(c)
        sums.3 += Double(d)
        finite += 4
      } else {
        for value in [a, b, c, d] { count(value, &low, &high, &sums.0) }
      }
      index += 4
    }
    for value in values[whole...] { count(value, &low, &high, &sums.0) }
    (least, greatest, sum) = (Double(low), Double(high), (sums.0 + sums.1) + (sums.2 + sums.3))
  }

  private mutating func count<Number: BinaryFloatingPoint>(
    _ value: Number, _ low: inout Number, _ high: inout Number, _ sum: inout Double
  ) {
    if value.isNaN {
      notNumbers += 1
    } else if value.isInfinite {
      infinities += 1
    } else {
      finite += 1
      low = Swift.min(low, value)
      high = Swift.max(high, value)
      sum += Double(value)
    }
  }
}
