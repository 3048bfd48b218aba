/// Among which weights the lowest scores are looked for, and how many go.
///
/// Counts are exact. Where a fraction of n weights goes, that is round(fraction · n) weights, halves away from zero; of
/// equal scores the weight that comes first goes first (layers in the network's order, weights row-major). The two
/// ladders of publications cut at a value instead, as their code does, so equal scores go together.
public struct Scope: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    case global
    case layerwise
    case rates([Double])
    case original
    case openLTH
  }

  let rule: Rule

  /// All prunable weights of the network compete.
  public static let global = Scope(rule: .global)

  /// Each layer loses the same fraction of its own.
  public static let layerwise = Scope(rule: .layerwise)

  /// Each layer loses its own fraction of the survivors a round, in the order of the layers; the fraction of the
  /// command that is given this scope is not used.
  public static func layerwise(_ rates: [Double]) -> Scope { Scope(rule: .rates(rates)) }

  /// A round of the lottery-ticket paper's code: layerwise, the output layer at half the rate; with n survivors sorted
  /// by score, all up to and with the one at index round(rate · n), halves to even, go.
  ///
  /// Source: Frankle, Carbin, "The lottery ticket hypothesis", arXiv:1803.03635.
  public static let original = Scope(rule: .original)

  /// A round of open_lth: n = ⌈fraction · survivors⌉ with the output layer counted but never pruned; of the other
  /// survivors sorted by score, all up to and with the one at index n go. The ladder ends where that would be all of
  /// them.
  ///
  /// Source: Frankle, Dziugaite, Roy, Carbin, "Linear mode connectivity and the lottery ticket hypothesis",
  /// arXiv:1912.05671.
  public static let openLTH = Scope(rule: .openLTH)
}

extension Scope: CustomStringConvertible {
  /// The scope as it is written in a cell.
  public var description: String {
    switch rule {
    case .global: ".global"
    case .layerwise: ".layerwise"
    case .rates(let rates): ".layerwise(\(rates))"
    case .original: ".original"
    case .openLTH: ".openLTH"
    }
  }
}
