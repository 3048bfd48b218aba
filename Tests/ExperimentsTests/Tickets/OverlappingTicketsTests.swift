import Datasets
import Experiments
import Networks
import Tensors
import Testing

@Suite struct OverlappingTicketsTests {
  private func data() throws -> Dataset { try .digits(train: 300, validation: 0, test: 80) }

  private func settings(groups: Int = 2, sparsity: Double = 0.5) -> OverlapSettings {
    OverlapSettings(
      groups: groups, toSparsity: sparsity, training: TrainingSettings(epochs: 2, batch: 20, seed: 3))
  }

  @Test("a round keeps what all groups keep, between the fractions of independent and of equal masks")
  func rounds() throws {
    let network = try Network.mlp([64, 20, 10], seed: 1)
    let found = try overlappingTickets(network, on: data(), settings())
    #expect(found.groups == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]])
    #expect(found.rounds.count >= 3 && found.rounds.count <= 5)
    for round in found.rounds {
      #expect(round.keptFraction > 0.7 && round.keptFraction < 0.85)
      #expect(round.overlap > 0.5 && round.overlap < 1 && abs(round.chance - 0.7225 / 0.9775) < 0.01)
    }
    // The output layer is spared, and the ticket has the initial weights.
    #expect(try found.ticket.parameter("fc2.weight") == network.parameter("fc2.weight"))
    #expect(found.ticket.parameters[0].remaining == found.rounds.last?.remaining)
    for (value, initial) in zip(found.ticket.parameters[0].value.doubles, network.parameters[0].value.doubles)
    where value != 0 { #expect(value == initial) }
    #expect(found.run.network.masks == found.ticket.masks)
  }

  @Test("in a network with convolutions the dense layers are spared")
  func convolutions() throws {
    let network = try Network(
      input: ImageShape(channels: 1, height: 8, width: 8),
      [.convolution(4, kernel: 3), .relu, .convolution(4, kernel: 3), .relu, .dense(12), .relu, .dense(10)])
    let found = try overlappingTickets(network, on: data(), settings(groups: 3, sparsity: 0.3))
    #expect(found.groups.map(\.count) == [3, 3, 4])
    #expect(found.ticket.masks["conv1.weight"] != nil && found.ticket.masks["conv2.weight"] != nil)
    for name in ["fc1.weight", "fc2.weight"] { #expect(found.ticket.masks[name]?.sparsity ?? 0 == 0) }
  }

  @Test("settings that make no sense are refused before any training", arguments: [0, 1, 11])
  func groups(count: Int) throws {
    #expect(throws: ExperimentError.self) {
      try overlappingTickets(
        Network.mlp([64, 20, 10]), on: data(), settings(groups: count),
        checkpoint: Checkpoint { _ in Issue.record("a step was made") })
    }
  }

  @Test("a sparsity or a rate outside its range is refused", arguments: [0, 1, -0.5, 1.5])
  func range(fraction: Double) throws {
    #expect(throws: ExperimentError.self) {
      try overlappingTickets(Network.mlp([64, 20, 10]), on: data(), settings(sparsity: fraction))
    }
    #expect(throws: (any Error).self) {
      try overlappingTickets(Network.mlp([64, 20, 10]), on: data(), OverlapSettings(removing: fraction))
    }
  }
}
