import Networks
import Pruning
import Tensors
import Testing

@Suite struct ScheduleTests {
  @Test(
    "the cubic ramp has the published values",
    arguments: zip([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], [0, 0.2439, 0.520312, 0.7875, 0.885938, 0.8991, 0.9]))
  func cubic(progress: Double, sparsity: Double) {
    // Given to six digits.
    #expect(abs(CubicRamp.sparsity(from: 0, to: 0.9, at: progress) - sparsity) <= 5e-7)
  }

  @Test(
    "the cosine of exchanges has the published values",
    arguments: zip([0, 100, 12_500, 18_750, 25_000], [0.3, 0.299988, 0.15, 0.043934, 0]))
  func cosine(step: Int, fraction: Double) {
    let clock = ExchangeClock(every: 100, fraction: 0.3, until: 1)
    let found = clock.fraction(after: step, of: RunLength(steps: 25_000, stepsPerEpoch: 600))
    #expect(abs(found - fraction) <= 5e-7)
  }

  /// After how many steps a schedule acts.
  private func times(_ schedule: PruningSchedule, steps: Int) -> [Int] {
    let length = RunLength(steps: steps, stepsPerEpoch: steps / 10)
    return (0..<steps).compactMap { step in
      switch schedule.timing(at: step, of: length) {
      case nil: nil
      case .insteadOfStep: step
      case .afterStep: step + 1
      }
    }
  }

  @Test("exchanges are due every Δ up to T_end, never at the start")
  func exchangeTimes() {
    #expect(times(.rigl(every: 100), steps: 1_000) == [100, 200, 300, 400, 500, 600, 700])
    #expect(times(.set(every: 250, until: 1), steps: 1_000) == [250, 500, 750, 1_000])
    #expect(times(.snfs(every: 100, until: 0.25), steps: 1_000) == [100, 200])
    #expect(times(.originalSET(), steps: 1_000) == [100, 200, 300, 400, 500, 600, 700, 800, 900])
    #expect(times(.static, steps: 1_000).isEmpty)
    let length = RunLength(steps: 1_000, stepsPerEpoch: 100)
    #expect(PruningSchedule.rigl().timing(at: 100, of: length) == .insteadOfStep)
    #expect(PruningSchedule.set().timing(at: 99, of: length) == .afterStep)
  }

  @Test("gradual pruning acts at t₀, t₀ + Δ, … as often as there are whole Δ")
  func gradualTimes() {
    // t₀ = ⌊.25 · 11,719⌋ = 2,929, the end ⌊.6 · 11,719⌋ = 7,031: 41 whole Δ.
    let schedule = PruningSchedule.gradual(to: 0.98, from: 0.05, over: 0.25...0.6, every: 100)
    #expect(times(schedule, steps: 11_719) == (0...41).map { 2_929 + 100 * $0 })
  }

  @Test("AC/DC changes as in its paper: of 100 epochs every 5 from 10 to 75, and at 85")
  func alternatingTimes() {
    #expect(times(.acdc(to: 0.9), steps: 1_000) == Array(stride(from: 100, through: 750, by: 50)) + [850])
  }

  @Test("a cycle begins open and ends an update early")
  func cyclicTimes() {
    #expect(times(.cyclic(to: 0.9, cycles: 2, until: 0.5, every: 10), steps: 160) == [10, 20, 30, 40, 50, 60, 70])
    #expect(times(.oneShot(to: 0.9, at: 0.5), steps: 160) == [80])
    #expect(times(.redensify(at: 0.3), steps: 160) == [48])
  }

  @Test("RigL drops the weakest and grows the steepest of all that is not kept, the dropped among them")
  func exchange() throws {
    let network = try Network.mlp([4, 2, 2])
      .setting("fc1.weight", to: Tensor([2, 4], [0.5, -0.1, 0.2, -0.9, 0.3, 0.7, 0.4, 0.6] as [Float]))
      .masked(by: ["fc1.weight": Mask([2, 4], kept: [1, 1, 1, 1, 1, 0, 0, 0])])
    // trunc(.5 · 5) = 2 of them go: -0.1 and 0.2. Of the five places that are not kept those with gradients 9 and -8 come:
    // 0.2 comes back with its value, place 6 starts at 0.
    let changed = try network.exchanging(0.5) { _ in [100, 1, 9, 100, 100, -7, -8, 2] }
    let parameter = changed.parameters[0]
    #expect(parameter.mask?.kept == [1, 0, 1, 1, 1, 0, 1, 0])
    #expect(parameter.value.floats == [0.5, 0, 0.2, -0.9, 0.3, 0, 0, 0])
    #expect(changed.parameters[2] == network.parameters[2])
    // Equal drives: the first place comes.
    let even = try network.exchanging(0.2) { _ in [Double](repeating: 1, count: 8) }
    #expect(even.parameters[0].mask == network.parameters[0].mask)
  }

  @Test("whole numbers in proportion, none above its bound")
  func apportionment() {
    #expect(Apportionment.counts(10, by: [1, 1, 2], atMost: [20, 20, 20]) == [3, 2, 5])
    #expect(Apportionment.counts(10, by: [1, 1, 8], atMost: [20, 20, 4]) == [3, 3, 4])
    #expect(Apportionment.counts(7, by: [0, 0], atMost: [3, 9]) == [3, 4])
    #expect(Apportionment.counts(5, by: [1, 0], atMost: [2, 9]) == [2, 3])
    #expect(Apportionment.counts(0, by: [1], atMost: [0]) == [0])
  }
}
