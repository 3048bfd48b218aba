import Datasets
import Experiments
import Networks
import Pruning
import Synchronization
import Tensors
import Testing

@Suite struct ProtocolTests {
  private let data: Dataset
  private let network: Network

  init() throws {
    data = try .digits(train: 300, validation: 100, test: 100)
    network = try .mlp([64, 20, 10], seed: 2)
  }

  private func settings(
    rounds: Int, rewindTo rewind: LotterySettings.Rewind = .step(0), epochs: Int = 2
  ) -> LotterySettings {
    LotterySettings(
      rounds: rounds, rewindTo: rewind,
      training: TrainingSettings(epochs: epochs, batch: 30, optimizer: .adam(rate: 5e-3), seed: 4))
  }

  private func counts(_ network: Network) -> [Int] {
    network.parameters.filter(\.isPrunable).map(\.remaining)
  }

  @Test("every control takes one thing from the ticket and leaves the rest")
  func controls() throws {
    let search = try lottery(network, on: data, settings(rounds: 3, rewindTo: .step(4)))
    let ticket = try search.ticket(3)
    let fresh = try search.control(.reinitialized, round: 3, seed: 5)
    #expect(fresh.masks == ticket.masks && fresh != ticket)
    let shuffled = try search.control(.shuffled, round: 3, seed: 5)
    #expect(counts(shuffled) == counts(ticket) && shuffled.masks != ticket.masks)
    #expect(shuffled == (try search.origin.masked(by: shuffled.masks)))
    let random = try search.control(.random, round: 3, seed: 5)
    #expect(random.remainingCount == ticket.remainingCount && counts(random) != counts(ticket))
    #expect(random == (try search.origin.masked(by: random.masks)))
    for kind in Lottery.Control.allCases {
      #expect(try search.control(kind, round: 3, seed: 5) == search.control(kind, round: 3, seed: 5))
      #expect(try search.control(kind, round: 3, seed: 5) != search.control(kind, round: 3, seed: 6))
      let run = try search.trained(kind, round: 3, on: data, seed: 5)
      #expect(run.settings.startStep == (kind == .reinitialized ? 0 : 4))
    }
  }

