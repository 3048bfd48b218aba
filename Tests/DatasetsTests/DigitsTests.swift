import Datasets
import Tensors
import Testing

@Suite struct DigitsTests {
  /// Sums over the original table, computed from its text form.
  @Test("the compiled-in rows are those of the published table")
  func content() throws {
    let all = try Dataset.digits(validation: 0, test: 0).train
    #expect(all.count == 1_797)
    #expect(all.classCounts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    let pixels = all.inputs.floats.map { Int($0 * 16) }
    #expect(pixels.reduce(0, +) == 561_718)
    #expect(pixels.enumerated().reduce(0) { $0 + ($1.offset % 64 + 1) * $1.element } == 18_222_371)
    #expect(all.labels.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element } == 7_272_861)
    #expect(Array(pixels[0..<8]) == [0, 0, 5, 13, 9, 1, 0, 0])
    #expect(all.imageShape == ImageShape(height: 8, width: 8))
  }

  @Test("the parts are disjoint, cover the set and share the classes evenly", arguments: [0, 7])
  func split(seed: Int) throws {
    let data = try Dataset.digits(seed: seed)
    #expect([data.train.count, data.validation.count, data.test.count] == [1_397, 200, 200])
    let all = try Dataset.digits(validation: 0, test: 0).train
    func rows(_ samples: Samples) throws -> [Tensor] {
      try (0..<samples.count).map { try samples.inputs.row($0) }
    }
    // No two of the published rows are equal, so sets of rows count rows.
    let whole = Set(try rows(all))
    #expect(whole.count == 1_797)
    #expect(Set(try rows(data.train) + rows(data.validation) + rows(data.test)) == whole)
    for samples in [data.validation, data.test] {
      for (part, total) in zip(samples.classCounts, all.classCounts) {
        #expect(abs(Double(part) - 200 * Double(total) / 1_797) < 2)
      }
    }
  }

  @Test("a seed gives the same parts every time, another seed others")
  func seeds() throws {
    #expect(try Dataset.digits(seed: 3) == Dataset.digits(seed: 3))
    #expect(try Dataset.digits(seed: 3).test != Dataset.digits(seed: 4).test)
  }

  @Test("counts limit the parts")
  func limits() throws {
    let data = try Dataset.digits(train: 50, validation: 20, test: 10)
    #expect([data.train.count, data.validation.count, data.test.count] == [50, 20, 10])
    #expect(data.train.classCounts.allSatisfy { (4...6).contains($0) })
  }

  @Test("counts that are not to be had are refused")
  func excess() {
    #expect(throws: DatasetError.partCount(part: "train", requested: 1_398, available: 1_397)) {
      try Dataset.digits(train: 1_398)
    }
    #expect(throws: DatasetError.partCount(part: "validation", requested: 1_598, available: 1_597)) {
      try Dataset.digits(validation: 1_598)
    }
    #expect(throws: DatasetError.partCount(part: "test", requested: -1, available: 1_797)) {
      try Dataset.digits(test: -1)
    }
  }
}
