import Tensors

/// How many pairings of two standardised lists have a product as large in magnitude as the one observed.
struct PermutationTest: Sendable {
  let a: [Double]
  let b: [Double]
  let value: Double

  /// Up to 10! = 3,628,800 pairings are visited.
  static let mostVisited = 10

  /// Products that are equal in exact arithmetic differ by rounding of n terms of a sum below 1.
  private var bound: Double { abs(value) - 1e-12 }

  /// - Returns: pairings that reach the value, the given one among them, and all pairings.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(n!).
  func visitAll(checkpoint: Checkpoint) throws -> (hits: Int, all: Int) {
    let n = a.count
    let all = (1...n).reduce(1, *)
    // One shard for each choice of the first two partners.
    let hits = try Parallel.map(n * n, checkpoint: checkpoint) { shard in
      let first = shard / n, second = shard % n
      if first == second { return 0 }
      return count(from: 2, used: 1 << first | 1 << second, sum: a[0] * b[first] + a[1] * b[second])
    }
    return (hits.reduce(0, +), all)
  }

  private func count(from place: Int, used: Int, sum: Double) -> Int {
    if place == a.count { return abs(sum) >= bound ? 1 : 0 }
    var hits = 0
    for partner in 0..<a.count where used & 1 << partner == 0 {
      hits += count(from: place + 1, used: used | 1 << partner, sum: sum + a[place] * b[partner])
    }
    return hits
  }

  /// Permutations drawn with one stream of random numbers.
  private static let shard = 1_000

  /// - Returns: permutations that reach the value.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(n · permutations).
  func draw(_ permutations: Int, seed: Int, checkpoint: Checkpoint) throws -> Int {
    let size = PermutationTest.shard
    return try Parallel.map((permutations + size - 1) / size, checkpoint: checkpoint) { shard in
      var stream = RandomStream(seed: seed, name: "permutation", index: shard)
      var partners = b
      var hits = 0
      for _ in shard * size..<min((shard + 1) * size, permutations) where !checkpoint.isInterrupted {
        for last in stride(from: partners.count - 1, to: 0, by: -1) {
          partners.swapAt(last, stream.nextInt(below: last + 1))
        }
        if abs(DenseVector.dot(a, partners)) >= bound { hits += 1 }
      }
      return hits
    }.reduce(0, +)
  }
}
