import Datasets
import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

@Suite("Differences of dimensions over the same samples")
struct PairedDifferenceTests {
  static let methods: [DimensionMethod] = [
    .mle(neighbors: 10), .mle(neighbors: 10, aggregation: .mean, normalization: .kMinusTwo),
    .mle(neighbors: 10, aggregation: .median), .twoNN(), .twoNN(method: .mle), .twoNN(method: .censored, trim: 0.2),
  ]

  /// Samples of a torus of dimension 3, and the same without `angles` of its angles, with noise of their own.
  static func pair(count: Int, noise: Double, dropping angles: Int = 0, seed: Int) throws -> (Tensor, Tensor) {
    let first = try Manifold.torus(dimension: 3).points(count: count, seed: seed)
    var stream = RandomStream(seed: seed, name: "second")
    let x = first.doubles
    let width = 6 - 2 * angles
    let second = (0..<count).flatMap { row in
      (0..<width).map { x[row * 6 + $0] + noise * stream.nextNormal() }
    }
    return (first, Tensor([count, width], second))
  }

  @Test("A set does not differ from itself, nor from itself turned, scaled and repeated in part", arguments: methods)
  func same(method: DimensionMethod) throws {
    let (first, _) = try Self.pair(count: 400, noise: 0, seed: 1)
    let own = try pairedDifference(first, first, method)
    #expect(own.value == 0 && own.standardError == 0 && own.unpairedStandardError > 0)
    let turned = Tensor(
      [400, 6],
      stride(from: 0, to: 2400, by: 6).flatMap { start in
        (0..<6).map { -8 * first.doubles[start + 5 - $0] }
      })
    let moved = try pairedDifference(first, turned, method)
    #expect(abs(moved.value) < 1e-9 && moved.standardError < 1e-6 * moved.unpairedStandardError)
  }

  @Test("Sets of unrelated samples have the errors of both", arguments: methods)
  func unrelated(method: DimensionMethod) throws {
    let first = try Manifold.torus(dimension: 2).points(count: 500, seed: 3)
    let second = try Manifold.torus(dimension: 2).points(count: 500, seed: 4)
    let found = try pairedDifference(first, second, method)
    #expect(try found.first == intrinsicDimension(first, method))
    #expect(try found.second == intrinsicDimension(second, method))
    #expect(found.value == found.first.value - found.second.value)
    // Twice the covariance of 500 pairs of unrelated influences, and the neighbours that only the other set has: each
    // about √(20/500) = 0.2 of the variance at ten neighbours, so 0.1 of the error; three of them.
    #expect(abs(found.standardError / found.unpairedStandardError - 1) < 0.3)
  }

  @Test("The error sums products of paired influences over all pairs that are neighbours in either set")
  func pairs() throws {
    let reach = 5, count = 300
    let (first, second) = try Self.pair(count: count, noise: 0.1, seed: 2)
    var adjacent = Set<Int>()
    let influences = try [first, second].map { points -> [Double] in
      let (distances, indices) = NeighborsTests.naive(points, reach)
      for slot in indices.indices {
        adjacent.insert(slot / reach * count + Int(indices[slot]))
        adjacent.insert(Int(indices[slot]) * count + slot / reach)
      }
      let sums = (0..<count).map { point -> Double in
        let radii = distances[point * reach..<(point + 1) * reach].map { log($0) }
        return radii.reduce(0) { $0 + radii[reach - 1] - $1 }
      }
      let total = sums.reduce(0, +)
      let value = try intrinsicDimension(points, .mle(neighbors: reach)).value
      return sums.map { (Double(reach - 1) - value * $0) / total }
    }
    let differences = zip(influences[0], influences[1]).map { $0 - $1 }
    var variance = differences.reduce(0.0) { $0 + $1 * $1 }
    for pair in adjacent { variance += differences[pair / count] * differences[pair % count] }
    let found = try pairedDifference(first, second, .mle(neighbors: reach))
    // Influences that sum to zero: cancellation among 300 terms leaves 1e-12 of the variance.
    #expect(abs(found.standardError / variance.squareRoot() - 1) < 1e-10)
  }

  /// The ratio of a mean stated error to a deviation over 100 draws has the error 1/√200 = 7 %; the sandwich is good to
  /// -19 … +27 %.
  @Test("The stated error is the scatter over draws, and less than without pairing", arguments: [0.02, 0.2])
  func honest(noise: Double) throws {
    let methods: [DimensionMethod] = [.mle(neighbors: 10), .twoNN(method: .mle)]
    var values = [[Double]](repeating: [], count: 2), stated = values, unpaired = values
    for seed in 0..<100 {
      let (first, second) = try Self.pair(count: 400, noise: noise, seed: 1_000 + seed)
      let a = try PointCloud(first), b = try PointCloud(second)
      let (p, q) = (try a.neighbors(10), try b.neighbors(10))
      for (index, method) in methods.enumerated() {
        let found = try pairedDifference(a, p, b, q, method)
        values[index].append(found.value)
        stated[index].append(found.standardError)
        unpaired[index].append(found.unpairedStandardError)
      }
    }
    for index in methods.indices {
      let mean = values[index].reduce(0, +) / 100
      let deviation = (values[index].reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / 99).squareRoot()
      let ratio = stated[index].reduce(0, +) / 100 / deviation
      #expect((0.7...1.4).contains(ratio), "\(methods[index]): \(ratio)")
      #expect(stated[index].reduce(0, +) < unpaired[index].reduce(0, +))
    }
  }

  @Test("A set that lost an angle is lower by about one")
  func lower() throws {
    let (first, second) = try Self.pair(count: 1_500, noise: 0, dropping: 1, seed: 7)
    let found = try pairedDifference(first, second, .mle(neighbors: 10))
    #expect(abs(found.value - 1) < 0.3 && found.zScore > 4)
    #expect(found.interval?.contains(found.value) == true && found.description.contains("paired"))
  }

  @Test("Samples that one set merges are paired through the first of their kind")
  func merged() throws {
    let (first, second) = try Self.pair(count: 400, noise: 0.1, seed: 9)
    // The second set shows samples 0 to 49 as equal to sample 50 … 99.
    var rows = Array(0..<400)
    for row in 0..<50 { rows[row] = row + 50 }
    let collapsed = try second.gather(rows)
    let found = try pairedDifference(first, collapsed, .mle(neighbors: 10))
    #expect(found.second.counts.used == 350 && found.first.counts.used == 400)
    #expect(found.standardError > 0 && found.standardError.isFinite)
    #expect(found.notes.contains { $0.hasPrefix("second set: 50 of 400 rows") })
  }

  @Test("Sets of different samples, and methods without influences, are refused")
  func refusals() throws {
    #expect(throws: ComparisonError.rows(first: 1000, second: 500)) {
      try pairedDifference(ReferencePoints.a, ReferencePoints.b)
    }
    #expect(ComparisonError.rows(first: 1, second: 2).description.contains("found 1 and 2 rows"))
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try pairedDifference(ReferencePoints.a, ReferencePoints.a, checkpoint: Checkpoint(flag: flag))
    }
  }
}
