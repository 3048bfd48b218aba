/// How a product is cut into ranges of rows that may run side by side and after each of which an interrupt is looked
/// for. A pure function of the product's shape, so that the bits of a result do not depend on the number of threads.
struct Shards {
  /// Row ranges.
  let count: Int
  private let rows: Int
  private let height: Int

  /// Below this many operations a shard costs more to hand over and to pack than it saves.
  private static let smallestWork = 1_500_000.0
  /// Above this many operations an interrupt would wait too long (about 2 ms).
  private static let largestWork = 200_000_000.0
  /// Lower products run markedly slower.
  private static let usefulHeight = 64
  /// A multiple of what the product's kernels take at a time.
  private static let unit = 16

  /// The cut of a product of `rows` rows and `columns` columns of `depth` terms each.
  init(rows: Int, columns: Int, depth: Int) {
    let work = 2 * Double(columns) * Double(depth)
    let operations = Double(rows) * work
    let worthwhile = Int(min(operations / Shards.smallestWork, Double(rows / Shards.usefulHeight)))
    let most = max(Int(min(Shards.largestWork / work, Double(rows))), 1)
    let even = min((rows - 1) / max(worthwhile, 1) + 1, most)
    height = max((even + Shards.unit - 1) / Shards.unit * Shards.unit, Shards.unit)
    count = rows == 0 ? 0 : (rows - 1) / height + 1
    self.rows = rows
  }

  /// The cut of `rows` independent rows on each of which `work` operations are done.
  init(rows: Int, work: Int) {
    let perShard = max(1, Int(Shards.smallestWork / 8) / max(work, 1))
    height = min(perShard, max(rows, 1))
    count = rows == 0 ? 0 : (rows - 1) / height + 1
    self.rows = rows
  }

  /// The rows of one shard.
  subscript(shard: Int) -> Range<Int> { shard * height..<min((shard + 1) * height, rows) }
}