  @Test("the controls of some rounds come in order, each with draws of its own")
  func controlLevels() throws {
    let search = try lottery(network, on: data, settings(rounds: 2, epochs: 1))
    let seen = Mutex(0)
    let found = try lotteryControls(of: search, on: data, rounds: [1, 2], [.random, .shuffled], seed: 1) { _ in
      seen.withLock { $0 += 1 }
    }
    #expect(found.levels.map(\.round.index) == [1, 2] && seen.withLock { $0 } == 2)
    #expect(found.levels.allSatisfy { Set($0.runs.keys) == [.random, .shuffled] })
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    #expect(throws: PruningError.round(3, count: 3)) {
      try lotteryControls(of: search, on: data, rounds: [1, 3], checkpoint: checkpoint)
    }
  }

  @Test("rounds from scratch train fresh weights under the masks of the round before")
  func scratch() throws {
    let search = try lottery(network, on: data, settings(rounds: 2, rewindTo: .scratch(seed: 9), epochs: 1))
    for index in 1...2 {
      let masks = try prune(search.rounds[index - 1].network, removing: 0.2).masks
      let start = try network.masked(by: masks).reinitialized(seed: 9 + index)
      #expect(try search.ticket(index) == start)
      #expect(
        try train(start, on: data, settings(rounds: 0, epochs: 1).training).network == search.rounds[index].network)
    }
  }

  @Test("the distance is over surviving weights, from the weights that the level began with")
  func distance() throws {
    let a = try network.setting("fc2.bias", to: Tensor([10], [Float](repeating: 9, count: 10)))
    #expect(try a.learningDistance(from: network) == 0)
    let shifted = try network.setting(
      "fc2.weight", to: Tensor([10, 20], network.parameter("fc2.weight").value.floats.map { $0 + 0.5 }))
    // 200 weights moved by a half, of which half are pruned later: √(200/4), √(100/4).
    #expect(abs(try shifted.learningDistance(from: network) - 50.0.squareRoot()) < 1e-5)
    let mask = Mask([10, 20], kept: (0..<200).map { UInt8($0 % 2) })
    #expect(abs(try shifted.masked(by: ["fc2.weight": mask]).learningDistance(from: network) - 5) < 1e-5)
    #expect(throws: ExperimentError.self) { try network.learningDistance(from: .mlp([64, 21, 10])) }
  }

  @Test(
    "levels follow the lottery on noisy labels, whatever they are retrained by",
    arguments: [
      LotterySettings.Rewind.step(0), .scratch(seed: 3), .fineTuning(rate: 1e-3, epochs: 1), .learningRate(0),
    ])
  func descent(rewind: LotterySettings.Rewind) throws {
    let settings = settings(rounds: 3, rewindTo: rewind, epochs: 1)
    let seen = Mutex<[Int]>([])
    let found = try sparseDoubleDescent(of: network, on: data, noise: .symmetric(0.3), settings) { partial in
      seen.withLock { $0.append(partial.levels.count) }
    }
    #expect(seen.withLock { $0 } == [1, 2, 3, 4])
    let noisy = try data.withLabelNoise(.symmetric(0.3), seed: 4)
    let search = try lottery(network, on: noisy, settings)
    #expect(found.levels.map(\.round) == search.rounds)
    let wrong = try noisy.train.gather(noisy.train.rowsLabelledUnlike(data.train))
    #expect(found.wrongLabels == wrong.count && wrong.count > 0)
    #expect(try found.levels[3].noiseFitted == search.rounds[3].network.accuracy(on: wrong))
    let began = if case .scratch = rewind { try search.ticket(2) } else { network }
    #expect(try found.levels[2].distance == search.rounds[2].network.learningDistance(from: began))
    let again = try found.redensified(level: 3, on: data)
    #expect(again.network.sparsity == 0)
    #expect(throws: ExperimentError.self) { try found.redensified(level: 4, on: data) }
  }

  @Test("noise above 1 is refused before any training, none leaves no wrong labels")
  func noise() throws {
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    #expect(throws: DatasetError.self) {
      try sparseDoubleDescent(
        of: network, on: data, noise: .symmetric(1.1), settings(rounds: 1), checkpoint: checkpoint)
    }
    let clean = try sparseDoubleDescent(of: network, on: data, noise: nil, settings(rounds: 1, epochs: 1))
    #expect(clean.wrongLabels == 0 && clean.levels.allSatisfy { $0.noiseFitted == nil })
    #expect(clean.trough == nil && clean.secondPeak == nil && clean.depth == nil)
  }

  @Test("prunability is the last level up to which all are good enough, on validation, against three references")
  func removable() throws {
    let ladders = try [1, 2].map { seed in
      var settings = settings(rounds: 6, epochs: 4)
      settings.training.seed = seed
      return try lottery(.mlp([64, 20, 10], seed: seed), on: data, settings)
    }
    let found = try prunability(of: ladders, tolerance: 0.05, targets: [0.01, 1])
    let dense = ladders.compactMap { $0.rounds[0].validation?.accuracy }
    let lowest = try #require(dense.min())
    for (place, ladder) in ladders.enumerated() {
      let accuracies = ladder.rounds.compactMap { $0.validation?.accuracy }
      for (row, demand) in zip(found.rows, [accuracies[0] - 0.05, lowest - 0.05, 0.01, 1]) {
        let level = row.levels[place] ?? -1
        #expect(accuracies.prefix(level + 1).allSatisfy { $0 >= demand - 1e-9 })
        #expect(level == accuracies.count - 1 || accuracies[level + 1] < demand)
        #expect(row.sparsities[place] == (level < 0 ? nil : ladder.rounds[level].sparsity))
        #expect(row.testAccuracies[place] == (level < 0 ? nil : ladder.rounds[level].test?.accuracy))
      }
    }
    #expect(found.rows[2].levels == [6, 6])
    #expect(found.rows[3].levels == [nil, nil] && found.rows[3].unreached == 2)
    #expect(throws: ExperimentError.self) { try prunability(of: []) }
    #expect(throws: ExperimentError.self) { try prunability(of: ladders, tolerance: -0.1) }
    #expect(throws: ExperimentError.self) { try prunability(of: ladders, targets: [90]) }
  }

  @Test("ladders over seeds are those of one seed after another, on any number of threads")
  func seeds() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 2
    let found = try prunability(of: network, on: data, seeds: [7, 8], settings(rounds: 2, epochs: 1))
    Parallel.threadCount = 1
    for (seed, ladder) in zip([7, 8], found.lotteries) {
      var settings = settings(rounds: 2, epochs: 1)
      settings.training.seed = seed
      let alone = try lottery(network.reinitialized(seed: seed), on: data, settings)
      #expect(ladder.rounds == alone.rounds)
    }
    let unvalidated = try Dataset(
      name: "x", train: data.train, validation: data.train[0..<0], test: data.test, provenance: "")
    #expect(throws: ExperimentError.self) {
      try prunability(of: network, on: unvalidated, seeds: [1], settings(rounds: 1))
    }
  }
}

@Suite struct RepresentedPapersTests {
  @Test("reproductions have names of their own, and claims that can be read")
  func names() {
    #expect(Set(Reproduction.all.map(\.name)).count == Reproduction.all.count)
    for reproduction in Reproduction.all {
      #expect(!reproduction.claims.isEmpty && !reproduction.panels.isEmpty)
      #expect(reproduction.claims.allSatisfy { !$0.statement.hasSuffix(".") && !$0.quantity.isEmpty })
    }
  }
}
