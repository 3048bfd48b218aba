public import Datasets
public import Networks
public import Tensors

extension CorruptionReport {
  /// Runs a network on a set of images under each kind at each severity, one corrupted set in memory at a time.
  ///
  /// All kinds of CIFAR-10-C unless others are asked for, frost only where there are photographs.
  /// - Parameters:
  ///   - kinds: what to measure; nil for `Corruption.cifar10C` without frost where there are no photographs.
  ///   - photographs: [count, channels, height, width] in 0...1, needed by frost.
  ///   - standardization: what was done to the pixels of `samples`, which is undone before corrupting and done again
  ///     after.
  ///   - asBytes: whether corrupted pixels are cut to whole 255ths, as in the files of CIFAR-10-C.
  /// - Throws: `CorruptionReportError.noKinds`, `.repeated`; as `corrupted(by:)` and `evaluate(on:)`; `Interrupted`.
  /// - Complexity: five corruptions and evaluations of the set a kind.
  public init(
    of network: Network, on samples: Samples, kinds: [Corruption]? = nil, seed: Int = 0, photographs: Tensor? = nil,
    standardization: Standardization? = nil, asBytes: Bool = false, checkpoint: Checkpoint = .none
  ) throws {
    let chosen = kinds ?? Corruption.cifar10C.filter { $0 != .frost || photographs != nil }
    guard !chosen.isEmpty else { throw CorruptionReportError.noKinds }
    for (index, kind) in chosen.enumerated() where chosen[..<index].contains(kind) {
      throw CorruptionReportError.repeated(kind)
    }
    // Also refuses samples that do not fit, before any work.
    let clean = try network.accuracy(on: samples, checkpoint: checkpoint)
    let total = chosen.reduce(0) { $0 + ($1.hasSeverity ? Corruption.severities.count : 1) }
    var done = 0
    /// Each image's share of wrong answers, a kind of one weight.
    var wrong = [Double](repeating: 0, count: samples.count)
    let count = Double(samples.count)
    func error(_ accuracy: Double) -> Double { (accuracy * (1 - accuracy) / count).squareRoot() }
    rows = try chosen.map { kind in
      let severities: [Int?] = kind.hasSeverity ? Corruption.severities.map { $0 } : [nil]
      let accuracies = try severities.map { severity in
        checkpoint.report(Progress("corruptions", done, of: total, unit: "corruption"))
        let quiet = checkpoint.observed(by: nil)
        let spoiled = try samples.corrupted(
          by: kind, severity: severity, seed: seed, photographs: photographs, standardization: standardization,
          asBytes: asBytes, checkpoint: quiet)
        let answers = try network.predictions(on: spoiled, checkpoint: quiet)
        done += 1
        var right = 0
        for row in answers.indices {
          if answers[row] == samples.labels[row] {
            right += 1
          } else {
            wrong[row] += 1 / Double(severities.count * chosen.count)
          }
        }
        return Double(right) / count
      }
      return Row(kind: kind, accuracies: accuracies, standardErrors: accuracies.map(error))
    }
    checkpoint.report(Progress("corruptions", total, of: total, unit: "corruption"))
    cleanAccuracy = clean
    cleanStandardError = error(clean)
    imageCount = samples.count
    let mean = wrong.reduce(0, +) / count
    let squares = wrong.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    meanErrorStandardError = (squares / (count * (count - 1))).squareRoot()
    self.seed = seed
    self.asBytes = asBytes
    notes = CorruptionReport.notes(chosen, channels: samples.imageShape?.channels ?? 1)
  }

  private static func notes(_ kinds: [Corruption], channels: Int) -> [String] {
    var notes: [String] = []
    let missing = Corruption.cifar10C.filter { !kinds.contains($0) }
    if !missing.isEmpty {
      let names = missing.map(\.description).joined(separator: ", ")
      notes.append(
        "means are over \(kinds.count) kinds without \(names) of CIFAR-10-C"
          + (missing.contains(.frost) ? "; frost needs photographs" : ""))
    }
    let added = kinds.filter { !Corruption.cifar10C.contains($0) }
    if !added.isEmpty {
      notes.append(
        "means include \(added.map(\.description).joined(separator: ", ")), which are not of CIFAR-10-C's 15")
    }
    if channels == 1, kinds.contains(.saturate) { notes.append("saturate leaves images of one channel as they are") }
    return notes
  }
}
