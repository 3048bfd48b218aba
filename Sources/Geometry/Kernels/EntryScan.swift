import CKernels
import Tensors

/// Entries |x|² + |y|² - 2⟨x, y⟩ of rows x with all rows y of another set, a few rows x at a time.
///
/// |x|² and |y|² are terms of the product itself, as coordinates (-2x, 1, |x|²) and (y, |y|², 1), so that an entry is
/// off by no more than `PreparedRows.pairError` states. Memory: 4·N·(D + 2) bytes, and 120·N a thread.
struct EntryScan: Sendable {
  /// Rows of the left whose entries are held at once.
  static let height = 24
  private static let panel = Int(ESPALIER_PANEL)

  let left: PreparedRows
  /// Rows y.
  let count: Int
  private let panels: [Float]
  private let depth: Int

  /// - Precondition: both of one width.
  init(left: PreparedRows, right: PreparedRows) {
    self.left = left
    count = right.count
    depth = right.width + 2
    panels = EntryScan.panels(of: right)
  }

  var panelCount: Int { (count + EntryScan.panel - 1) / EntryScan.panel }

  /// Columns of a panel are rows y; those behind the last are infinitely far.
  private static func panels(of rows: PreparedRows) -> [Float] {
    let width = rows.width, depth = width + 2
    let size = (rows.count + panel - 1) / panel * panel * depth
    return [Float](unsafeUninitializedCapacity: size) { values, used in
      values.initialize(repeating: 0)
      rows.rows.withUnsafeBufferPointer { source in
        for first in stride(from: 0, to: rows.count, by: panel) {
          let place = first * depth, filled = min(panel, rows.count - first)
          for row in 0..<filled {
            let start = (first + row) * width
            for column in 0..<width { values[place + column * panel + row] = source[start + column] }
            values[place + width * panel + row] = rows.squares[first + row]
          }
          for row in filled..<panel { values[place + width * panel + row] = .infinity }
          for row in 0..<panel { values[place + (width + 1) * panel + row] = 1 }
        }
      }
      used = size
    }
  }

  /// Memory of one thread.
  ///
  /// `@unchecked Sendable`: a thread has its own.
  final class Memory: @unchecked Sendable {
    fileprivate let entries: UnsafeMutablePointer<Float>
    fileprivate let queries: UnsafeMutablePointer<Float>
    fileprivate let least: UnsafeMutablePointer<Float>
    fileprivate let groups: Int
    fileprivate let vectors: Int
    fileprivate let count: Int
    private let found: UnsafeMutablePointer<Int32>
    /// What was found of the row at hand.
    private(set) var places: UnsafeMutableBufferPointer<Int32>
    fileprivate var row: UnsafePointer<Float>

    /// - Parameter rank: the largest rank that a bound is asked for.
    init(_ scan: EntryScan, rank: Int) {
      count = scan.count
      vectors = scan.panelCount * EntryScan.panel / 16
      // Twice as many groups as the rank: few entries beyond it are then below the bound.
      groups = min(max((2 * rank + 15) / 16, 4), vectors)
      entries = .allocate(capacity: EntryScan.height * vectors * 16)
      queries = .allocate(capacity: EntryScan.height * scan.depth)
      least = .allocate(capacity: max(groups * 16, 1))
      found = .allocate(capacity: scan.count)
      places = UnsafeMutableBufferPointer(start: found, count: 0)
      row = UnsafePointer(entries)
    }

    deinit {
      entries.deallocate()
      queries.deallocate()
      least.deallocate()
      found.deallocate()
    }

    /// The entry of the row at hand with a row y.
    func entry(_ place: Int32) -> Float { row[Int(place)] }

    /// What at least `rank` entries of the row at hand do not exceed.
    func bound(rank: Int) -> Float { espalier_near_bound(row, vectors, rank, groups, least) }

    /// Finds the rows y, ascending, whose entries do not exceed `limit`.
    func find(atMost limit: Float) {
      places = UnsafeMutableBufferPointer(start: found, count: espalier_near_places(row, count, limit, found))
    }
  }

  /// Calls `body` for each of some rows x, its entries in memory; that with an excluded row y is infinite.
  func visit(_ rows: some Collection<Int>, _ memory: Memory, excluding: (Int) -> Int?, _ body: (Int) -> Void) {
    let width = left.width
    left.rows.withUnsafeBufferPointer { source in
      for (item, row) in rows.enumerated() {
        let query = memory.queries + item * depth
        for column in 0..<width { query[column] = -2 * source[row * width + column] }
        query[width] = 1
        query[width + 1] = left.squares[row]
      }
    }
    panels.withUnsafeBufferPointer { panels in
      guard let panels = panels.baseAddress else { return }
      espalier_near_entries(memory.entries, memory.queries, rows.count, panels, depth, panelCount)
    }
    for (item, row) in rows.enumerated() {
      let entries = memory.entries + item * memory.vectors * 16
      if let other = excluding(row) { entries[other] = .infinity }
      memory.row = UnsafePointer(entries)
      body(row)
    }
  }
}
