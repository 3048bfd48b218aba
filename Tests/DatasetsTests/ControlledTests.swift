import Datasets
import Tensors
import Testing

@Suite("Data of controlled dimension")
struct ControlledTests {
  @Test("vectors are standardised over the training part, images are pixels", arguments: [2, 7, 64])
  func numbers(dimension: Int) throws {
    let vectors = try Dataset.controlled(dimension: dimension, train: 500, validation: 40, test: 30)
    #expect(vectors.train.inputs.shape == [500, 64] && vectors.validation.count == 40 && vectors.test.count == 30)
    let fitted = try Standardization(fitting: vectors.train)
    // Rounding to single precision: half an ulp of numbers of size 1, averaged.
    #expect(fitted.mean.allSatisfy { abs($0) < 1e-6 } && fitted.deviation.allSatisfy { abs($0 - 1) < 1e-6 })
    #expect(vectors.standardization?.mean.count == 64)
    #expect(vectors.provenance.contains("latent points of dimension \(dimension) through the generator .vectors"))
    let images = try Dataset.controlled(
      dimension: dimension, generator: .images(side: 12), train: 50, validation: 0, test: 5)
    #expect(images.train.imageShape == ImageShape(height: 12, width: 12))
    #expect(images.train.inputs.floats.allSatisfy { (0...1).contains($0) })
    #expect(images.train.inputs.standardDeviation > 0.15 && images.standardization == nil)
  }

  @Test("images are smooth: neighbouring pixels differ by less than distant ones")
  func smooth() throws {
    let pixels = try Dataset.controlled(dimension: 8, generator: .images(), train: 200).train.inputs.doubles
    func step(_ shift: Int) -> Double {
      var sum = 0.0
      for start in stride(from: 0, to: pixels.count, by: 16) {
        for column in 0..<16 - shift {
          let difference = pixels[start + column + shift] - pixels[start + column]
          sum += difference * difference / Double(16 - shift)
        }
      }
      return sum
    }
    #expect(step(1) < 0.3 * step(6))
  }

  /// 4,000 labels around the median of 4,096 others: √(¼/4,000 + ¼/4,096) = 0.011, five times.
  @Test("classes are balanced", arguments: LatentLabels.allCases, [2, 16])
  func balance(labels: LatentLabels, dimension: Int) throws {
    let train = try Dataset.controlled(dimension: dimension, labels: labels).train
    #expect(abs(Double(train.classCounts[1]) / 4_000 - 0.5) < 0.056)
  }

  @Test("a seed fixes the data; fewer samples are the first of more; parts differ; threads change nothing")
  func seeds() throws {
    let threads = Parallel.threadCount
    defer { Parallel.threadCount = threads }
    for generator in [LatentGenerator.vectors(ambient: 10), .images(side: 8)] {
      Parallel.threadCount = 1
      let many = try Dataset.controlled(dimension: 3, generator: generator, train: 700, validation: 300, test: 300)
      Parallel.threadCount = 2
      #expect(
        try Dataset.controlled(dimension: 3, generator: generator, train: 700, validation: 300, test: 300) == many)
      #expect(many.validation != many.test)
      let other = try Dataset.controlled(
        dimension: 3, generator: generator, train: 700, validation: 300, test: 300, seed: 1)
      #expect(other.train != many.train)
    }
    let many = try Dataset.controlled(dimension: 3, generator: .images(), train: 700, validation: 5, test: 5)
    let few = try Dataset.controlled(dimension: 3, generator: .images(), train: 300, validation: 5, test: 5)
    #expect(try many.train[0..<300] == few.train && many.test == few.test)
  }

  @Test("labels depend on the latent points alone, and fixed ones on two coordinates whatever the generator")
  func labels() throws {
    let vectors = try Dataset.controlled(dimension: 6, labels: .fixed, train: 300, validation: 1, test: 1)
    let images = try Dataset.controlled(
      dimension: 6, generator: .images(), labels: .fixed, train: 300, validation: 1, test: 1)
    #expect(vectors.train.labels == images.train.labels)
    let all = try Dataset.controlled(dimension: 6, labels: .all, train: 300, validation: 1, test: 1)
    #expect(all.train.inputs == vectors.train.inputs && all.train.labels != vectors.train.labels)
    // With two coordinates there is nothing else to look at.
    #expect(
      try Dataset.controlled(dimension: 2, labels: .fixed, train: 300).train.labels
        == Dataset.controlled(dimension: 2, labels: .all, train: 300).train.labels)
  }

  @Test("what cannot be made is refused in words that say what can")
  func refusals() {
    func words(_ body: () throws -> Dataset) -> String {
      do {
        _ = try body()
        return "nothing was refused"
      } catch { return "\(error)" }
    }
    #expect(words { try .controlled(dimension: 0) }.contains("from 1 to 64; found 0"))
    #expect(words { try .controlled(dimension: 1, labels: .fixed) }.contains("from 2 to 64; found 1"))
    #expect(words { try .controlled(dimension: 65, generator: .images()) }.contains("found 65"))
    #expect(words { try .controlled(dimension: 2, generator: .vectors(ambient: .max)) }.contains("'ambient'"))
    #expect(words { try .controlled(dimension: 2, generator: .images(side: 7)) }.contains("'side'"))
    #expect(words { try .controlled(dimension: 2, train: 0) }.contains("'train' of a manifold 'controlled'"))
    #expect(words { try .controlled(dimension: 2, validation: -1) }.contains("'validation'"))
    #expect(words { try .controlled(dimension: 2, test: .max) }.contains("from 0 to 4194304"))
  }

  @Test("an interrupt stops the drawing")
  func interrupted() throws {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try Dataset.controlled(dimension: 2, checkpoint: Checkpoint(flag: flag)) }
  }
}
