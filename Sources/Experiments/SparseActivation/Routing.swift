/// How a sample finds the units of a wide layer that work for it.
public enum Routing: Hashable, Sendable {
  /// All units work for all samples.
  case dense
  /// Of 1/fraction times as many units, those with the largest activations.
  case top(fraction: Double)
  /// One of so many groups of units, by a random number of the sample: the control.
  case randomHash(experts: Int)
  /// One of so many groups of units, by the sides of random hyperplanes on which the sample lies.
  case hyperplanes(experts: Int)
  /// One number in each of as many tables as there are active units, found by hyperplanes: LSH(d, s, m, 0).
  case tables(buckets: Int)

  /// Units, or numbers, for `active` that work at once.
  public func total(active: Int) -> Int {
    switch self {
    case .dense: active
    case .top(let fraction):
      // What does not fit is refused before it is used.
      Double(active) / fraction < 0x1p30 ? Int((Double(active) / fraction).rounded()) : 1 << 30
    case .randomHash(let experts), .hyperplanes(let experts): active * experts
    case .tables(let buckets): active * buckets
    }
  }

  /// - Throws: `ExperimentError.setting` for numbers out of range.
  func validate(active: Int) throws(ExperimentError) {
    func isPower(_ count: Int, to most: Int) -> Bool { count >= 2 && count <= most && count & (count - 1) == 0 }
    let (expected, isValid): (String, Bool) =
      switch self {
      case .dense: ("", true)
      case .top(let fraction): ("a fraction in (0, 1) of at most 8192 units", fraction > 0 && fraction < 1)
      case .randomHash(let experts), .hyperplanes(let experts):
        ("2, 4, 8, … 256 experts", isPower(experts, to: 256))
      case .tables(let buckets): ("2, 4, 8, … 16384 buckets", isPower(buckets, to: 1 << 14))
      }
    guard isValid, total(active: active) <= (expected.contains("buckets") ? 1 << 22 : 1 << 13) else {
      throw .setting(name: "routings", expected: expected, found: "\(self) with \(active) active units")
    }
  }
}

extension Routing: CustomStringConvertible {
  /// The routing as it is written in a cell.
  public var description: String {
    switch self {
    case .dense: ".dense"
    case .top(let fraction): ".top(fraction: \(fraction))"
    case .randomHash(let experts): ".randomHash(experts: \(experts))"
    case .hyperplanes(let experts): ".hyperplanes(experts: \(experts))"
    case .tables(let buckets): ".tables(buckets: \(buckets))"
    }
  }
}
