/// A paper's signature as an experiment: what is claimed, on which data, and how one seed measures it.
///
/// A new one is a file with a static member and a line in ``all``.
public struct Reproduction: Sendable {
  /// How it is written in a cell, without the dot: `sparseDoubleDescent`.
  public let name: String
  /// One sentence: what is looked at.
  public let summary: String
  /// Where the signature comes from.
  public let paper: Paper
  /// What is claimed, in the order of the values of a measurement.
  public let claims: [Claim]
  /// The plots of the figure.
  public let panels: [FigurePanel]
  /// What the paper's text left open, and what was chosen; what differs from the paper.
  public let notes: [String]
  /// The data of each size.
  public let sources: @Sendable (ReproductionSize) -> [DataSource]
  /// Network, training and ladder of each size, in a sentence or two.
  public let setting: @Sendable (ReproductionSize) -> String
  /// Measures one seed. The same bits for a seed on any number of threads.
  public let measure: @Sendable (Trial) throws -> Measurement

  /// A reproduction.
  public init(
    _ name: String, _ summary: String, paper: Paper, claims: [Claim], panels: [FigurePanel], notes: [String] = [],
    sources: @escaping @Sendable (ReproductionSize) -> [DataSource],
    setting: @escaping @Sendable (ReproductionSize) -> String,
    measure: @escaping @Sendable (Trial) throws -> Measurement
  ) {
    self.name = name
    self.summary = summary
    self.paper = paper
    self.claims = claims
    self.panels = panels
    self.notes = notes
    self.sources = sources
    self.setting = setting
    self.measure = measure
  }
}
