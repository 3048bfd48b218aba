import Datasets
import Networks
import Tensors
import Testing

@Suite struct NoiseTests {
  private let image = ImageShape(channels: 2, height: 5, width: 7)

  /// One sample's image in one epoch; the source is 0 everywhere unless given.
  private func written(
    _ list: [Augmentation], row: Int, epoch: Int = 0, seed: Int = 0, source: [Float]? = nil
  ) -> [Float] {
    let source = source ?? [Float](repeating: 0, count: image.count)
    var target = [Float](repeating: .nan, count: image.count)
    list.write(source, of: row, epoch: epoch, seed: seed, image: image, to: &target)
    return target
  }

  /// n = 70,000 numbers: a mean errs by σ/√n, a variance by σ²√(2/n), a fourth moment by σ⁴√(96/n), the share p beyond
  /// 2σ, 0.0455, by √(p(1 - p)/n); a correlation of neighbours by 1/√n. Five of each.
  @Test("noise has the mean, deviation and tails of the normal distribution, and no memory")
  func moments() {
    let deviation = 0.3
    let values = (0..<1_000).flatMap { written([.noise(deviation: deviation)], row: $0) }.map { Double($0) / deviation }
    let n = Double(values.count)
    func mean(_ of: (Double) -> Double) -> Double { values.reduce(0) { $0 + of($1) } / n }
    #expect(abs(mean { $0 }) < 5 / n.squareRoot())
    #expect(abs(mean { $0 * $0 } - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(mean { $0 * $0 * $0 * $0 } - 3) < 5 * (96 / n).squareRoot())
    #expect(abs(mean { abs($0) > 2 ? 1 : 0 } - 0.0455) < 5 * (0.0455 * 0.9545 / n).squareRoot())
    for distance in [1, 2, 3, image.count] {
      let products = zip(values, values.dropFirst(distance)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(products / n) < 5 / n.squareRoot(), "at distance \(distance)")
    }
  }

  @Test("a draw depends on seed, epoch and row, not on what was drawn before")
  func independence() {
    let list: [Augmentation] = [.noise(deviation: 1)]
    let forth = (0..<50).map { written(list, row: $0) }
    #expect(forth == (0..<50).reversed().map { written(list, row: $0) }.reversed())
    #expect(Set(forth).count == 50)
    #expect(written(list, row: 3) != written(list, row: 3, epoch: 1))
    #expect(written(list, row: 3) != written(list, row: 3, seed: 1))
  }

  @Test("noise comes behind the moves, also where pixels come in, wherever it stands in the list")
  func order() {
    let pixels = (1...image.count).map { 100 * Float($0) }
    for list: [Augmentation] in [[.shift(4), .noise(deviation: 0.1)], [.noise(deviation: 0.1), .shift(4)]] {
      for row in 0..<20 {
        var placed = [Float](repeating: .nan, count: image.count)
        list.placement(of: row, epoch: 2, seed: 1, image: image).copy(pixels, to: &placed)
        let noisy = written(list, row: row, epoch: 2, seed: 1, source: pixels)
        // Where nothing but noise can be, there is some.
        #expect(zip(noisy, placed).allSatisfy { $0 != 0 || $1 != 0 })
        // No number is beyond 6.8 deviations; sums of up to 7,000 are rounded to 2⁻¹¹.
        #expect(zip(noisy, placed).allSatisfy { abs($0 - $1) < 0.68 + 0x1p-11 })
      }
    }
  }

  @Test("deviations of several add as squares; none leaves the image as it is")
  func sums() {
    #expect(([.noise(deviation: 3), .flip, .noise(deviation: 4)] as [Augmentation]).noiseDeviation == 5)
    let pixels = (0..<image.count).map(Float.init)
    #expect(written([.noise(deviation: 0)], row: 0, source: pixels) == pixels)
    #expect(written([], row: 0, source: pixels) == pixels)
  }

  @Test("training with noise gives the same bits on any number of threads, on rows too")
  func training() throws {
    for data in [
      try Dataset.digits(train: 70, validation: 0, test: 20), try .random(train: 50, features: 9, classes: 3),
    ] {
      let network = try Network.mlp([data.train.features, 12, data.classes])
      func trained(_ threads: Int, _ changes: [Augmentation]) throws -> Network {
        Parallel.threadCount = threads
        defer { Parallel.threadCount = Parallel.processorCount }
        return try train(
          network, on: data, TrainingSettings(epochs: 2, batch: 33, augmentation: changes, seed: 3)
        ).network
      }
      let noisy = try trained(1, [.noise(deviation: 0.2)])
      #expect(try noisy == trained(2, [.noise(deviation: 0.2)]))
      #expect(try noisy != trained(1, []))
      #expect(try trained(1, [.noise(deviation: 0)]) == trained(1, []))
    }
  }

  @Test(
    "a deviation that is none is an error",
    arguments: [-0.1, Double.nan, .infinity, -.infinity, 1e39])
  func deviations(deviation: Double) throws {
    let data = try Dataset.digits(train: 20, validation: 0, test: 0)
    let expected = NetworkError.setting(
      name: "augmentation", expected: "a finite deviation of at least 0", found: ".noise(deviation: \(deviation))")
    #expect(throws: expected) {
      try train(
        .mlp([64, 10]), on: data,
        TrainingSettings(epochs: 1, batch: 5, augmentation: [.noise(deviation: deviation)]))
    }
  }
}
