import Experiments
import Tensors
import Testing

@Suite struct SparseActivationTests {
  private func study(
    _ routings: [Routing], active: Int = 16, target: ActivationTarget = .hypercube, points: Int = 2_000,
    training: SparseActivationSettings.Training = .frozen, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> SparseActivation {
    try sparseActivation(
      SparseActivationSettings(
        target: target, active: active, routings: routings, points: points, testPoints: 1_000, training: training,
        seed: seed), checkpoint: checkpoint)
  }

  @Test("more units to choose from learn better, for as many that work", arguments: ActivationTarget.allCases)
  func choice(target: ActivationTarget) throws {
    let study = try study(
      [.dense, .top(fraction: 0.25), .randomHash(experts: 4), .hyperplanes(experts: 4)], active: 32, target: target,
      points: 6_000)
    let errors = study.rows.map(\.testError)
    #expect(study.rows.map(\.total) == [32, 128, 128, 128])
    #expect(errors.allSatisfy { $0 > 0 && $0 < 1.1 })
    #expect(errors[1] < errors[0] && errors[3] < errors[0])
    #expect(study.rows[0].multiplyAdds == 32 * 9 && study.rows[1].multiplyAdds == 128 * 8 + 32)
    #expect(study.rows[3].multiplyAdds == 2 * 8 + 32 * 9)
  }

  @Test("a ridge regression of all units is that of the plain normal equations")
  func wide() throws {
    // A polynomial of degree 4 has 495 coefficients: 600 random units fit it far better than 60.
    let study = try study([.dense], active: 600, target: .polynomial, points: 3_000)
    let few = try self.study([.dense], active: 60, target: .polynomial, points: 3_000)
    #expect(study.rows[0].testError < few.rows[0].testError / 4)
    #expect(study.rows[0].trainError < study.rows[0].testError)
  }

  @Test("tables of more buckets fit what they have seen better")
  func tables() throws {
    let study = try study([.tables(buckets: 4), .tables(buckets: 32), .tables(buckets: 256)], points: 4_000)
    let errors = study.rows.map(\.trainError)
    #expect(errors[0] > errors[1] && errors[1] > errors[2] && study.rows[1].testError < 1)
  }

  @Test("units that learn do better than units that do not")
  func joint() throws {
    let frozen = try study([.dense, .top(fraction: 0.5)], active: 12, points: 3_000)
    let trained = try study([.dense, .top(fraction: 0.5)], active: 12, points: 3_000, training: .joint(epochs: 40))
    for (before, after) in zip(frozen.rows, trained.rows) { #expect(after.trainError < before.trainError) }
  }

  @Test("the bits follow from the seed alone, and an interrupt ends the comparison")
  func determinism() throws {
    let count = Parallel.threadCount
    defer { Parallel.threadCount = count }
    let routings: [Routing] = [.top(fraction: 0.5), .hyperplanes(experts: 2), .tables(buckets: 8)]
    let studies = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try study(routings, seed: 3)
    }
    #expect(studies[0] == studies[1])
    #expect(try study(routings, seed: 4) != studies[0])
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try study(routings, checkpoint: Checkpoint(flag: flag)) }
  }

  @Test("numbers out of range are refused")
  func badInput() throws {
    for routing in [
      Routing.top(fraction: 0), .top(fraction: 1), .top(fraction: .nan), .randomHash(experts: 3),
      .hyperplanes(experts: 1), .tables(buckets: 5), .tables(buckets: 1 << 20), .top(fraction: 1e-9),
      .top(fraction: 1e-300),
    ] {
      #expect(throws: ExperimentError.self, "\(routing)") { try study([routing]) }
    }
    #expect(throws: ExperimentError.self) { try study([]) }
    #expect(throws: ExperimentError.self) { try study([.dense], active: 0) }
    #expect(throws: ExperimentError.self) { try study([.dense], points: 10) }
    #expect(throws: ExperimentError.self) { try study([.dense], training: .joint(epochs: 0)) }
    #expect(throws: ExperimentError.self) {
      try sparseActivation(SparseActivationSettings(routings: [.dense], penalty: 0))
    }
  }
}
