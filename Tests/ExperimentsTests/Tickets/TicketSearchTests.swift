import Datasets
import Experiments
import Networks
import Tensors
import Testing

@Suite struct TicketSearchTests {
  private func data() throws -> Dataset { try .digits(train: 200, validation: 60, test: 80) }

  @Test("the rounds share the budget, and models are chosen on validation samples")
  func budget() throws {
    // 10 steps an epoch; 100 steps for four trainings are two epochs each.
    let search = try ticketSearch(
      Network.mlp([64, 20, 10], seed: 1), on: data(), budget: 100, rounds: 3, TrainingSettings(batch: 20))
    #expect(search.steps == 80 && search.candidates.count == 4)
    #expect(search.candidates.map(\.sparsity)[0] == 0 && search.candidates[3].sparsity > 0.48)
    let accuracies = search.candidates.map(\.validation.accuracy)
    #expect(search.best.validation.accuracy == accuracies.dropFirst().max())
    let matching = search.candidates.last { $0.validation.accuracy >= accuracies[0] }
    #expect(search.sparsestMatching.sparsity == matching?.sparsity)
    #expect(search.gain == search.best.test.accuracy - search.candidates[0].test.accuracy)
    #expect(search.candidates[0].validation.count == 60 && search.candidates[0].test.count == 80)
  }

  @Test("a budget of less than an epoch a round is refused with the least that would do")
  func small() throws {
    let error = #expect(throws: ExperimentError.self) {
      try ticketSearch(
        Network.mlp([64, 20, 10]), on: data(), budget: 39, rounds: 3, TrainingSettings(batch: 20),
        checkpoint: Checkpoint { _ in Issue.record("a step was made") })
    }
    #expect(error.map { "\($0)" }?.contains("at least 40 steps") == true)
  }
}
