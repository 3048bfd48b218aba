public import Datasets

/// Why corruption errors cannot be measured or compared.
public enum CorruptionReportError: Error, Hashable, Sendable {
  /// There is no kind to measure.
  case noKinds
  /// A kind was asked for twice.
  case repeated(Corruption)
  /// The base was measured on other kinds.
  case kinds([Corruption], base: [Corruption])
  /// The base makes no error under a kind, or loses nothing to it, so nothing can be told in parts of it.
  case noError(Corruption, isRelative: Bool)
}

extension CorruptionReportError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    func list(_ kinds: [Corruption]) -> String { kinds.map(\.description).joined(separator: ", ") }
    switch self {
    case .noKinds: return "a corruption report needs at least one kind, found none; pass 'kinds: [.gaussianNoise]'"
    case .repeated(let kind):
      return "each kind counts once in a mean: expected '\(kind)' once, found it again; leave it out"
    case .kinds(let own, let base):
      return "reports compare on the same kinds in the same order: expected \(list(own)), found \(list(base)) in the "
        + "base; measure both with the same 'kinds'"
    case .noError(let kind, let isRelative):
      return "the base \(isRelative ? "loses no accuracy to" : "makes no error under") '\(kind)': expected a positive "
        + "number to divide by, found none; take a weaker base, or leave the kind out"
    }
  }
}
