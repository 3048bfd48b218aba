import Networks
import Testing

@Suite struct ScheduleTests {
  /// Recorded with 12 digits; PyTorch multiplies its way from step to step, which rounds once a step.
  @Test("the rates are PyTorch's", arguments: PyTorchSchedules.rates)
  func rates(schedule: [Schedule], expected: [Double]) {
    let found = expected.indices.map { schedule.factor(step: $0, total: expected.count, stepsPerEpoch: 10) }
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-11 * max(1, b)) }
  }

  /// The annealing of RigL, 0.3·(1 + cos(πt/25000))/2, at five steps.
  @Test("the cosine has its published values")
  func cosine() {
    let expected = [0: 0.3, 100: 0.299988, 12_500: 0.15, 18_750: 0.043934]
    for (step, value) in expected {
      let factor = Schedule.cosine().factor(step: step, total: 25_000, stepsPerEpoch: 1)
      #expect(abs(0.3 * factor - value) < 5e-7)
    }
  }

  @Test("an empty product is 1, and a single step has a factor")
  func limits() {
    #expect(([] as [Schedule]).factor(step: 3, total: 10, stepsPerEpoch: 2) == 1)
    for schedule in [Schedule.constant, .cosine(), .oneCycle(), .warmup(.steps(0)), .step(milestones: [])] {
      #expect(schedule.factor(step: 0, total: 1, stepsPerEpoch: 1) == 1)
    }
    #expect(Schedule.warmup(.epochs(.max)).factor(step: 1, total: 2, stepsPerEpoch: 9) > 0)
    #expect(Schedule.step(milestones: [.steps(0)], factor: 0).factor(step: 0, total: 1, stepsPerEpoch: 1) == 0)
  }

  @Test("a schedule is written as in a cell")
  func description() {
    let schedule: [Schedule] = [
      .warmup(.epochs(1)), .step(milestones: [.epochs(80), .steps(9)]), .cosine(), .constant,
    ]
    #expect(
      "\(schedule)"
        == "[.warmup(.epochs(1), from: 0.0), .step(milestones: [.epochs(80), .steps(9)], factor: 0.1), "
        + ".cosine(to: 0.0), .constant]")
    #expect("\(Schedule.oneCycle())" == ".oneCycle(peak: 1.0, rise: 0.3, divisor: 25.0, finalDivisor: 10000.0)")
  }
}
