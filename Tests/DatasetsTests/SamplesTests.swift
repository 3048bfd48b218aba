import Datasets
import Tensors
import Testing

@Suite struct SamplesTests {
  /// Six rows of two numbers in three classes.
  private func samples() throws -> Samples {
    try Samples(
      inputs: Tensor([6, 2], (0..<12).map(Float.init)), labels: [0, 1, 2, 0, 1, 0], classes: 3)
  }

  @Test("a range takes consecutive rows with their labels")
  func range() throws {
    let part = try samples()[1..<3]
    #expect(part.inputs == Tensor([2, 2], [2, 3, 4, 5] as [Float]))
    #expect(part.labels == [1, 2])
    #expect(part.classes == 3)
  }

  @Test("gather takes rows in the order given, repeats allowed")
  func gather() throws {
    let part = try samples().gather([5, 0, 5])
    #expect(part.inputs == Tensor([3, 2], [10, 11, 0, 1, 10, 11] as [Float]))
    #expect(part.labels == [0, 0, 0])
  }

  @Test("the rows of a class are those that bear its label, and the counts add up")
  func classes() throws {
    let samples = try samples()
    #expect(samples.classCounts == [3, 2, 1])
    #expect(try samples.ofClass(1).inputs == Tensor([2, 2], [2, 3, 8, 9] as [Float]))
    #expect(try (0..<3).map { try samples.ofClass($0).count } == samples.classCounts)
  }

  @Test("images are flattened to rows")
  func flattening() throws {
    let images = Tensor([2, 1, 2, 2], (0..<8).map(Double.init))
    let samples = try Samples(
      inputs: images, labels: [0, 1], classes: 2, imageShape: ImageShape(height: 2, width: 2))
    #expect(samples.inputs == Tensor([2, 4], (0..<8).map(Float.init)))
    #expect(samples.features == 4)
  }

  @Test("an empty range gives empty samples, not an error")
  func empty() throws {
    #expect(try samples()[2..<2].count == 0)
  }

  @Test("rows and classes outside are refused with what there is")
  func outside() throws {
    let samples = try samples()
    #expect(throws: DatasetError.row(6, count: 6)) { try samples[4..<7] }
    #expect(throws: DatasetError.row(-1, count: 6)) { try samples[-1..<2] }
    #expect(throws: DatasetError.row(9, count: 6)) { try samples.gather([0, 9]) }
    #expect(throws: DatasetError.class(3, classes: 3)) { try samples.ofClass(3) }
  }

  @Test("inputs, labels and images that do not go together are refused")
  func mismatches() {
    let inputs = Tensor([2, 2], [1, 2, 3, 4] as [Float])
    #expect(throws: DatasetError.inputs(shape: [4])) {
      try Samples(inputs: Tensor([4], [1, 2, 3, 4] as [Float]), labels: [0, 0, 0, 0], classes: 1)
    }
    #expect(throws: DatasetError.classCount(-1)) {
      try Samples(inputs: Tensor(zeros: [0, 2]), labels: [], classes: -1)
    }
    #expect(throws: DatasetError.labelCount(expected: 2, found: 1)) {
      try Samples(inputs: inputs, labels: [0], classes: 1)
    }
    #expect(throws: DatasetError.label(source: nil, row: 1, found: 2, classes: 2)) {
      try Samples(inputs: inputs, labels: [0, 2], classes: 2)
    }
    #expect(throws: DatasetError.imageShape(ImageShape(height: 3, width: 1), features: 2)) {
      try Samples(inputs: inputs, labels: [0, 0], classes: 1, imageShape: ImageShape(height: 3, width: 1))
    }
  }

  @Test("parts that differ in width make no data set")
  func parts() throws {
    let samples = try samples()
    let narrow = try Samples(inputs: Tensor([1, 1], [1] as [Float]), labels: [0], classes: 3)
    let error = #expect(throws: DatasetError.self) {
      try Dataset(name: "x", train: samples, validation: samples, test: narrow, provenance: "")
    }
    #expect(
      error.map(String.init(describing:))
        == "the test part does not go with the training part: expected 2 features and 3 classes, found 1 and 3")
  }
}
