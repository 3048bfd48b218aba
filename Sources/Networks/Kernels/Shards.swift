/// How a product is cut: into ranges of columns that may run side by side, and each of those into panels of rows after
/// which an interrupt is looked for. A pure function of the product's shape, so that the bits of a result do not depend
/// on the number of threads.
struct Shards {
  /// Column ranges.
  let count: Int
  private let columns: Int
  private let width: Int
  private let rows: Int
  private let panel: Int

  /// Below this many operations a shard costs more to hand over and to pack than it saves.
  private static let smallestWork = 1_500_000.0
  /// Above this many operations an interrupt would wait too long (about 2 ms).
  private static let largestWork = 200_000_000.0
  /// Narrower products run markedly slower.
  private static let usefulWidth = 64
  /// Lower panels do too.
  private static let usefulHeight = 64
  /// A cache line of single-precision numbers.
  private static let line = 16

  /// The cut of a product of `rows` rows and `columns` columns of `depth` terms each.
  init(rows: Int, columns: Int, depth: Int) {
    let operations = 2 * Double(rows) * Double(columns) * Double(depth)
    let worthwhile = Int(min(operations / Shards.smallestWork, Double(columns / Shards.usefulWidth)))
    let even = (columns - 1) / max(worthwhile, 1) + 1
    width = (even + Shards.line - 1) / Shards.line * Shards.line
    count = (columns - 1) / width + 1
    let height = Shards.largestWork / (2 * Double(min(width, columns)) * Double(depth))
    panel = max(Int(min(height, Double(rows))), Shards.usefulHeight)
    self.columns = columns
    self.rows = rows
  }

  /// The columns of one shard.
  func columns(of shard: Int) -> Range<Int> { shard * width..<min((shard + 1) * width, columns) }

  /// How many panels the rows are cut into.
  var panels: Int { rows == 0 ? 0 : (rows - 1) / panel + 1 }

  /// The rows of one panel.
  func rows(of index: Int) -> Range<Int> { index * panel..<min((index + 1) * panel, rows) }
}
