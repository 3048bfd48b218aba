import Datasets
import Networks
import Pruning
import Synchronization
import Tensors
import Testing

@Suite struct RetrainingTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([64, 20, 10], seed: 2)
    data = try .digits(train: 300, validation: 100, test: 100)
  }

  private func settings(_ rewind: LotterySettings.Rewind) -> LotterySettings {
    LotterySettings(
      rounds: 2, rewindTo: rewind,
      training: TrainingSettings(
        epochs: 2, batch: 30, optimizer: .sgd(rate: 0.1, momentum: 0.9), schedule: [.cosine()], seed: 4))
  }

  @Test("with the learning rate rewound, learned weights go on from that step of schedule and order")
  func learningRate() throws {
    let settings = settings(.learningRate(6))
    let lottery = try lottery(network, on: data, settings)
    for index in 1...2 {
      let start = try prune(lottery.rounds[index - 1].network, removing: 0.2)
      #expect(try lottery.ticket(index) == start)
      var training = settings.training
      training.startStep = 6
      #expect(try train(start, on: data, training).network == lottery.rounds[index].network)
    }
  }

  @Test("fine-tuning goes on at a constant rate for its own epochs")
  func fineTuning() throws {
    let settings = settings(.fineTuning(rate: 1e-3, epochs: 3))
    let messages = Mutex<[Int]>([])
    let checkpoint = Checkpoint { progress in messages.withLock { $0.append(progress.completed) } }
    let lottery = try lottery(network, on: data, settings, checkpoint: checkpoint)
    for index in 1...2 {
      let start = try prune(lottery.rounds[index - 1].network, removing: 0.2)
      var training = settings.training
      training.optimizer = .sgd(rate: 1e-3, momentum: 0.9)
      training.schedule = []
      training.epochs = 3
      #expect(try train(start, on: data, training).network == lottery.rounds[index].network)
    }
    messages.withLock { messages in
      #expect(messages == messages.sorted() && messages.last == 20 + 2 * 30)
    }
  }

  @Test("the initial weights are what the control is drawn in place of")
  func control() throws {
    let lottery = try lottery(network, on: data, settings(.fineTuning(rate: 1e-3, epochs: 1)))
    #expect(lottery.origin == network)
    let control = try lottery.reinitialized(round: 2, on: data, seed: 9)
    #expect(control.network.masks == lottery.rounds[2].network.masks && control.steps == 20)
  }

  @Test("rates, epochs and steps out of range are refused before training")
  func badInput() throws {
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    for rewind in [LotterySettings.Rewind.fineTuning(rate: 0, epochs: 1), .fineTuning(rate: 0.1, epochs: 0)] {
      #expect(throws: NetworkError.self) { try lottery(network, on: data, settings(rewind), checkpoint: checkpoint) }
    }
    for step in [-1, 20] {
      #expect(throws: PruningError.self) {
        try lottery(network, on: data, settings(.learningRate(step)), checkpoint: checkpoint)
      }
    }
  }
}
