import Datasets
import Experiments
import Tensors
import Testing

@Suite("every paper's reproduction runs from end to end")
struct EveryReproductionTests {
  /// Handwritten digits as images of MNIST's shape, each pixel repeated.
  static func digits(train count: Int) throws -> Dataset {
    let small = try Dataset.digits(train: count, validation: 60, test: 60)
    let shape = ImageShape(height: 28, width: 28)
    func stretched(_ samples: Samples) throws -> Samples {
      guard let old = samples.imageShape else { return samples }
      let values = samples.inputs.floats
      var pixels: [Float] = []
      for row in 0..<samples.count {
        for y in 0..<shape.height {
          for x in 0..<shape.width {
            let place = y * old.height / shape.height * old.width + x * old.width / shape.width
            pixels.append(values[row * old.count + place])
          }
        }
      }
      return try Samples(
        inputs: Tensor([samples.count, shape.count], pixels), labels: samples.labels, classes: samples.classes,
        imageShape: shape)
    }
    return try Dataset(
      name: "stretched digits", train: stretched(small.train), validation: stretched(small.validation),
      test: stretched(small.test), provenance: "")
  }

  @Test("with a value, or its absence, for every claim and every panel", arguments: Reproduction.all.map(\.name))
  func runs(name: String) throws {
    let reproduction = try #require(Reproduction.all.first { $0.name == name })
    // Batches of 256, and masks that move every 100 steps, want more than the others.
    let small = try Self.digits(train: ["riggedLottery", "earlyCroP"].contains(name) ? 400 : 130)
    let sets = reproduction.sources(.quick).map { _ in small }
    #expect(!reproduction.setting(.quick).isEmpty && !reproduction.setting(.paper).isEmpty)
    let report = try reproduce(reproduction, seeds: [0], on: sets)
    #expect(report.findings.count == reproduction.claims.count)
    // One seed is no interval, so no verdict; the reason is said.
    #expect(report.findings.allSatisfy { $0.verdict == .undecided && $0.reason != nil })
    #expect(report.curves.allSatisfy { reproduction.panels.indices.contains($0.panel) && !$0.x.isEmpty })
    #expect(Set(report.curves.map(\.panel)) == Set(reproduction.panels.indices))
  }
}
