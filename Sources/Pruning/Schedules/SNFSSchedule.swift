import Networks
import Tensors

extension PruningSchedule {
  /// SNFS, sparse networks from scratch: after a step, every Δ steps up to T_end, every layer drops
  /// trunc(f(t) · present) weights of least magnitude; all that went comes back where the mean gradient that the optimiser
  /// remembers is greatest, to each layer in proportion to the mean of its magnitude over the weights that were present.
  ///
  /// The sum of all weights present stays as it is, their number in a layer does not; a layer that is full passes on to
  /// the others, and fractions go to the largest remainders. Layers run dense, since what is pruned is remembered too.
  ///
  /// Source: Dettmers, Zettlemoyer, "Sparse networks from scratch: faster training without losing performance",
  /// arXiv:1907.04840.
  /// - Parameters:
  ///   - every: Δ in steps.
  ///   - fraction: α in (0, 1].
  ///   - end: T_end as a fraction of the run, in (0, 1].
  public static func snfs(every: Int = 100, fraction: Double = 0.5, until end: Double = 0.75) -> PruningSchedule {
    PruningSchedule(SNFSSchedule(clock: ExchangeClock(every: every, fraction: fraction, until: end)))
  }
}

struct SNFSSchedule: ScheduleRule {
  let clock: ExchangeClock

  var description: String { ".snfs(\(clock.settings))" }
  var remembersPruned: Bool { true }

  func validate(for network: Network, over length: RunLength) throws {
    try clock.validate(for: network, over: length, in: ".snfs")
  }

  func validate(for optimizer: Optimizer) throws {
    switch optimizer {
    case .sgd(_, let momentum, _, _) where momentum > 0: break
    case .adam(_, let beta1, _, _, _) where beta1 > 0: break
    case .adamW(_, let beta1, _, _, _) where beta1 > 0: break
    default: throw PruningError.needsMomentum(schedule: ".snfs", optimizer: "\(optimizer)")
    }
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    clock.isDue(after: step + 1, of: length) ? .afterStep : nil
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    guard let momentum = moment.optimizerMemory.first else { return .goOn }
    let (network, fraction) = (moment.network, clock.fraction(after: moment.step + 1, of: moment.length))
    let layers = network.parameters.indices.filter { network.parameters[$0].mask != nil }
    var exchanges: [Exchange] = []
    var shares: [Double] = []
    var dropped = 0
    for index in layers {
      let parameter = network.parameters[index]
      var exchange = Exchange(marks: parameter.mask?.kept ?? [])
      let drive = momentum[index].doubles
      let pull = zip(drive, exchange.marks).reduce(0) { $0 + ($1.1 == 1 ? $1.0.magnitude : 0) }
      shares.append(pull / Double(max(parameter.remaining, 1)))
      let count = Exchange.count(fraction, of: parameter.remaining)
      try exchange.drop(count, strength: parameter.value.doubles.map(\.magnitude))
      exchanges.append(exchange)
      dropped += count
    }
    guard dropped > 0 else { return .goOn }
    let room = exchanges.map { exchange in exchange.marks.count { $0 == 0 } }
    var masks = network.masks
    for (place, count) in Apportionment.counts(dropped, by: shares, atMost: room).enumerated() {
      let parameter = network.parameters[layers[place]]
      try exchanges[place].grow(count, drive: momentum[layers[place]].doubles)
      masks[parameter.name] = Mask(parameter.value.shape, kept: exchanges[place].marks)
    }
    return .change(try network.masked(by: masks))
  }
}
