import Synchronization
public import Tensors

/// Neighbour lists by the content of the sets that they are of.
///
/// A second estimator on equal points, with as many neighbours or fewer, pays for its own arithmetic and a reading of
/// the points (about 10 GB/s); more neighbours are searched anew. Lists from the cache are the bits of a fresh search.
/// At most `limit` bytes of lists are kept, the least recently used dropped first; the points themselves are not kept.
public final class NeighborCache: Sendable {
  /// The cache that `PointCloud.neighbors` uses unless told otherwise, of 256 MB.
  public static let shared = NeighborCache(limit: 256 << 20)

  /// Bytes of lists that are kept at most.
  public let limit: Int
  private let state = Mutex(State())

  private struct State {
    var entries: [Key: (lists: Neighbors, used: Int)] = [:]
    var bytes = 0
    var clock = 0
    var hits = 0
  }

  private struct Key: Hashable {
    let content: ContentHash
    let metric: Metric
  }

  /// An empty cache.
  public init(limit: Int) { self.limit = max(limit, 0) }

  /// Bytes of lists that are kept.
  public var bytes: Int { state.withLock { $0.bytes } }

  /// How often lists were found.
  public var hits: Int { state.withLock { $0.hits } }

  /// Forgets everything, so that the next search is one.
  public func removeAll() {
    state.withLock {
      $0.entries = [:]
      $0.bytes = 0
    }
  }

  /// The exact neighbours of each measured point of a cloud.
  /// - Throws: as `Neighbors.init(of:neighbors:checkpoint:)`.
  public func neighbors(of cloud: PointCloud, _ count: Int, checkpoint: Checkpoint = .none) throws -> Neighbors {
    guard limit > 0, let key = key(of: cloud) else {
      return try Neighbors(of: cloud, neighbors: count, checkpoint: checkpoint)
    }
    try checkpoint.check()
    if count >= 1, let known = find(key, count) { return known.prefix(count) }
    let lists = try Neighbors(of: cloud, neighbors: count, checkpoint: checkpoint)
    keep(lists, key)
    return lists
  }

  /// Nil for a matrix of distances: to read its rows costs no more than to know it again.
  private func key(of cloud: PointCloud) -> Key? {
    var content = ContentHash()
    content.combine(cloud.points)
    switch cloud.subject {
    case .everyPoint: content.combine(0)
    case .anchors(let rows):
      content.combine(1)
      rows.withUnsafeBytes { content.combine($0) }
    case .queries(let queries, let equal):
      content.combine(2)
      content.combine(queries)
      equal.withUnsafeBytes { content.combine($0) }
    case .distances: return nil
    }
    return Key(content: content, metric: cloud.metric)
  }

  private func find(_ key: Key, _ count: Int) -> Neighbors? {
    state.withLock { state in
      guard let entry = state.entries[key], entry.lists.neighbors >= count else { return nil }
      state.clock += 1
      state.hits += 1
      state.entries[key]?.used = state.clock
      return entry.lists
    }
  }

  private func keep(_ lists: Neighbors, _ key: Key) {
    state.withLock { state in
      let size = NeighborCache.size(lists)
      // Another thread may have searched the same set for more.
      if let known = state.entries[key] {
        if known.lists.neighbors >= lists.neighbors { return }
        state.bytes -= NeighborCache.size(known.lists)
        state.entries[key] = nil
      }
      guard size <= limit else { return }
      while state.bytes + size > limit, let oldest = state.entries.min(by: { $0.value.used < $1.value.used }) {
        state.bytes -= NeighborCache.size(oldest.value.lists)
        state.entries[oldest.key] = nil
      }
      state.clock += 1
      state.entries[key] = (lists, state.clock)
      state.bytes += size
    }
  }

  private static func size(_ lists: Neighbors) -> Int {
    8 * lists.distances.count + 4 * lists.indices.count + 4 * lists.stands.count
  }
}
