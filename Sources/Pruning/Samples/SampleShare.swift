import Datasets
import Networks
import Tensors

/// How many samples a fraction is, and random choices among them.
enum SampleShare {
  /// The nearest whole number, at least one sample.
  static func count(_ keep: Double, of total: Int) -> Int {
    guard keep > 0, keep <= 1 else { return 0 }
    return min(max(Int((keep * Double(total)).rounded()), 1), total)
  }

  /// - Throws: `PruningError.fraction` outside (0, 1].
  static func validate(_ keep: Double) throws(PruningError) {
    guard keep > 0, keep <= 1 else {
      throw .fraction(name: "samples", expected: "a fraction to keep in (0, 1]", found: keep)
    }
  }

  /// - Throws: `PruningError.count` below one epoch.
  static func validate(period: Int) throws(PruningError) {
    guard period >= 1, period <= 1 << 20 else {
      throw .count(name: "samples", expected: "a choice every 1 to 1048576 epochs", found: period)
    }
  }

  /// `count` of some rows at random (stream `samples`).
  static func random(_ count: Int, of rows: [Int], seed: Int, index: Int) -> [Int] {
    var stream = RandomStream(seed: seed, name: "samples", index: index)
    return stream.permutation(of: rows.count).prefix(count).map { rows[$0] }
  }

  /// Rows in the order in which an epoch visits them (stream `order`).
  static func ordered(_ rows: [Int], seed: Int, epoch: Int) -> [Int] {
    var stream = RandomStream(seed: seed, name: "order", index: epoch)
    let sorted = rows.sorted()
    return stream.permutation(of: sorted.count).map { sorted[$0] }
  }

  /// The `count` rows of the largest score, of equals the earlier ones.
  static func top(_ count: Int, by scores: [Double]) -> [Int] {
    Array(scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(count))
  }
}
