import Glibc

/// A factor that the optimiser's rate is multiplied by, step after step; several make a product.
///
/// A step t counts from 0, so the first step of a run has the factor at t = 0. T is the number of steps of the whole
/// run, and a run that begins at a later step takes the factors from there.
public enum Schedule: Hashable, Sendable, Codable {
  /// 1 throughout.
  case constant

  /// Multiplied by `factor` from each milestone on: factor^(milestones that are at most t).
  case step(milestones: [Interval], factor: Double = 0.1)

  /// Half a cosine from 1 to `to`, without restarts: to + (1 - to)·(1 + cos(πt/T)) / 2.
  ///
  /// Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", arXiv:1608.03983.
  case cosine(to: Double = 0)

  /// A straight line to 1: from + (1 - from)·min(t/n, 1) for n steps. From 0, as in open_lth, the first step moves
  /// nothing.
  ///
  /// Source: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", arXiv:1706.02677.
  case warmup(Interval, from: Double = 0)

  /// Half a cosine from peak/divisor up to `peak`, over the fraction `rise` of the run, and half a cosine from there down
  /// to peak/divisor/finalDivisor at its last step. The conventions are PyTorch's: the peak is at t = rise·T - 1, the end
  /// at t = T - 1. The optimiser's momentum stays as it is.
  ///
  /// Source: Smith, Topin, "Super-convergence: very fast training of neural networks using large learning rates",
  /// arXiv:1708.07120.
  case oneCycle(peak: Double = 1, rise: Double = 0.3, divisor: Double = 25, finalDivisor: Double = 1e4)

  /// The factor of one step.
  /// - Precondition: `0 <= step < total`, `stepsPerEpoch > 0`, and the schedule has been validated.
  /// - Complexity: O(milestones).
  public func factor(step: Int, total: Int, stepsPerEpoch: Int) -> Double {
    switch self {
    case .constant: return 1
    case .step(let milestones, let factor):
      let passed = milestones.count { $0.steps(perEpoch: stepsPerEpoch) <= step }
      return pow(factor, Double(passed))
    case .cosine(let end):
      return Schedule.cosine(from: 1, to: end, at: Double(step) / Double(total))
    case .warmup(let interval, let start):
      let length = interval.steps(perEpoch: stepsPerEpoch)
      return step >= length ? 1 : start + (1 - start) * Double(step) / Double(length)
    case .oneCycle(let peak, let rise, let divisor, let finalDivisor):
      let top = max(rise * Double(total) - 1, 0)
      let start = peak / divisor
      let step = Double(step)
      if step <= top { return top == 0 ? peak : Schedule.cosine(from: start, to: peak, at: step / top) }
      return Schedule.cosine(from: peak, to: start / finalDivisor, at: (step - top) / (Double(total - 1) - top))
    }
  }

  /// Half a cosine from one value to another; `place` runs from 0 to 1.
  private static func cosine(from start: Double, to end: Double, at place: Double) -> Double {
    end + (start - end) * (1 + cos(.pi * place)) / 2
  }

  /// - Throws: `NetworkError.setting` for a number outside its range.
  func validate() throws(NetworkError) {
    switch self {
    case .constant: break
    case .step(let milestones, let factor):
      for milestone in milestones {
        try NetworkError.demand(milestone.length >= 0, "milestones", "intervals of at least 0", milestone)
      }
      try NetworkError.demand(factor >= 0 && factor.isFinite, "factor", "a number of at least 0", factor)
    case .cosine(let end):
      try NetworkError.demand(end >= 0 && end.isFinite, "to", "a number of at least 0", end)
    case .warmup(let interval, let start):
      try NetworkError.demand(interval.length >= 0, "warmup", "an interval of at least 0", interval)
      try NetworkError.demand(start >= 0 && start <= 1, "from", "a number in [0, 1]", start)
    case .oneCycle(let peak, let rise, let divisor, let finalDivisor):
      try NetworkError.demand(peak > 0 && peak.isFinite, "peak", "a positive number", peak)
      try NetworkError.demand(rise > 0 && rise < 1, "rise", "a number in (0, 1)", rise)
      try NetworkError.demand(divisor > 0 && divisor.isFinite, "divisor", "a positive number", divisor)
      try NetworkError.demand(
        finalDivisor > 0 && finalDivisor.isFinite, "finalDivisor", "a positive number", finalDivisor)
    }
  }
}

extension [Schedule] {
  /// The product of the factors of one step; 1 without any.
  /// - Precondition: as for `Schedule.factor`.
  public func factor(step: Int, total: Int, stepsPerEpoch: Int) -> Double {
    reduce(1) { $0 * $1.factor(step: step, total: total, stepsPerEpoch: stepsPerEpoch) }
  }
}

extension Schedule: CustomStringConvertible {
  /// The schedule with every setting, as it is written in a cell.
  public var description: String {
    switch self {
    case .constant: ".constant"
    case .step(let milestones, let factor): ".step(milestones: \(milestones), factor: \(factor))"
    case .cosine(let end): ".cosine(to: \(end))"
    case .warmup(let interval, let start): ".warmup(\(interval), from: \(start))"
    case .oneCycle(let peak, let rise, let divisor, let finalDivisor):
      ".oneCycle(peak: \(peak), rise: \(rise), divisor: \(divisor), finalDivisor: \(finalDivisor))"
    }
  }
}
