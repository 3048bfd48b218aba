import Synchronization
import Tensors

extension LineTracer {
  /// Follows independent blocks of knots, side by side; a lone block tells its progress stage by stage.
  /// - Throws: `RegionError.overflow`, `Interrupted`.
  func trace(blocks: Int, _ knots: @Sendable (_ block: Int) -> LineKnots) throws -> LineFindings {
    if blocks == 1 { return try trace(knots(0), reportsStages: true).sorted() }
    checkpoint.report(Progress("regions", 0, of: blocks, unit: "block"))
    let done = Mutex(0)
    let parts = try Parallel.map(blocks, checkpoint: checkpoint) { block in
      let findings = try trace(knots(block), reportsStages: false)
      done.withLock {
        $0 += 1
        checkpoint.report(Progress("regions", $0, of: blocks, unit: "block"))
      }
      return findings
    }
    return LineFindings(joining: parts).sorted()
  }

  /// Lines of a block, so that the knots of a block and all that they meet stay in the nearer caches.
  var linesInBlock: Int { min(max(4096 / (stages.reduce(2) { $0 + $1.gate.unitCount }), 1), 256) }

  /// Chords of a polyline in a block.
  static let chordsInBlock = 256
}
