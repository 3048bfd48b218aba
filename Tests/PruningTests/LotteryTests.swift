import Datasets
import Networks
import Pruning
import Synchronization
import Tensors
import Testing

@Suite struct LotteryTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([64, 20, 10], seed: 2)
    data = try .digits(train: 300, validation: 100, test: 100)
  }

  private func settings(rounds: Int, scope: Scope = .global, rewindTo step: Int = 0) -> LotterySettings {
    LotterySettings(
      rounds: rounds, scope: scope, rewindTo: .step(step),
      training: TrainingSettings(epochs: 3, batch: 30, optimizer: .adam(rate: 5e-3), seed: 4))
  }

  @Test("round 0 is the dense run, every later one a fifth sparser")
  func ladder() throws {
    let lottery = try lottery(network, on: data, settings(rounds: 3))
    #expect(lottery.rounds.map(\.index) == [0, 1, 2, 3])
    #expect(lottery.rounds.map(\.remaining) == [1_480, 1_184, 947, 758])
    let dense = try train(network, on: data, settings(rounds: 0).training)
    #expect(lottery.rounds[0].network == dense.network)
    #expect(lottery.rounds[0].test == dense.test)
    #expect(!lottery.stoppedAtFloor)
    #expect(lottery.rounds[3].sparsity == 1 - 758.0 / 1_480)
  }

  @Test(
    "a ticket is the dense run's weights of the rewinding step under a mask of the round before", arguments: [0, 7])
  func tickets(step: Int) throws {
    let settings = settings(rounds: 2, rewindTo: step)
    let lottery = try lottery(network, on: data, settings)
    #expect((lottery.origin == network) == (step == 0))
    for index in 1...2 {
      let ticket = try lottery.ticket(index)
      let before = lottery.rounds[index - 1].network
      #expect(ticket.masks == (try prune(before, removing: 0.2).masks))
      #expect(ticket == (try lottery.origin.masked(by: ticket.masks)))
      // Trained by hand from the rewinding step, it becomes the round's network.
      var training = settings.training
      training.startStep = step
      #expect(try train(ticket, on: data, training).network == lottery.rounds[index].network)
      #expect(lottery.rounds[index].run.steps == 30)
    }
  }

  @Test("the control keeps the masks and draws other weights")
  func control() throws {
    let lottery = try lottery(network, on: data, settings(rounds: 2, rewindTo: 5))
    let control = try lottery.reinitialized(round: 2, on: data, seed: 77)
    #expect(control.network.masks == lottery.rounds[2].network.masks)
    #expect(control.network != lottery.rounds[2].network)
    #expect(control.settings.startStep == 0 && control.steps == 30)
    #expect(control == (try lottery.reinitialized(round: 2, on: data, seed: 77)))
    #expect(throws: PruningError.round(3, count: 3)) { try lottery.reinitialized(round: 3, on: data, seed: 1) }
  }

  @Test("a ladder ends at its floor")
  func floor() throws {
    // 1,480 weights, 200 of them in the output layer: open_lth counts a fifth of all, and takes it from the others.
    let lottery = try lottery(network, on: data, settings(rounds: 40, scope: .openLTH))
    #expect(lottery.stoppedAtFloor)
    let last = try #require(lottery.rounds.last)
    #expect(throws: PruningError.floor(scope: .openLTH, survivors: last.remaining)) {
      try prune(last.network, removing: 0.2, scope: .openLTH)
    }
  }

  @Test("a dense run that stops before the step to rewind to is an error that names both")
  func stoppedBeforeRewinding() throws {
    var settings = settings(rounds: 1, rewindTo: 29)
    // Steps so large that the loss only grows after the first look.
    settings.training.optimizer = .sgd(rate: 2)
    settings.training.evaluateEvery = .steps(1)
    settings.training.stop = .earliest(.validationLoss, patience: 1)
    let error = #expect(throws: PruningError.self) { try lottery(network, on: data, settings) }
    guard case .count(name: "rewindTo", expected: _, found: 29) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
  }

  @Test("progress counts every step of every round and ends at the total")
  func progress() throws {
    let seen = Mutex<[Progress]>([])
    let checkpoint = Checkpoint { progress in seen.withLock { $0.append(progress) } }
    _ = try lottery(network, on: data, settings(rounds: 2, rewindTo: 10), checkpoint: checkpoint)
    let reports = seen.withLock { $0 }
    #expect(reports.map(\.completed) == Array(1...70))
    #expect(reports.allSatisfy { $0.total == 70 })
    // 30 steps of the dense run, then twice the 20 from the rewinding step on.
    let rounds = (0..<70).map { $0 < 30 ? 0 : $0 < 50 ? 1 : 2 }
    #expect(reports.map(\.operation) == rounds.map { "lottery, round \($0) of 2" })
  }

  @Test("an interrupt ends the search in the round under way")
  func interrupt() throws {
    let flag = InterruptFlag()
    let last = Mutex(0)
    let checkpoint = Checkpoint(flag: flag) { progress in
      last.withLock { $0 = progress.completed }
      if progress.completed == 40 { flag.raise() }
    }
    #expect(throws: Interrupted.self) { try lottery(network, on: data, settings(rounds: 2), checkpoint: checkpoint) }
    #expect(last.withLock { $0 } == 40)
  }

  @Test("what cannot be is refused before any training")
  func refusals() throws {
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    func attempt(_ settings: LotterySettings, _ expected: PruningError) {
      #expect(throws: expected) { try lottery(network, on: data, settings, checkpoint: checkpoint) }
    }
    attempt(settings(rounds: -1), .count(name: "rounds", expected: "0 to 1000", found: -1))
    var all = settings(rounds: 2)
    all.removing = 1
    attempt(all, .fraction(name: "removing", expected: "a fraction in (0, 1)", found: 1))
    attempt(settings(rounds: 2, scope: .layerwise([0.2])), .rates(expected: ["fc1.weight", "fc2.weight"], found: 1))
    var steep = settings(rounds: 9, scope: .layerwise)
    steep.removing = 0.9
    attempt(steep, .emptiesLayer("fc2.weight", survivors: 2, round: 3))
    attempt(settings(rounds: 1, rewindTo: 30), .count(name: "rewindTo", expected: "a step from 0 to 29", found: 30))
    attempt(settings(rounds: 1, rewindTo: -1), .count(name: "rewindTo", expected: "a step from 0 to 29", found: -1))
  }
}
