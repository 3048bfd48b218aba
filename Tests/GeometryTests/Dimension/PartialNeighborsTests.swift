import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

/// Anchors, queries apart from the reference, directions and given distances.
@Suite("Neighbours of parts, of others and of distances")
struct PartialNeighborsTests {
  static func distances(_ a: Tensor, _ b: Tensor) -> [[Double]] {
    let left = a.doubles, right = b.doubles, width = a.count / a.shape[0]
    return (0..<a.shape[0]).map { i in
      (0..<b.shape[0]).map { j in
        var sum = 0.0
        for c in 0..<width {
          let difference = left[i * width + c] - right[j * width + c]
          sum += difference * difference
        }
        return sum.squareRoot()
      }
    }
  }

  @Test("Anchors have the lists that they have among all points")
  func anchors() throws {
    let cloud = try PointCloud(ReferencePoints.a)
    let all = try cloud.neighbors(7, cache: NeighborCache(limit: 0))
    let part = try cloud.anchored(150, seed: 3)
    let lists = try Neighbors(of: part, neighbors: 7)
    let local = try part.estimate(.mle(neighbors: 7)).local
    let rows = local.indices.filter { !local[$0].isNaN }
    #expect(rows.count == 150 && lists.count == 150 && local.count == 1000)
    #expect(lists.distances == rows.flatMap { all.distances[$0 * 7..<$0 * 7 + 7] })
    #expect(lists.indices == rows.flatMap { all.indices[$0 * 7..<$0 * 7 + 7] })
    let other = try cloud.anchored(150, seed: 4).estimate(.mle(neighbors: 7)).local
    #expect(other.indices.filter { !other[$0].isNaN } != rows)
  }

  @Test(
    "With every point an anchor the estimate is that of the whole set", arguments: [DimensionMethod.mle(), .twoNN()])
  func everyAnchor(method: DimensionMethod) throws {
    let whole = try intrinsicDimension(ReferencePoints.b, method)
    let anchored = try intrinsicDimension(ReferencePoints.b, method, anchors: 500, seed: 9)
    #expect(anchored.value == whole.value && anchored.local == whole.local)
    // The same products summed in another order: 500 rows of 41 terms that partly cancel.
    #expect(abs(anchored.standardError / whole.standardError - 1) < 1e-10)
    #expect(anchored.notes.contains("500 anchors of 500 points, drawn with seed 9"))
  }

