import ArgumentParser
import Foundation
import Networks
import Tensors

/// How soon training stops once it is asked to.
struct InterruptBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interrupt", abstract: "How soon an interrupt ends a training step.",
    discussion: "The flag is raised at many places of a step; from there to the return of the error, by the clock.")

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    let table = Table(["case", "threads", "step, ms", "median, ms", "longest, ms", "interrupts"])
    for each in TrainingCase.all where ["lenet300", "conv4", "resnet20", "vgg11"].contains(each.model) {
      for threads in options.threads {
        Parallel.threadCount = threads
        table.row([each.name, "\(threads)"] + (try measure(each)))
      }
    }
    options.printConditions(peer: "none")
  }

  private func measure(_ each: TrainingCase) throws -> [String] {
    let network = try each.make()
    let data = try each.data(for: network)
    let settings = TrainingSettings(epochs: 1, batch: each.batch, optimizer: each.optimizer)
    let watch = StepWatch(.wall)
    _ = try train(network, on: data, settings, checkpoint: Checkpoint { watch.observe($0) })
    let step = watch.measurement(units: each.steps - 1).seconds
    var latencies: [Double] = []
    for index in 0..<4 * options.rounds {
      let flag = InterruptFlag()
      let raised = Moment()
      // Somewhere in the second step, which has all its memory.
      let delay = step * Double(index) / Double(4 * options.rounds)
      let checkpoint = Checkpoint(flag: flag) { progress in
        guard progress.completed == 1 else { return }
        Thread.detachNewThread {
          Thread.sleep(forTimeInterval: delay)
          raised.set()
          flag.raise()
        }
      }
      do {
        _ = try train(network, on: data, settings, checkpoint: checkpoint)
      } catch is Interrupted {
        latencies.append(raised.elapsed)
      }
    }
    latencies.sort()
    guard let longest = latencies.last else { return [(1_000 * step).fixed(1), "-", "-", "0"] }
    return [
      (1_000 * step).fixed(1), (1_000 * latencies[latencies.count / 2]).fixed(2), (1_000 * longest).fixed(2),
      "\(latencies.count)",
    ]
  }
}

/// A moment that another thread notes.
private final class Moment: @unchecked Sendable {
  // Written before the flag is raised and read after the work has seen it.
  private var instant = ContinuousClock.now

  func set() { instant = .now }

  /// Seconds since.
  var elapsed: Double { (ContinuousClock.now - instant) / .seconds(1) }
}
