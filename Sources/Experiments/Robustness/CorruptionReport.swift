public import Datasets

/// How accurate a network is on corrupted images, by kind and severity.
///
/// Every mean is over the kinds of ``kinds`` alone, each kind and each severity of one weight; only where they are
/// `Corruption.cifar10C` with frost is ``meanError`` the corruption error of CIFAR-10-C. One set of images is corrupted
/// in all ways, so the cells of a report are not independent: the standard error of a mean takes the images as the
/// sample and is computed from each image's share of wrong answers.
///
/// Source: Hendrycks, Dietterich, "Benchmarking neural network robustness to common corruptions and perturbations",
/// arXiv:1903.12261.
public struct CorruptionReport: Hashable, Sendable {
  /// The accuracies under one kind.
  public struct Row: Hashable, Sendable {
    /// The kind.
    public let kind: Corruption
    /// The accuracy at each severity, 1 first; a single one for rotations and translations.
    public let accuracies: [Double]
    /// Binomial standard errors √(p(1-p)/n) of the accuracies.
    public let standardErrors: [Double]

    /// The mean error of the severities.
    public var meanError: Double { 1 - accuracies.reduce(0, +) / Double(accuracies.count) }
  }

  /// The kinds in the order asked for.
  public let rows: [Row]
  /// The accuracy on the images as they are.
  public let cleanAccuracy: Double
  /// Its binomial standard error.
  public let cleanStandardError: Double
  /// Images that each accuracy is over.
  public let imageCount: Int
  /// The standard error of the mean error.
  public let meanErrorStandardError: Double
  /// The run seed that corruptions were drawn from.
  public let seed: Int
  /// Whether corrupted pixels were cut to whole 255ths.
  public let asBytes: Bool
  /// What a reader has to know: kinds that leave these images as they are, kinds of CIFAR-10-C that are not there.
  public let notes: [String]

  /// The kinds that means are over.
  public var kinds: [Corruption] { rows.map(\.kind) }

  /// The error on the images as they are.
  public var cleanError: Double { 1 - cleanAccuracy }

  /// The mean error over kinds and severities, without a normaliser, as is customary for CIFAR.
  public var meanError: Double { rows.reduce(0) { $0 + $1.meanError } / Double(rows.count) }

  /// The mean accuracy over kinds at each severity, kinds without severities left out; empty where there are no others.
  public var accuracyBySeverity: [Double] {
    let graded = rows.filter { $0.kind.hasSeverity }
    guard !graded.isEmpty else { return [] }
    return (0..<Corruption.severities.count).map { step in
      graded.reduce(0) { $0 + $1.accuracies[step] } / Double(graded.count)
    }
  }

  /// The row of a kind; nil where it was not asked for.
  public subscript(kind: Corruption) -> Row? { rows.first { $0.kind == kind } }

  /// The mean over kinds of Σₛ E(network)/Σₛ E(base): below 1 where the network errs less than the base.
  /// - Throws: `CorruptionReportError.kinds` for a base of other kinds, `.noError` where the base makes no error.
  public func normalizedError(base: CorruptionReport) throws(CorruptionReportError) -> Double {
    try ratio(to: base, relative: false)
  }

  /// The mean over kinds of Σₛ (E - clean E)(network)/Σₛ (E - clean E)(base): how much more is lost to corruption.
  /// - Throws: `CorruptionReportError.kinds` for a base of other kinds, `.noError` where the base loses nothing.
  public func relativeError(base: CorruptionReport) throws(CorruptionReportError) -> Double {
    try ratio(to: base, relative: true)
  }

  private func ratio(to base: CorruptionReport, relative: Bool) throws(CorruptionReportError) -> Double {
    guard kinds == base.kinds else { throw .kinds(kinds, base: base.kinds) }
    var sum = 0.0
    for (own, other) in zip(rows, base.rows) {
      let denominator = other.meanError - (relative ? base.cleanError : 0)
      guard denominator > 0 else { throw .noError(other.kind, isRelative: relative) }
      sum += (own.meanError - (relative ? cleanError : 0)) / denominator
    }
    return sum / Double(rows.count)
  }

  /// What means are over, in words.
  public var convention: String {
    "mean error over \(rows.count) kinds (\(kinds.map(\.description).joined(separator: ", "))) and their severities, "
      + "each of one weight, on \(imageCount) images, seed \(seed), "
      + "\(asBytes ? "pixels cut to whole 255ths" : "pixels not rounded")"
  }
}
