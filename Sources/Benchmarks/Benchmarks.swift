import ArgumentParser
import Tensors

/// Measures this package beside the programs that its users have today.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Measure training, geometry and the command language beside peers that run in turns with them.",
    discussion: """
      Every row is the median of runs that take turns (ours, peer, ours, peer, …) on the same input, with a check that
      both gave the same answer. Peers are Python scripts; a peer that is not installed leaves its columns empty:

        python3 -m venv venv && venv/bin/pip install -r Sources/Benchmarks/peers/requirements.txt
        swift run -c release Benchmarks training --python venv/bin/python
      """,
    subcommands: [
      TrainingBenchmark.self, SparseBenchmark.self, InterruptBenchmark.self, PruningBenchmark.self,
      DimensionBenchmark.self, HullBenchmark.self, RegionsBenchmark.self, PlaneBenchmark.self,
      FourierBenchmark.self, LanguageBenchmark.self,
    ])

  static func main() {
    Heap.keepFreed()
    main(nil)
  }
}
