public import Networks
import Tensors

/// How much the masks of two networks of one architecture agree.
///
/// Jaccard's index of the weights that are there, |A ∩ B| / |A ∪ B|: 1 for the same masks, 0 for masks that share nothing.
public struct MaskOverlap: Hashable, Sendable {
  /// A layer with weights.
  public struct Row: Hashable, Sendable {
    /// The name of its weight.
    public let parameter: String
    /// All its weights.
    public let count: Int
    /// Those that are there in each of the two.
    public let kept: [Int]
    /// Those that are there in both.
    public let both: Int

    /// Those that are there in one of the two or in both.
    public var either: Int { kept[0] + kept[1] - both }
    /// |A ∩ B| / |A ∪ B|; 1 where both are empty.
    public var jaccard: Double { either == 0 ? 1 : Double(both) / Double(either) }
    /// What is to be expected of masks of these densities that know nothing of each other: ab / (a + b - ab).
    public var chance: Double {
      let (a, b) = (Double(kept[0]) / Double(count), Double(kept[1]) / Double(count))
      return a + b == 0 ? 1 : a * b / (a + b - a * b)
    }
  }

  /// The layers with weights.
  public let rows: [Row]

  /// Jaccard's index of all weights together.
  public var jaccard: Double {
    let either = rows.reduce(0) { $0 + $1.either }
    return either == 0 ? 1 : Double(rows.reduce(0) { $0 + $1.both }) / Double(either)
  }

  /// What is to be expected of it where layers keep their densities but masks know nothing of each other: expected
  /// |A ∩ B| over expected |A ∪ B|.
  public var chance: Double {
    let both = rows.reduce(0) { $0 + Double($1.kept[0]) * Double($1.kept[1]) / Double($1.count) }
    let kept = rows.reduce(0) { $0 + Double($1.kept[0] + $1.kept[1]) }
    return kept == 0 ? 1 : both / (kept - both)
  }

  /// - Throws: `NetworkError.unknownParameter` or `.maskShape` for networks whose weights differ in name or shape.
  /// - Complexity: O(weights).
  public init(_ a: Network, _ b: Network) throws(NetworkError) {
    for (one, other) in [(a, b), (b, a)] {
      for parameter in one.parameters where parameter.isPrunable {
        let shape = try other.parameter(parameter.name).value.shape
        guard shape == parameter.value.shape else {
          throw .maskShape(parameter.name, expected: parameter.value.shape, found: shape)
        }
      }
    }
    var rows: [Row] = []
    for first in a.parameters where first.isPrunable {
      let second = try b.parameter(first.name)
      let both =
        switch (first.mask, second.mask) {
        case (let x?, let y?): zip(x.kept, y.kept).reduce(0) { $0 + Int($1.0 & $1.1) }
        default: min(first.remaining, second.remaining)
        }
      rows.append(
        Row(
          parameter: first.name, count: first.value.count, kept: [first.remaining, second.remaining], both: both))
    }
    self.rows = rows
  }
}
