import Datasets
import Experiments
import Networks
import Tensors
import Testing

@Suite struct CorruptionReportTests {
  private static let kinds: [Corruption] = [.gaussianNoise, .contrast, .saturate, .translation(pixels: 2)]

  private func digits() throws -> (Network, Samples) {
    let data = try Dataset.digits()
    return (try Network.mlp([data.train.features, 16, 10], seed: 3), try data.test[0..<60])
  }

  @Test("cells are accuracies on the corrupted sets, means are plain, and notes say what they are over")
  func cells() throws {
    let (network, samples) = try digits()
    let report = try CorruptionReport(of: network, on: samples, kinds: Self.kinds, seed: 4)
    #expect(report.kinds == Self.kinds && report.imageCount == 60)
    #expect(report.cleanAccuracy == (try network.accuracy(on: samples)))
    var errors: [Double] = []
    for kind in Self.kinds {
      let row = try #require(report[kind])
      let severities: [Int?] = kind.hasSeverity ? [1, 2, 3, 4, 5] : [nil]
      let accuracies = try severities.map {
        try network.accuracy(on: samples.corrupted(by: kind, severity: $0, seed: 4))
      }
      #expect(row.accuracies == accuracies)
      errors.append(1 - accuracies.reduce(0, +) / Double(accuracies.count))
    }
    #expect(abs(report.meanError - errors.reduce(0, +) / 4) < 1e-15)
    #expect(report.accuracyBySeverity.count == 5)
    // The images as the sample: no more than one image's whole answer varies.
    #expect(report.meanErrorStandardError > 0 && report.meanErrorStandardError < (0.25 / 59).squareRoot() + 1e-12)
    #expect(report.notes.contains { $0.contains("frost needs photographs") })
    #expect(report.notes.contains { $0.contains("saturate leaves images of one channel") })
    #expect(try abs(report.normalizedError(base: report) - 1) < 1e-15)
  }

  @Test("frost is left out without photographs, and what cannot be compared is refused")
  func refusals() throws {
    let (network, samples) = try digits()
    let few = try samples[0..<4]
    let report = try CorruptionReport(of: network, on: few)
    #expect(report.kinds == Corruption.cifar10C.filter { $0 != .frost } && report.rows.count == 14)
    #expect(throws: CorruptionError.photographsMissing) {
      try CorruptionReport(of: network, on: few, kinds: [.frost])
    }
    #expect(throws: CorruptionReportError.noKinds) { try CorruptionReport(of: network, on: few, kinds: []) }
    #expect(throws: CorruptionReportError.repeated(.fog)) {
      try CorruptionReport(of: network, on: few, kinds: [.fog, .fog])
    }
    let other = try CorruptionReport(of: network, on: few, kinds: [.contrast])
    #expect(throws: CorruptionReportError.kinds(report.kinds, base: [.contrast])) {
      try report.normalizedError(base: other)
    }
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.operation == "corruptions", $0.completed == 2 { flag.raise() } }
    #expect(throws: Interrupted.self) { try CorruptionReport(of: network, on: few, checkpoint: checkpoint) }
  }
}
