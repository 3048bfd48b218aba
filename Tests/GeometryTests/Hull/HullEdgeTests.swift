import Geometry
import Synchronization
import Tensors
import TestSupport
import Testing

@Suite("Hulls at the edge of their definition")
struct HullEdgeTests {
  static let square = Tensor([4, 2], [0.0, 0, 1, 0, 1, 1, 0, 1])

  static let asked: [([Double], Double)] = [
    ([0.5, 0.5], 0), ([0, 0], 0), ([1, 0.25], 0), ([0.5, 0], 0), ([2, 0.5], 1), ([2, 2], 2.0.squareRoot()),
    ([-3, 5], 5), ([0.5, -1e-6], 1e-6),
  ]

  @Test("Distances to a square are those of school geometry", arguments: asked)
  func square(query: [Double], distance: Double) throws {
    let membership = try hullMembership(of: Tensor([1, 2], query), in: Self.square)
    #expect(membership.inside == [distance == 0])
    #expect(abs(try #require(membership.distances)[0] - distance) < 1e-15 * (1 + distance))
    let nearest = try #require(membership.nearestPoint(toQuery: 0))
    for (value, coordinate) in zip(nearest, query) {
      #expect(abs(value - min(max(coordinate, 0), 1)) < 1e-15 * (1 + distance))
    }
  }

