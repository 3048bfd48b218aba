/// How often something is done during training.
public enum Interval: Hashable, Sendable, Codable {
  /// Every so many steps.
  case steps(Int)
  /// Every so many passes over the training samples.
  case epochs(Int)

  /// The interval in steps; the largest `Int` where it would not fit.
  /// - Precondition: `stepsPerEpoch > 0`.
  func steps(perEpoch stepsPerEpoch: Int) -> Int {
    switch self {
    case .steps(let count): return count
    case .epochs(let count):
      let (steps, overflow) = count.multipliedReportingOverflow(by: stepsPerEpoch)
      return overflow ? .max : steps
    }
  }

  /// How many steps or epochs.
  var length: Int {
    switch self {
    case .steps(let count), .epochs(let count): count
    }
  }
}

extension Interval: CustomStringConvertible {
  /// The interval as it is written in a cell.
  public var description: String {
    switch self {
    case .steps(let count): ".steps(\(count))"
    case .epochs(let count): ".epochs(\(count))"
    }
  }
}
