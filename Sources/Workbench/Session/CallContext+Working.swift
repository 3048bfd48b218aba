public import CommandLanguage
import Networks
import Pruning
public import Tensors

extension CallContext {
  /// The session's seed, for whatever a cell gives none: `seed ?? call.seed`.
  /// - Throws: `ForeignHost` where the table is used without a Workbench.
  public var seed: Int { get throws { try cell.seed } }

  /// Runs a computation that looks for interrupts and, where it is long, shows the cell's progress line while it runs.
  ///
  /// An error that names a setting is placed at the argument of that name.
  /// - Parameter operations: the floating-point operations that it takes, about; without end for work that is long by its
  ///   nature. A count, not a clock: what a cell shows never depends on the machine's speed.
  /// - Throws: what `body` throws, and `Interrupted` where it checks the checkpoint after an interrupt.
  public func working<Result>(operations: Double = .infinity, _ body: (Checkpoint) throws -> Result) throws -> Result {
    let line = operations > CallContext.longWork ? try cell.progressLine : nil
    defer { line?.finish() }
    do {
      let checkpoint = try cell.checkpoint
      let observed = line.map { line in checkpoint.observed { line.report($0) } }
      return try computing { try body(observed ?? checkpoint) }
    } catch NetworkError.setting(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: found)
    } catch PruningError.fraction(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: "\(found)")
    } catch PruningError.count(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: "\(found)")
    }
  }

  /// About a second of one processor.
  private static let longWork = 3e10
}
