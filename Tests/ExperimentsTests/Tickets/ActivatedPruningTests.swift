import Datasets
import Experiments
import Networks
import Tensors
import Testing

@Suite struct ActivatedPruningTests {
  private func data() throws -> Dataset { try .digits(train: 200, validation: 0, test: 80) }

  private func settings(activating: Double) -> ActivationSettings {
    ActivationSettings(
      rounds: 3, activating: activating,
      training: TrainingSettings(epochs: 2, batch: 20, optimizer: .sgd(rate: 0.1), seed: 3))
  }

  @Test("a round takes 18 % by magnitude, then 2 % of what was there among the negative weights that moved least")
  func rule() throws {
    let network = try Network.mlp([64, 20, 10], seed: 1)
    let found = try activatedPruning(network, on: data(), settings(activating: 0.02))
    // 1,480 weights: 20 % is 296, of which 30 by activity.
    #expect(found.rounds.map(\.run.network.remainingCount) == [1_480, 1_184, 947, 758])
    let trained = found.rounds[0].run.network
    var all: [(place: Int, layer: Int, now: Double, change: Double)] = []
    for layer in [0, 2] {
      let (now, before) = (trained.parameters[layer].value.doubles, network.parameters[layer].value.doubles)
      all += now.indices.map { ($0, layer, now[$0], abs(now[$0] - before[$0])) }
    }
    let survivors = all.sorted { $0.now.magnitude < $1.now.magnitude }.dropFirst(296 - 30)
    // Pixels that are always black leave many weights where they were; of equals the earlier ones go.
    let activated = survivors.filter { $0.now < 0 }
      .sorted { ($0.change, $0.layer, $0.place) < ($1.change, $1.layer, $1.place) }.prefix(30)
    let masks = found.rounds[1].run.network.masks
    for weight in activated {
      #expect(masks[trained.parameters[weight.layer].name]?.kept[weight.place] == 0)
    }
    let gone = Set(activated.map { [$0.layer, $0.place] })
    for weight in survivors where !gone.contains([weight.layer, weight.place]) {
      #expect(masks[trained.parameters[weight.layer].name]?.kept[weight.place] == 1)
    }
  }

  @Test("without activation the ladder is the lottery's")
  func plain() throws {
    let network = try Network.mlp([64, 20, 10], seed: 1)
    let found = try activatedPruning(network, on: data(), settings(activating: 0))
    let again = try activatedPruning(network, on: data(), settings(activating: 0))
    #expect(found.rounds.map(\.run.network) == again.rounds.map(\.run.network))
    #expect(found.rounds.map(\.run.network.remainingCount) == [1_480, 1_184, 947, 758])
    for round in found.rounds {
      let (zero, dead, dynamic) = round.shares
      #expect(zero > 0 && zero < 1 && abs(zero - dead - dynamic) < 1e-12)
    }
  }

  @Test("settings that make no sense are refused before any training")
  func refusals() throws {
    let network = try Network.mlp([64, 20, 10], seed: 1)
    for settings in [
      ActivationSettings(removing: 1), ActivationSettings(removing: 0.1, activating: 0.1),
      ActivationSettings(activating: -0.1), ActivationSettings(rounds: -1),
    ] {
      #expect(throws: ExperimentError.self) {
        try activatedPruning(
          network, on: data(), settings, checkpoint: Checkpoint { _ in Issue.record("a step was made") })
      }
    }
    #expect(throws: NetworkError.self) {
      try activatedPruning(network, on: .digits(train: 200, validation: 0, test: 0))
    }
  }

  @Test("an interrupt ends it")
  func interrupt() throws {
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed > 30 { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try activatedPruning(
        Network.mlp([64, 20, 10]), on: data(), settings(activating: 0.02), checkpoint: checkpoint)
    }
  }
}
