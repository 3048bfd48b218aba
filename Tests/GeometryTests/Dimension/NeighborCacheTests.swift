import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Known neighbour lists are not sought again")
struct NeighborCacheTests {
  @Test("Fewer neighbours of equal points come from the cache with the bits of a search; more are sought")
  func reuse() throws {
    let cache = NeighborCache(limit: 1 << 20)
    let cloud = try PointCloud(ReferencePoints.b)
    _ = try cloud.neighbors(20, cache: cache)
    #expect(cache.hits == 0 && cache.bytes == 500 * 20 * 12)
    // Another cloud of equal content.
    let equal = try PointCloud(Tensor([500, 3], ReferencePoints.b.doubles))
    for count in [20, 7, 1] {
      #expect(try equal.neighbors(count, cache: cache) == Neighbors(of: cloud.points, neighbors: count))
    }
    #expect(cache.hits == 3)
    #expect(try cloud.neighbors(21, cache: cache) == Neighbors(of: cloud.points, neighbors: 21))
    #expect(cache.hits == 3 && cache.bytes == 500 * 21 * 12)
    #expect(throws: DimensionError.tooFewNeighbors(0, minimum: 1)) { try cloud.neighbors(0, cache: cache) }
    cache.removeAll()
    _ = try cloud.neighbors(3, cache: cache)
    #expect(cache.hits == 3)
  }

  @Test("One bit, the precision, the metric, the draw of anchors and the side make another set")
  func distinctions() throws {
    let cache = NeighborCache(limit: 1 << 20)
    var values = ReferencePoints.b.doubles
    values[1499] = values[1499].nextUp
    let b = ReferencePoints.b, plain = try PointCloud(b)
    let clouds = [
      plain, try PointCloud(Tensor([500, 3], values)), try PointCloud(Tensor([500, 3], b.floats)),
      try PointCloud(b, metric: .cosine), try plain.anchored(20, seed: 1), try plain.anchored(20, seed: 2),
      try PointCloud(of: b, in: ReferencePoints.uniform(50, 3, seed: 1)),
      try PointCloud(of: ReferencePoints.uniform(50, 3, seed: 1), in: b),
    ]
    for cloud in clouds { #expect(try cloud.neighbors(4, cache: cache) == Neighbors(of: cloud, neighbors: 4)) }
    #expect(cache.hits == 0)
    for cloud in clouds { #expect(try cloud.neighbors(4, cache: cache) == Neighbors(of: cloud, neighbors: 4)) }
    #expect(cache.hits == clouds.count)
  }

  @Test("Memory is bounded: the list not used for longest goes first, and one above the limit is not kept")
  func bound() throws {
    let clouds = try (0..<3).map { try PointCloud(ReferencePoints.uniform(100, 2, seed: UInt64($0 + 1))) }
    let cache = NeighborCache(limit: 100 * 12 * 10)
    _ = try clouds[0].neighbors(5, cache: cache)
    _ = try clouds[1].neighbors(5, cache: cache)
    _ = try clouds[0].neighbors(5, cache: cache)
    _ = try clouds[2].neighbors(5, cache: cache)
    #expect(cache.hits == 1 && cache.bytes == 100 * 12 * 10)
    _ = try clouds[0].neighbors(5, cache: cache)
    #expect(cache.hits == 2)
    _ = try clouds[1].neighbors(5, cache: cache)
    #expect(cache.hits == 2)
    _ = try clouds[1].neighbors(11, cache: cache)
    #expect(cache.bytes <= cache.limit)
  }

  @Test("Threads share a cache")
  func threads() async throws {
    let cache = NeighborCache(limit: 1 << 20)
    let cloud = try PointCloud(ReferencePoints.b)
    let expected = try Neighbors(of: cloud, neighbors: 6)
    try await withThrowingTaskGroup(of: Neighbors.self) { group in
      for _ in 0..<8 { group.addTask { try cloud.neighbors(6, cache: cache) } }
      for try await lists in group { #expect(lists == expected) }
    }
    #expect(cache.bytes == 500 * 6 * 12)
  }
}
