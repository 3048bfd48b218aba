import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Bad and degenerate points are refused or counted")
struct DimensionErrorTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let points: Tensor
    let method: DimensionMethod
    let error: DimensionError
    let words: [String]

    var testDescription: String { words.joined(separator: " … ") }
  }

  static let five = Tensor([5, 2], [0.0, 0, 1, 0, 0, 2, 3, 1, 5, 5])

  static let refusals = [
    Refusal(
      points: Tensor([2, 1], [0.0, 1]), method: .mle(neighbors: 5), error: .tooManyNeighbors(5, points: 2),
      words: ["found 5 neighbours of 2 points", "1 or fewer"]),
    Refusal(
      points: Tensor([3, 1], [0.0, 1, 3]), method: .mle(neighbors: 5, normalization: .kMinusTwo),
      error: .tooManyNeighbors(5, points: 3), words: ["5 neighbours of 3 points"]),
    Refusal(
      points: five, method: .mle(neighbors: 1), error: .tooFewNeighbors(1, minimum: 2), words: ["ask for 2 or more"]),
    Refusal(
      points: Tensor([1, 2], [1.0, 2]), method: .twoNN(), error: .tooManyNeighbors(2, points: 1),
      words: ["2 neighbours of 1 points"]),
    Refusal(
      points: five, method: .mle(neighbors: 1), error: .tooFewNeighbors(1, minimum: 2),
      words: ["at least 2", "found 1"]),
    Refusal(
      points: five, method: .mle(neighbors: -3), error: .tooFewNeighbors(-3, minimum: 1),
      words: ["at least 1", "found -3"]),
    Refusal(
      points: five, method: .mle(neighbors: 2, normalization: .kMinusTwo), error: .tooFewNeighbors(2, minimum: 3),
      words: ["at least 3"]),
    Refusal(points: five, method: .twoNN(trim: 1), error: .trim(1), words: ["below 1; found 1.0"]),
    Refusal(points: five, method: .twoNN(trim: -0.1), error: .trim(-0.1), words: ["found -0.1"]),
    Refusal(
      points: five, method: .twoNN(trim: 0.9), error: .nothingLeft(points: 5, dropped: 0, tied: 0),
      words: ["no scale is left"]),
    Refusal(points: Tensor([0, 3], [Double]()), method: .mle(), error: .empty([0, 3]), words: ["[0, 3]"]),
    Refusal(points: Tensor([3, 0], [Double]()), method: .mle(), error: .empty([3, 0]), words: ["[3, 0]"]),
    Refusal(points: Tensor([], [1.0]), method: .mle(), error: .notPoints([]), words: ["scalar"]),
    Refusal(
      points: Tensor([4, 2], [Double](repeating: 2, count: 8)), method: .mle(neighbors: 2),
      error: .tooManyNeighbors(2, points: 1), words: ["pass more points"]),
  ]

  @Test("What cannot be estimated is refused in words that name it", arguments: refusals)
  func refused(refusal: Refusal) {
    #expect(throws: refusal.error) { try intrinsicDimension(refusal.points, refusal.method) }
    for words in refusal.words { #expect(refusal.error.description.contains(words)) }
  }

  @Test(
    "NaN, infinity and numbers whose squares overflow are refused with their row",
    arguments: [Double.nan, .infinity, -.infinity, 1e61])
  func notFinite(value: Double) throws {
    var values = Self.five.doubles
    values[7] = value
    let error = #expect(throws: DimensionError.self) { try intrinsicDimension(Tensor([5, 2], values), .twoNN()) }
    guard case .notUsable(3, 1, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("row 3, column 1") == true)
  }

  @Test("More neighbours than there are is cut to those that there are, and said")
  func cut() throws {
    let most = try intrinsicDimension(Self.five, .mle(neighbors: 4))
    let cut = try intrinsicDimension(Self.five, .mle(neighbors: 20))
    #expect(cut.value == most.value && cut.convention == most.convention)
    #expect(cut.notes == ["k = 20 was cut to the 4 neighbours that there are"] + most.notes)
    // Merging leaves three points.
    let three = Tensor([4, 1], [0.0, 1, 3, 1])
    #expect(try intrinsicDimension(three, .mle()).notes.first == "k = 20 was cut to the 2 neighbours that there are")
  }

  @Test("Jitter parts equal rows by less than its stated size, counts them, and follows its seed")
  func jitter() throws {
    let one = try PointCloud(ReferencePoints.c, duplicates: .jitter, seed: 1)
    #expect(one.count == 510 && one.duplicateCount == 10)
    let before = ReferencePoints.c.doubles, after = one.points.doubles
    let moved = before.indices.filter { before[$0] != after[$0] }
    #expect(Set(moved.map { $0 / 3 }) == Set(500..<510))
    // The coordinates are in [0, 1): no deviation reaches 1.
    #expect(moved.allSatisfy { abs(before[$0] - after[$0]) <= 0x1p-20 })
    #expect(try PointCloud(ReferencePoints.c, duplicates: .jitter, seed: 1) == one)
    #expect(try PointCloud(ReferencePoints.c, duplicates: .jitter, seed: 2).points != one.points)
    let estimate = try one.estimate(.twoNN())
    #expect(estimate.counts.dropped == 0 && estimate.counts.used == 510)
    #expect(estimate.notes.contains { $0.contains("10 of 510 rows") && $0.contains("moved") && $0.contains("seed 1") })
  }

  @Test("Duplicates are refused on request, naming two rows")
  func duplicates() {
    #expect(throws: DimensionError.duplicate(row: 500, of: 0)) {
      try intrinsicDimension(ReferencePoints.c, .twoNN(), duplicates: .error)
    }
  }

  @Test("Zero and minus zero are the same coordinate")
  func signedZero() throws {
    #expect(try PointCloud(Tensor([2, 1], [0.0, -0.0])).duplicateCount == 1)
  }

  @Test("Equal points leave nothing to measure", arguments: [DimensionMethod.mle(neighbors: 3), .twoNN()])
  func equal(method: DimensionMethod) {
    let points = Tensor([6, 2], [Double](repeating: 2, count: 12))
    #expect(throws: DimensionError.nothingLeft(points: 6, dropped: 6, tied: 0)) {
      try intrinsicDimension(points, method, duplicates: .drop)
    }
  }

  @Test("Points that are all equally far leave nothing to measure, and ties are counted")
  func simplex() {
    let points = Tensor([5, 5], (0..<25).map { $0 % 6 == 0 ? 1.0 : 0 })
    for method in [DimensionMethod.mle(neighbors: 3), .twoNN(method: .mle)] {
      #expect(throws: DimensionError.nothingLeft(points: 5, dropped: 0, tied: 5)) {
        try intrinsicDimension(points, method)
      }
    }
  }

  @Test("A line cannot be fitted to ratios of 1 and one of the last rank")
  func oneRatio() {
    let points = Tensor([4, 3], [1.0, 0, 0, 0, 1, 0, 0, 0, 1, 5, 0, 0])
    #expect(throws: DimensionError.nothingLeft(points: 4, dropped: 0, tied: 3)) {
      try intrinsicDimension(points, .twoNN(trim: 0))
    }
  }

  @Test("Ties on a lattice are counted, and kept or dropped as asked")
  func ties() throws {
    // A 12×12 grid and a 12×12 grid stretched by 1.5: only points of the grid's corners have r₁ < r₂.
    let points = Tensor(
      [288, 2],
      (0..<288).flatMap { index -> [Double] in
        let stretch = index < 144 ? 1 : 1.5, shift = index < 144 ? 0.0 : 100
        return [shift + Double(index % 144 / 12), stretch * Double(index % 12)]
      })
    let kept = try intrinsicDimension(points, .twoNN(method: .mle))
    #expect(kept.counts.tied > 0 && kept.counts.used == 288)
    #expect(kept.notes.contains { $0.contains("\(kept.counts.tied) points with r₁ = r₂ count") })
    let dropped = try intrinsicDimension(points, .twoNN(method: .mle, ties: .drop))
    #expect(dropped.counts.used == 288 - kept.counts.tied)
    #expect(dropped.value < kept.value)
  }

  @Test("Constant features and one coordinate are no obstacle")
  func constantFeatures() throws {
    let line = Tensor([300], ReferencePoints.uniform(1, 300, seed: 9).doubles)
    let one = try intrinsicDimension(line, .mle(neighbors: 10))
    #expect(abs(one.value - 1) < 4 * one.standardError + 0.05)
    let padded = Tensor([300, 3], line.doubles.flatMap { [7, $0, -2] })
    #expect(try intrinsicDimension(padded, .mle(neighbors: 10)).value == one.value)
  }

  @Test("Neighbour lists of another set, or too short, are refused")
  func lists() throws {
    let cloud = try PointCloud(ReferencePoints.b)
    let short = try cloud.neighbors(2)
    #expect(throws: DimensionError.shortNeighborLists(2, needed: 20)) {
      try DimensionMethod.mle().estimate(cloud, short)
    }
    let other = try PointCloud(ReferencePoints.a).neighbors(2)
    #expect(throws: DimensionError.foreignNeighbors(1000, points: 500)) {
      try DimensionMethod.twoNN().estimate(cloud, other)
    }
  }

  @Test("An interrupt before the start is heard")
  func interrupted() {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try intrinsicDimension(ReferencePoints.a, checkpoint: Checkpoint(flag: flag))
    }
  }
}
