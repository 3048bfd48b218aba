import Tensors

/// Which images a path in pixel space goes between.
public enum PixelPairing: String, Hashable, Sendable, CaseIterable {
  /// Two of one class.
  case withinClasses
  /// One of either of two classes.
  case betweenClasses
}

/// Pairs of images at random, as functions of seed and labels alone.
enum ImagePairs {
  /// More pairs than this are refused before memory is asked for.
  static let most = 1 << 22

  /// min(wanted, n/2) pairs that share no image.
  /// - Throws: `FourierError.pairs` where there is none.
  static func disjoint(_ wanted: Int, of count: Int, seed: Int) throws(FourierError) -> [(Int, Int)] {
    let pairs = min(wanted, count / 2)
    guard pairs >= 1 else { throw .pairs(wanted, images: count) }
    guard pairs <= most else { throw .manyPairs(pairs, most: most) }
    var stream = RandomStream(seed: seed, name: "pairs")
    let order = stream.permutation(of: count)
    return (0..<pairs).map { (order[2 * $0], order[2 * $0 + 1]) }
  }

  /// At most `wanted` pairs of each class, or of each two classes, among which no image comes twice.
  /// - Throws: `FourierError.pairs` where there is none, `.manyPairs`.
  static func byClass(
    _ pairing: PixelPairing, _ wanted: Int, _ labels: [Int], seed: Int
  ) throws(FourierError) -> [(Int, Int)] {
    guard wanted >= 1 else { throw .pairs(wanted, images: labels.count) }
    let classes = Dictionary(grouping: labels.indices) { labels[$0] }.sorted { $0.key < $1.key }.map(\.value)
    var pairs: [(Int, Int)] = []
    func draw(_ members: [Int], _ index: Int) -> [Int] {
      var stream = RandomStream(seed: seed, name: "pairs." + pairing.rawValue, index: index)
      return stream.permutation(of: members.count).map { members[$0] }
    }
    for (number, members) in classes.enumerated() {
      switch pairing {
      case .withinClasses:
        let order = draw(members, number)
        pairs += (0..<min(wanted, members.count / 2)).map { (order[2 * $0], order[2 * $0 + 1]) }
      case .betweenClasses:
        for (other, rivals) in classes.enumerated().dropFirst(number + 1) {
          // Two streams for each two classes.
          let index = 2 * (number * classes.count + other)
          let (own, their) = (draw(members, index), draw(rivals, index + 1))
          pairs += zip(own, their).prefix(wanted)
          guard pairs.count <= most else { throw .manyPairs(pairs.count, most: most) }
        }
      }
    }
    guard !pairs.isEmpty else { throw .pairs(wanted, images: labels.count) }
    return pairs
  }
}