  @Test("Certificates hold when derived by hand", arguments: HullMembership.Aim.allCases)
  func certificates(aim: HullMembership.Aim) throws {
    let points = ReferencePoints.uniform(60, 4, seed: 31), queries = ReferencePoints.uniform(80, 4, seed: 32)
    let membership = try hullMembership(of: queries, in: points, aim: aim)
    let p = points.doubles, x = queries.doubles
    #expect(membership.inside.contains(true) && membership.inside.contains(false))
    for (query, certificate) in membership.certificates.enumerated() {
      let own = Array(x[query * 4..<query * 4 + 4])
      switch certificate {
      case .inside(let weights):
        #expect(weights.allSatisfy { $0.weight > 0 } && weights.count <= 5)
        #expect(abs(weights.reduce(0) { $0 + $1.weight } - 1) < 1e-14)
        for column in 0..<4 {
          var sum = 0.0
          for share in weights { sum += share.weight * p[share.index * 4 + column] }
          #expect(abs(sum - own[column]) < 1e-10)
        }
      case .outside(let normal, let margin, let nearest):
        let heights = (0..<60).map { row -> Double in
          var height = 0.0
          for column in 0..<4 { height += (p[row * 4 + column] - own[column]) * normal[column] }
          return height
        }
        let lowest = try #require(heights.min())
        #expect(margin > 0 && lowest >= margin)
        #expect((nearest == nil) == (aim == .membership))
        if let nearest { #expect(abs(nearest.distance - lowest) < 1e-12) }
      }
    }
  }

  @Test("A query equal to a point has distance exactly 0")
  func equal() throws {
    let points = ReferencePoints.uniform(50, 6, seed: 33)
    let shifted = points.map { $0 * 1e3 + 1e6 }
    for set in [points, shifted] {
      let membership = try hullMembership(of: set, in: set)
      #expect(membership.fraction == 1 && membership.standardError == 0)
      #expect(membership.distances == [Double](repeating: 0, count: 50))
      #expect(try membership.verify() < 1e-15)
    }
  }

  @Test("Convex combinations are inside, and repeated points change nothing")
  func combinations() throws {
    let points = ReferencePoints.uniform(40, 7, seed: 34)
    let p = points.doubles
    var generator = SplitMix64(seed: 35)
    var queries: [Double] = []
    for _ in 0..<50 {
      let raw = (0..<40).map { _ in generator.nextUnit() }
      let sum = raw.reduce(0, +)
      for column in 0..<7 {
        var value = 0.0
        for row in 0..<40 { value += raw[row] / sum * p[row * 7 + column] }
        queries.append(value)
      }
    }
    let once = try hullMembership(of: Tensor([50, 7], queries), in: points)
    #expect(once.fraction == 1)
    let outside = ReferencePoints.uniform(60, 7, seed: 36)
    let single = try hullMembership(of: outside, in: points)
    let doubled = try hullMembership(of: outside, in: Tensor([80, 7], p + p))
    #expect(doubled.inside == single.inside)
    let pairs = zip(try #require(single.distances), try #require(doubled.distances))
    for (a, b) in pairs { #expect(abs(a - b) < 1e-12) }
  }

  @Test("A flat set in a larger space: the distance to its plane counts")
  func rankDeficient() throws {
    // Points of the square in the plane z = 3, a constant fourth coordinate beside.
    let points = Tensor([4, 4], [0.0, 0, 3, 7, 1, 0, 3, 7, 1, 1, 3, 7, 0, 1, 3, 7])
    let queries = Tensor([4, 4], [0.5, 0.5, 3, 7, 0.5, 0.5, 5, 7, 2, 0.5, 3, 7, 2, 0.5, 3, 8])
    let membership = try hullMembership(of: queries, in: points)
    #expect(membership.inside == [true, false, false, false])
    let expected = [0, 2, 1, 2.0.squareRoot()]
    for (a, b) in zip(try #require(membership.distances), expected) { #expect(abs(a - b) < 1e-14) }
    #expect(try membership.verify() < 1e-13)
  }

  @Test("Fewer points than dimensions, and a single point")
  func fewPoints() throws {
    let simplex = Tensor([2, 5], [0.0, 0, 0, 0, 0, 2, 0, 0, 0, 0])
    let queries = Tensor([2, 5], [1.0, 0, 0, 0, 0, 1, 3, 0, 4, 0])
    #expect(try hullMembership(of: queries, in: simplex).distances == [0, 5])
    let point = Tensor([1, 2], [0.1, 0.2])
    let near = try hullMembership(of: Tensor([2, 2], [0.1, 0.2, 0.1, 0.7]), in: point)
    #expect(near.inside == [true, false])
    #expect(abs(try #require(near.distances)[1] - 0.5) < 1e-15)
  }

  @Test("Corners of a cube lie outside the hull of the others, corners far from the origin too", arguments: [0.0, 1e6])
  func cube(offset: Double) throws {
    let corners = (0..<64).map { corner -> [Double] in
      (0..<6).map { bit -> Double in offset + Double(corner >> bit & 1) }
    }
    for corner in [0, 21, 63] {
      let others = corners.indices.filter { $0 != corner }.flatMap { corners[$0] }
      let membership = try hullMembership(of: Tensor([1, 6], corners[corner]), in: Tensor([63, 6], others))
      // The hull of the others is cut off by the plane through the six neighbours, at 1/√6.
      #expect(abs(try #require(membership.distances)[0] - 1 / 6.0.squareRoot()) < 1e-9)
    }
  }

  @Test(
    "Normal points and queries fall inside as often as theory says",
    arguments: [(200, 5, 0.5870996), (500, 8, 0.3504344)])
  func gaussian(count: Int, dimension: Int, expected: Double) throws {
    var stream = RandomStream(seed: 3, name: "hull", index: dimension)
    // Queries of one hull share it: many small hulls give independent answers.
    let hulls = 60, queries = 20
    var fractions: [Double] = []
    for _ in 0..<hulls {
      let points = Tensor([count, dimension], (0..<count * dimension).map { _ in stream.nextNormal() })
      let asked = Tensor([queries, dimension], (0..<queries * dimension).map { _ in stream.nextNormal() })
      fractions.append(try hullMembership(of: asked, in: points, aim: .membership).fraction)
    }
    let mean = fractions.reduce(0, +) / Double(hulls)
    let variance = fractions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(hulls * (hulls - 1))
    #expect(abs(mean - expected) < 3.5 * variance.squareRoot())
  }

  @Test("The answers are the same bits on one thread and on three")
  func threads() throws {
    let points = ReferencePoints.uniform(100, 5, seed: 37), queries = ReferencePoints.uniform(150, 5, seed: 38)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try hullMembership(of: queries, in: points)
    Parallel.threadCount = 3
    #expect(try hullMembership(of: queries, in: points) == one)
  }

  @Test("An interrupt stops between waves of queries")
  func interrupt() {
    let flag = InterruptFlag()
    let told = Mutex(0)
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0 = progress.completed }
      if progress.completed > 0 { flag.raise() }
    }
    #expect(throws: Interrupted.self) {
      try hullMembership(
        of: ReferencePoints.uniform(1100, 3, seed: 1), in: ReferencePoints.uniform(50, 3, seed: 2),
        checkpoint: checkpoint)
    }
    #expect(told.withLock { $0 } == 512)
  }

  @Test("What is no set of points is refused in words that name it")
  func refused() {
    let good = Self.square
    let cases: [(queries: Tensor, points: Tensor, error: HullError, words: String)] = [
      (
        Tensor([2], [1.0, 2]), good, .notPoints(.queries, [2]), "queries of a hull must be rows [N, D]; found shape [2]"
      ),
      (good, Tensor([], [1.0]), .notPoints(.points, []), "points of a hull"),
      (Tensor([0, 2], [Double]()), good, .empty(.queries, [0, 2]), "queries of a hull must hold"),
      (good, Tensor([0, 2], [Double]()), .empty(.points, [0, 2]), "points of a hull must hold"),
      (Tensor([1, 3], [1.0, 2, 3]), good, .dimensions(points: 2, queries: 3), "found 3 and 2"),
      (
        good, Tensor([2, 2], [1.0, 2, .infinity, 3]), .notUsable(.points, row: 1, column: 0, value: .infinity),
        "points must be finite and below 1e60 in magnitude; found inf in row 1, column 0"
      ),
    ]
    for (queries, points, error, words) in cases {
      #expect(throws: error) { try hullMembership(of: queries, in: points) }
      #expect(error.description.contains(words))
    }
    #expect(throws: HullError.self) { try hullMembership(of: Tensor([1, 2], [Double.nan, 0]), in: good) }
  }
}
