import Datasets
import Experiments
import Networks
import Pruning
import Tensors
import Testing

@Suite("A measure is traced over a run and over a search")
struct TraceTests {
  let data: Dataset
  let settings = TrainingSettings(epochs: 3, batch: 60, seed: 4)

  init() throws { data = try .digits(train: 120, validation: 40, test: 40) }

  static func sum(_ network: Network) -> Double { network.parameters[0].value.doubles.reduce(0, +) }

  @Test("Watching a run changes no bit of it, and sees it before, on the way and after")
  func run() throws {
    let network = try Network.mlp([64, 12, 10], seed: 1)
    let plain = try train(network, on: data, settings)
    let traced = try trace(network, on: data, settings, every: .steps(4)) { network in
      [("sum", Self.sum(network)), ("size", Double(network.parameterCount))]
    }
    #expect(traced.run?.network.parameters.map(\.value) == plain.network.parameters.map(\.value))
    #expect(traced.run?.description.name == plain.description.name)
    // 120 samples in batches of 60: 6 steps, measured at 0, 4 and the end.
    #expect(traced.rows.map(\.position) == [0, 4, 6])
    #expect(traced.names == ["sum", "size"])
    let sums = try #require(traced.values("sum"))
    #expect(sums[0] == Self.sum(network))
    #expect(sums[2] == Self.sum(plain.network))
    #expect(sums[1] != sums[0] && sums[1] != sums[2])
    #expect(traced.values("first") == nil)
  }

  @Test("Sparsity is that of the moment as weights go on the way")
  func pruning() throws {
    let network = try Network.mlp([64, 12, 10], seed: 1)
    let schedule = PruningSchedule.gradual(to: 0.8, over: 0...0.8, every: 1)
    let traced = try trace(network, on: data, settings, pruning: schedule, every: .steps(1)) { network in
      [("sparsity", network.sparsity)]
    }
    #expect(traced.values("sparsity") == traced.rows.map(\.sparsity))
    #expect(traced.rows[0].sparsity == 0)
    #expect(zip(traced.rows, traced.rows.dropFirst()).allSatisfy { $0.sparsity <= $1.sparsity })
    #expect(try #require(traced.rows.last).sparsity > 0.79)
  }

  @Test("A search is measured round by round")
  func search() throws {
    let network = try Network.mlp([64, 12, 10], seed: 1)
    let found = try lottery(
      network, on: data, LotterySettings(rounds: 2, removing: 0.5, training: settings))
    let traced = try trace(found) { [("remaining", Double($0.remainingCount))] }
    #expect(traced.axis == .round && traced.run == nil)
    #expect(traced.values("remaining") == found.rounds.map { Double($0.remaining) })
  }

  @Test("What cannot be traced is refused in words, and what the measure throws comes through")
  func refused() throws {
    let network = try Network.mlp([64, 12, 10], seed: 1)
    #expect(throws: ExperimentError.setting(name: "every", expected: "at least 1", found: ".steps(0)")) {
      try trace(network, on: data, settings, every: .steps(0)) { _ in [("a", 1)] }
    }
    #expect(throws: ExperimentError.setting(name: "measure", expected: "at least one number", found: "none")) {
      try trace(network, on: data, settings, every: .steps(1)) { _ in [] }
    }
    var calls = 0
    #expect(throws: ExperimentError.setting(name: "measure", expected: "a", found: "b")) {
      try trace(network, on: data, settings, every: .steps(1)) { _ in
        calls += 1
        return [(calls == 1 ? "a" : "b", 1)]
      }
    }
    #expect(throws: Interrupted.self) {
      try trace(network, on: data, settings, every: .steps(1)) { _ in throw Interrupted() }
    }
  }
}