  @Test("Impossible anchors are refused", arguments: [0, -1, 501, Int.max])
  func badAnchors(count: Int) {
    #expect(throws: DimensionError.anchors(count, points: 500)) {
      try intrinsicDimension(ReferencePoints.b, anchors: count)
    }
  }

  @Test("Queries apart have their nearest in the reference", arguments: [true, false])
  func queries(isDouble: Bool) throws {
    let reference = ReferencePoints.uniform(700, 6, seed: 5)
    var queries = ReferencePoints.uniform(90, 6, seed: 6)
    if !isDouble { queries = Tensor(queries.shape, queries.floats) }
    let lists = try PointCloud(of: queries, in: reference).neighbors(9)
    for (row, all) in Self.distances(queries, reference).enumerated() {
      let sorted = all.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }.prefix(9)
      #expect(lists.indices[row * 9..<row * 9 + 9].map { Int($0) } == sorted.map(\.offset))
      #expect(zip(lists.distances[row * 9..<row * 9 + 9], sorted).allSatisfy { abs($0 - $1.element) < 1e-14 })
    }
  }

  @Test("The points of a set as queries in it are taken for themselves")
  func samePoints() throws {
    let whole = try intrinsicDimension(ReferencePoints.b)
    let asked = try intrinsicDimension(of: ReferencePoints.b, in: ReferencePoints.b)
    #expect(asked.value == whole.value && asked.local == whole.local)
    #expect(abs(asked.standardError / whole.standardError - 1) < 1e-10)
    #expect(asked.notes.contains { $0.hasPrefix("500 of 500 queries are reference points") })
  }

  @Test("A query equal to a reference point is refused, dropped, taken for it or moved, as asked")
  func coincidence() throws {
    let reference = ReferencePoints.uniform(300, 3, seed: 5)
    var values = ReferencePoints.uniform(40, 3, seed: 6).doubles
    values.replaceSubrange(21..<24, with: reference.doubles[30..<33])
    let queries = Tensor([40, 3], values)
    #expect(throws: DimensionError.queryInReference(query: 7, reference: 10)) {
      try intrinsicDimension(of: queries, in: reference, duplicates: .error)
    }
    let dropped = try intrinsicDimension(of: queries, in: reference, .twoNN(), duplicates: .drop)
    #expect(dropped.local[7].isNaN && dropped.counts.dropped == 1 && dropped.counts.used == 39)
    let merged = try intrinsicDimension(of: queries, in: reference, .mle(neighbors: 5))
    let alone = try intrinsicDimension(reference, .mle(neighbors: 5))
    #expect(merged.local[7] == alone.local[10] && merged.counts.used == 40)
    let moved = try intrinsicDimension(of: queries, in: reference, .mle(neighbors: 5), duplicates: .jitter)
    #expect(moved.local[7] < 0.7 * alone.local[10] && moved.counts.used == 40)
    #expect(moved.notes.contains { $0.contains("1 of 40 queries") && $0.contains("moved") })
  }

  @Test("Widths that differ, and more neighbours than the reference has, are refused or cut")
  func badQueries() throws {
    let reference = ReferencePoints.uniform(5, 3, seed: 5), queries = ReferencePoints.uniform(40, 3, seed: 6)
    #expect(throws: DimensionError.widths(queries: 3, reference: 8)) {
      try intrinsicDimension(of: queries, in: ReferencePoints.a)
    }
    let cloud = try PointCloud(of: queries, in: reference)
    #expect(throws: DimensionError.tooFewReferences(6, available: 5)) { try cloud.neighbors(6) }
    #expect(try cloud.estimate(.mle()).notes.first == "k = 20 was cut to the 5 neighbours that there are")
    #expect(throws: DimensionError.anchorsOfPart) { try cloud.anchored(3) }
  }

  /// Two errors of a ratio: the mean stated error is known to 1 %, the deviation of 100 draws to 1/√200 = 7 %.
  @Test(
    "The stated error of anchors and of queries apart is 0.75 to 1.35 of the deviation over 100 draws",
    arguments: [2, 5])
  func honesty(dimension: Int) throws {
    let draws = 100
    var values = [[Double]](repeating: [], count: 4), stated = values
    for draw in 0..<draws {
      var stream = RandomStream(seed: draw, name: "parts", index: dimension)
      let points = ReferencePoints.torus(dimension, count: 1000, stream: &stream)
      let others = ReferencePoints.torus(dimension, count: 1000, stream: &stream)
      let clouds = [try PointCloud(points).anchored(300, seed: draw), try PointCloud(of: others, in: points)]
      for (place, cloud) in clouds.enumerated() {
        for (index, method) in [DimensionMethod.mle(neighbors: 10), .twoNN()].enumerated() {
          let estimate = try cloud.estimate(method)
          values[place * 2 + index].append(estimate.value)
          stated[place * 2 + index].append(estimate.standardError)
        }
      }
    }
    for place in values.indices {
      let mean = values[place].reduce(0, +) / Double(draws)
      let squares = values[place].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let ratio = stated[place].reduce(0, +) / Double(draws) / (squares / Double(draws - 1)).squareRoot()
      #expect((0.75...1.35).contains(ratio), "\(place): \(ratio)")
    }
  }

  @Test("The cosine metric is the distance of directions, and no length changes it")
  func cosine() throws {
    let points = Tensor([400, 5], NeighborsTests.normal(400, 5, seed: 11))
    let cloud = try PointCloud(points, metric: .cosine)
    let lists = try cloud.neighbors(6)
    let values = points.doubles
    for row in 0..<400 {
      let lengths = (0..<400).map { other in
        (0..<5).reduce(0.0) { $0 + values[other * 5 + $1] * values[other * 5 + $1] }.squareRoot()
      }
      let nearest = (0..<400).filter { $0 != row }.map { other -> Double in
        let product = (0..<5).reduce(0.0) { $0 + values[row * 5 + $1] * values[other * 5 + $1] }
        return (2 - 2 * product / lengths[row] / lengths[other]).squareRoot()
      }.sorted().prefix(6)
      // 2 - 2cos cancels: off by 2⁻⁵⁰ of 1, at distances above 0.01.
      #expect(zip(lists.distances[row * 6..<row * 6 + 6], nearest).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    // Exact multiples of a row have its direction to the bit.
    let tripled = Tensor([3, 2], [1.0, 7, 3, 21, -5, 2])
    #expect(try PointCloud(tripled, metric: .cosine).duplicateCount == 1)
    #expect(throws: DimensionError.zeroVector(row: 1)) {
      try intrinsicDimension(Tensor([3, 2], [1.0, 0, 0, 0, 1, 1]), metric: .cosine)
    }
  }

  @Test("Given distances stand for the points", arguments: [DimensionMethod.mle(neighbors: 9), .twoNN()])
  func distances(method: DimensionMethod) throws {
    let matrix = Tensor([510, 510], Self.distances(ReferencePoints.c, ReferencePoints.c).flatMap { $0 })
    for policy in [DuplicatePolicy.merge, .drop] {
      let given = try intrinsicDimension(distances: matrix, method, duplicates: policy)
      let points = try intrinsicDimension(ReferencePoints.c, method, duplicates: policy)
      // Sums of three squares in one order or another.
      #expect(abs(given.value / points.value - 1) < 1e-12 && given.counts == points.counts)
      #expect(abs(given.standardError / points.standardError - 1) < 1e-9)
    }
    #expect(throws: DimensionError.duplicate(row: 500, of: 0)) {
      try intrinsicDimension(distances: matrix, method, duplicates: .error)
    }
    #expect(throws: DimensionError.jitterOfDistances(row: 500, of: 0)) {
      try intrinsicDimension(distances: matrix, method, duplicates: .jitter)
    }
  }

  @Test("What is no matrix of distances is refused with its entry")
  func badDistances() {
    #expect(throws: DimensionError.notSquare([2, 3])) { try intrinsicDimension(distances: Tensor(zeros: [2, 3])) }
    #expect(throws: DimensionError.empty([0, 0])) { try intrinsicDimension(distances: Tensor(zeros: [0, 0])) }
    let good = [0.0, 1, 2, 1, 0, 1.5, 2, 1.5, 0]
    for (offset, value) in [(0, 0.1), (1, -1), (5, 1.7)] {
      var values = good
      values[offset] = value
      let mirrored = values[offset % 3 * 3 + offset / 3]
      let error = DimensionError.notADistance(row: offset / 3, column: offset % 3, value: value, mirrored: mirrored)
      #expect(throws: error) { try intrinsicDimension(distances: Tensor([3, 3], values)) }
    }
    var values = good
    values[2] = .nan
    #expect(throws: DimensionError.self) { try intrinsicDimension(distances: Tensor([3, 3], values)) }
  }

  /// Reads coordinates, or nothing says that it does not.
  struct Coordinates: DimensionEstimator {
    var neighbors: Int { 1 }
    var convention: String { "a test of coordinates" }

    func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
      try DimensionMethod.twoNN().estimate(cloud, cloud.neighbors(2))
    }
  }

  @Test("Estimators of coordinates refuse anchors, queries apart and distances by name")
  func coordinates() throws {
    let method = DimensionMethod(Coordinates())
    let points = ReferencePoints.b
    _ = try intrinsicDimension(points, method)
    let refused: [() throws -> DimensionEstimate] = [
      { try intrinsicDimension(points, method, anchors: 20) },
      { try intrinsicDimension(of: points, in: points, method) },
      { try intrinsicDimension(distances: Tensor([3, 3], [0.0, 1, 2, 1, 0, 1.5, 2, 1.5, 0]), method) },
    ]
    for (estimate, words) in zip(refused, ["20 anchors", "queries apart", "a matrix of distances"]) {
      let error = #expect(throws: DimensionError.self) { try estimate() }
      #expect(
        error?.description.contains("a test of coordinates reads the coordinates of all points; found \(words)") == true
      )
    }
  }
}
