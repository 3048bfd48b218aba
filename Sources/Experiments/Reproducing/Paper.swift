/// A paper whose signature is reproduced.
public struct Paper: Hashable, Sendable {
  /// Its number among the papers that Espalier reproduces.
  public let number: Int
  /// Who wrote it, and when: `Frankle, Carbin 2019`.
  public let authors: String
  /// Its title.
  public let title: String
  /// Where it is found: `1803.03635`.
  public let arXiv: String

  /// A paper.
  public init(_ number: Int, _ authors: String, _ title: String, arXiv: String) {
    self.number = number
    self.authors = authors
    self.title = title
    self.arXiv = arXiv
  }
}
