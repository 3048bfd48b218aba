/// What the cells of a plane may take of the memory.
struct PlaneBudget: Sendable {
  /// The stage at hand.
  let stage: String
  let limit: Int
  /// Taken by what is kept of the stages before.
  let kept: Int

  /// Bytes of a cell and its share of vertices and edges in the mesh: two edges of two halves, one vertex.
  static let cellBytes = 4 * 24 + 16 + 16

  /// - Throws: `RegionError.plane(.tooManyRegions)` before anything is allocated.
  func check(rows: Int, of rowBytes: Int, cells: Int, unitBytes: Int) throws(RegionError) {
    let (held, one) = rows.multipliedReportingOverflow(by: rowBytes)
    let (states, two) = cells.multipliedReportingOverflow(by: unitBytes + PlaneBudget.cellBytes)
    let (sum, three) = held.addingReportingOverflow(states)
    let (all, four) = sum.addingReportingOverflow(kept)
    let overflows = one || two || three || four
    guard !overflows, all <= limit, rows < 1 << 28 else {
      throw exhausted(cells: cells, bytes: overflows ? .max : all)
    }
  }

  func exhausted(cells: Int, bytes: Int) -> RegionError {
    .plane(.tooManyRegions(stage: stage, found: cells, bytes: bytes, limit: limit))
  }
}
