import Archives
import Datasets
import Tensors
import TestSupport
import Testing

@Suite struct StandardizationTests {
  private func samples(_ values: [Float], image: ImageShape? = nil, features: Int) throws -> Samples {
    let count = values.count / features
    return try Samples(
      inputs: Tensor([count, features], values), labels: [Int](repeating: 0, count: count), classes: 1,
      imageShape: image)
  }

  @Test("each channel of the training part has mean 0 and deviation 1, and the other parts the same shift")
  func channels() throws {
    let data = try Dataset.digits()
    var random = RandomStream(seed: 1, name: "pixels")
    let shape = ImageShape(channels: 3, height: 4, width: 4)
    let pixels = try samples(
      (0..<480).map { _ in Float(random.nextInt(below: 1_000)) / 1_000 }, image: shape, features: 48)
    let colours = try Dataset(name: "x", train: pixels, validation: pixels, test: pixels[0..<2], provenance: "made")
    for (data, channels) in [(data, 1), (colours, 3)] {
      let standardized = try data.standardized()
      let fitted = try Standardization(fitting: standardized.train)
      #expect(fitted.mean.count == channels)
      // Single precision rounds each number to 2⁻²⁴ of itself, their mean to less.
      #expect(fitted.mean.allSatisfy { abs($0) < 1e-6 } && fitted.deviation.allSatisfy { abs($0 - 1) < 1e-6 })
      let made = try #require(standardized.standardization)
      #expect(standardized.test == (try made.applied(to: data.test)))
      #expect(standardized.provenance.hasPrefix(data.provenance + "; standardised"))
    }
  }

  @Test("rows that are no images are standardised number by number; what does not vary stays 0")
  func features() throws {
    let rows = try samples([1, 5, 3, 5], features: 2)
    let fitted = try Standardization(fitting: rows)
    #expect(fitted == (try Standardization(mean: [2, 5], deviation: [1, 1])))
    #expect(try fitted.applied(to: rows).inputs.floats == [-1, 0, 1, 0])
  }

  @Test("two standardisations in turn are one, which an archive keeps")
  func composed() throws {
    let data = try Dataset.digits().standardized(mean: [0.5], deviation: [0.25]).standardized()
    let both = try #require(data.standardization)
    let direct = try both.applied(to: try Dataset.digits().train).inputs.floats
    #expect(zip(direct, data.train.inputs.floats).allSatisfy { abs($0 - $1) < 1e-5 })
    var archive = TensorArchive()
    #expect(try archive.standardization == nil)
    archive.set(both)
    #expect(try archive.standardization == both)
  }

  @Test("numbers that do not fit are refused")
  func refused() throws {
    let data = try Dataset.digits()
    for (mean, deviation, expected) in [
      ([0.0, 1], [1.0, 1], "needs 1 mean and deviation, 1 (one a channel) or 64 (one a number), found 2"),
      ([0], [0], "positive numbers, found 0.0"), ([0], [1, 2], "found 2"), ([], [], "found 0"),
    ] {
      let error = #expect(throws: DatasetError.self) { try data.standardized(mean: mean, deviation: deviation) }
      #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }
  }
}
