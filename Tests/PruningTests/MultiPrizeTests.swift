import Datasets
import Glibc
import Networks
import Pruning
import Tensors
import Testing

@Suite struct MultiPrizeTests {
  private func data() throws -> Dataset { try .digits(train: 400, validation: 50, test: 200) }

  private func ticket(
    _ rule: MultiPrizeSettings.Rule, keep: Double = 0.5, epochs: Int = 8, weights: MultiPrizeSettings.Weights,
    checkpoint: Checkpoint = .none
  ) throws -> MultiPrizeTicket {
    try multiPrizeTicket(
      .mlp([64, 100, 10]), on: data(),
      MultiPrizeSettings(keep: keep, rule: rule, weights: weights, epochs: epochs, batch: 20, seed: 2),
      checkpoint: checkpoint)
  }

  @Test("weights stay as drawn, each layer keeps its share, and the subnetwork classifies")
  func edgePopup() throws {
    let ticket = try ticket(.edgePopup, weights: .asGiven)
    let start = try Network.mlp([64, 100, 10])
    #expect(ticket.origin == start)
    for (found, drawn) in zip(ticket.network.parameters, start.parameters) {
      guard found.isPrunable else {
        #expect(found == drawn)
        continue
      }
      #expect(found.remaining == drawn.value.count / 2)
      for (place, value) in found.value.floats.enumerated() where value != 0 {
        #expect(value == drawn.value.floats[place])
      }
    }
    // A tenth is chance; the dense network of the same untrained weights is near it.
    #expect(ticket.test?.accuracy ?? 0 > 0.7)
    #expect(try start.accuracy(on: data().test) < 0.3)
    #expect(ticket.history.count == 8 && ticket.history[0].exchanged > 0)
    #expect(ticket.history.allSatisfy { $0.exchanged <= 0.5 })
  }

  @Test("biprop leaves ± α, α the mean size of what is kept")
  func biprop() throws {
    let ticket = try ticket(.biprop, keep: 0.3, weights: .asGiven)
    for (found, drawn) in zip(ticket.network.parameters, ticket.origin.parameters) where found.isPrunable {
      let kept = (found.mask?.kept ?? []).enumerated().filter { $0.element == 1 }.map(\.offset)
      let sizes = kept.map { abs(drawn.value.element($0)) }
      let alpha = sizes.reduce(0, +) / Double(sizes.count)
      for place in kept {
        #expect(abs(abs(found.value.element(place)) - alpha) < 1e-6 * alpha)
        #expect((found.value.element(place) < 0) == (drawn.value.element(place) < 0))
      }
      #expect(kept.count == Int((0.3 * Double(drawn.value.count)).rounded()))
    }
    #expect(ticket.test?.accuracy ?? 0 > 0.6)
  }

  @Test("the signed constant has the signs of the weights and one size a layer")
  func signedConstant() throws {
    let ticket = try ticket(.edgePopup, epochs: 1, weights: .signedConstant)
    let start = try Network.mlp([64, 100, 10])
    for (found, drawn) in zip(ticket.origin.parameters, start.parameters) where found.isPrunable {
      let size = Float((2 / Double(drawn.value.shape[1])).squareRoot())
      for (value, given) in zip(found.value.floats, drawn.value.floats) {
        #expect(value == (given < 0 ? -size : size))
      }
    }
  }

  @Test("the first step of the scores is their gradient by finite differences")
  func gradient() throws {
    // With every weight kept the pass is the network itself, and ∂L/∂(w m) w is the slope along m at m = 1.
    let data = try data()
    let network = try Network.mlp([64, 12, 10])
    let gradient = try network.gradient(on: data.train, batch: 400)
    let h = 1e-2
    for place in [3, 70, 500] {
      func loss(_ factor: Double) throws -> Double {
        var values = network.parameters[0].value.doubles
        values[place] *= factor
        return try network.setting("fc1.weight", to: Tensor([12, 64], values.map(Float.init))).loss(on: data.train)
      }
      let slope = (try loss(1 + h) - loss(1 - h)) / (2 * h)
      #expect(abs(slope - gradient[0].element(place) * network.parameters[0].value.element(place)) < 2e-5)
    }
  }

  @Test("batch normalisation gets statistics of the subnetwork")
  func batchNorm() throws {
    let network = try Network(
      input: ImageShape(channels: 1, height: 8, width: 8),
      [.convolution(8, kernel: 3, bias: false), .batchNorm(), .relu, .flatten, .dense(10)])
    let ticket = try multiPrizeTicket(
      network, on: data(), MultiPrizeSettings(weights: .asGiven, epochs: 2, batch: 20, seed: 2))
    let variance = try ticket.network.parameter("bn1.running_var").value.doubles
    #expect(variance.contains { abs($0 - 1) > 1e-3 })
    #expect(try ticket.network.parameter("bn1.weight") == (try network.parameter("bn1.weight")))
  }

  @Test("the bits are the same on one thread and on two, and an interrupt ends the search")
  func determinism() throws {
    let count = Parallel.threadCount
    defer { Parallel.threadCount = count }
    let tickets = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try ticket(.biprop, epochs: 1, weights: .signedConstant)
    }
    #expect(tickets[0] == tickets[1])
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed == 5 { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try ticket(.edgePopup, epochs: 99, weights: .asGiven, checkpoint: checkpoint)
    }
  }

  @Test("what makes no sense is refused before the first step")
  func badInput() throws {
    let data = try data()
    let network = try Network.mlp([64, 10])
    for keep in [0, -0.5, 1.1, .nan, 1e-6] {
      #expect(throws: PruningError.self) { try multiPrizeTicket(network, on: data, MultiPrizeSettings(keep: keep)) }
    }
    #expect(throws: PruningError.self) { try multiPrizeTicket(prune(network, toSparsity: 0.5), on: data) }
    #expect(throws: NetworkError.self) { try multiPrizeTicket(network, on: data, MultiPrizeSettings(epochs: 0)) }
    #expect(throws: NetworkError.self) { try multiPrizeTicket(.mlp([5, 10]), on: data) }
    #expect(throws: NetworkError.self) { try multiPrizeTicket(.mlp([64, 4]), on: data) }
  }
}
