public import CommandLanguage
import Experiments
public import Figures
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
    } catch ExperimentError.setting(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: found)
    } catch PruningError.fraction(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: "\(found)")
    } catch PruningError.count(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: "\(found)")
    }
  }

  /// Runs long work that draws its figure as it grows: while it runs the figure stands under the cell's progress line, and
  /// goes when it ends, since the result shows its own.
  /// - Parameter body: is given what to draw with, from any thread.
  /// - Throws: as `working`.
  public func drawing<Result>(
    _ body: (_ checkpoint: Checkpoint, _ draw: @escaping @Sendable (Chart) -> Void) throws -> Result
  ) throws -> Result {
    let line = try cell.progressLine
    return try working { checkpoint in try body(checkpoint) { line.draw($0) } }
  }

  /// About a second of one processor.
  private static let longWork = 3e10
}
