import Networks
import Tensors

extension PruningSchedule {
  /// SET with the clock of RigL: after a step, every Δ steps up to T_end, k = trunc(f(t) · present) weights of least
  /// magnitude go in every layer and k places come at random (stream `regrowth`), just dropped ones among them.
  ///
  /// Source: Mocanu et al., "Scalable training of artificial neural networks with adaptive sparse connectivity inspired
  /// by network science", doi:10.1038/s41467-018-04316-3, as RigL's code has it.
  /// - Parameters:
  ///   - every: Δ in steps.
  ///   - fraction: α in (0, 1].
  ///   - end: T_end as a fraction of the run, in (0, 1].
  public static func set(every: Int = 100, fraction: Double = 0.3, until end: Double = 0.75) -> PruningSchedule {
    PruningSchedule(SETSchedule(clock: ExchangeClock(every: every, fraction: fraction, until: end)))
  }

  /// SET as its authors have it: after every epoch but the last, in every layer, the fraction ζ of the positive weights
  /// that is smallest and the fraction ζ of the negative ones that is largest go, and as many places come at random.
  /// New weights start at 0, where the authors' are random.
  ///
  /// Source: Mocanu et al., doi:10.1038/s41467-018-04316-3.
  /// - Parameter fraction: ζ in (0, 1].
  public static func originalSET(fraction: Double = 0.3) -> PruningSchedule {
    PruningSchedule(OriginalSETSchedule(fraction: fraction))
  }
}

struct SETSchedule: ScheduleRule {
  let clock: ExchangeClock

  var description: String { ".set(\(clock.settings))" }

  func validate(for network: Network, over length: RunLength) throws {
    try clock.validate(for: network, over: length, in: ".set")
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    clock.isDue(after: step + 1, of: length) ? .afterStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    let fraction = clock.fraction(after: moment.step + 1, of: moment.length)
    return .change(try moment.network.exchanging(fraction, drive: moment.chance))
  }
}

struct OriginalSETSchedule: ScheduleRule {
  let fraction: Double

  var description: String { ".originalSET(fraction: \(fraction))" }

  func validate(for network: Network, over length: RunLength) throws {
    try PruningError.demandShare(fraction, "fraction")
    guard network.sparsity > 0 else { throw PruningError.needsSparse(schedule: ".originalSET") }
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    (step + 1).isMultiple(of: length.stepsPerEpoch) && step + 1 < length.steps ? .afterStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    let network = moment.network
    var masks = network.masks
    for index in network.sparseParameters {
      let parameter = network.parameters[index]
      guard let mask = parameter.mask else { continue }
      let values = parameter.value.doubles
      var kept = mask.kept
      var count = 0
      for sign in [1.0, -1.0] {
        var side = Exchange(marks: kept.indices.map { kept[$0] == 1 && values[$0] * sign > 0 ? 1 : 0 })
        let present = side.marks.reduce(0) { $0 + Int($1) }
        let out = Exchange.count(fraction, of: present)
        let before = side.marks
        try side.drop(out, strength: values.map(\.magnitude))
        for place in kept.indices where before[place] == 1 && side.marks[place] == 0 { kept[place] = 0 }
        count += out
      }
      var exchange = Exchange(marks: kept)
      try exchange.grow(count, drive: moment.chance(index))
      masks[parameter.name] = Mask(mask.shape, kept: exchange.marks)
    }
    return .change(try network.masked(by: masks))
  }
}

extension TrainingMoment {
  /// Uniform random numbers for the weights of a parameter, others at every step.
  func chance(_ parameter: Int) -> [Double] {
    var stream = RandomStream(seed: seed, name: "regrowth", index: step * network.parameters.count + parameter)
    return (0..<network.parameters[parameter].value.count).map { _ in stream.nextDouble() }
  }
}
