import Datasets
import Glibc
import Networks
import Tensors
import Testing

/// What the settings beside the optimiser do to a run.
@Suite struct TrainingOptionTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([64, 20, 10])
    data = try .digits(train: 200, validation: 50, test: 50)
  }

  private func run(_ change: (inout TrainingSettings) -> Void) throws -> TrainingRun {
    var settings = TrainingSettings(epochs: 2, batch: 32, optimizer: .sgd(rate: 0.1, momentum: 0.9))
    change(&settings)
    return try train(network, on: data, settings)
  }

  @Test("a schedule multiplies the rate step by step, and a constant one is none")
  func schedule() throws {
    let plain = try run { _ in }
    #expect(try run { $0.schedule = [.constant, .warmup(.steps(0))] }.network == plain.network)
    #expect(try run { $0.schedule = [.step(milestones: [.steps(0)], factor: 0)] }.network == network)
    // A rate dropped to zero after the first epoch leaves the network of that epoch, momentum or not.
    let one = try run { $0.epochs = 1 }
    #expect(try run { $0.schedule = [.step(milestones: [.epochs(1)], factor: 0)] }.network == one.network)
    #expect(try run { $0.schedule = [.cosine()] }.network != plain.network)
  }

  @Test("a schedule goes on where a run begins at a later step")
  func laterStep() throws {
    let descent: (inout TrainingSettings) -> Void = {
      $0.optimizer = .sgd(rate: 0.1)
      $0.schedule = [.warmup(.epochs(1)), .cosine(to: 0.1)]
    }
    let whole = try run {
      descent(&$0)
      $0.snapshotStep = 5
    }
    var settings = whole.settings
    settings.snapshotStep = nil
    settings.startStep = 5
    let rest = try train(try #require(whole.snapshot), on: data, settings)
    #expect(rest.network == whole.network)
  }

  /// With all of a label spread over the classes nothing tells them apart, so nothing is learned; the loss reported on
  /// other samples is plain cross-entropy.
  @Test("smoothing changes what is learned, not what is reported")
  func smoothing() throws {
    let plain = try run { $0.adam(epochs: 30) }
    let smooth = try run {
      $0.adam(epochs: 30)
      $0.loss = .crossEntropy(smoothing: 0.1)
    }
    let blind = try run {
      $0.adam(epochs: 30)
      $0.loss = .crossEntropy(smoothing: 1)
    }
    #expect(smooth.network != plain.network)
    #expect(smooth.history[29].train.loss > smooth.train.loss)
    #expect(try smooth.validation == smooth.network.evaluate(on: data.validation))
    #expect(plain.train.accuracy > 0.95)
    #expect(smooth.train.accuracy > 0.95)
    #expect(blind.train.accuracy < 0.5)
  }

  @Test("the squared error is learned and reported")
  func squaredError() throws {
    let run = try run {
      $0.adam(epochs: 30)
      $0.loss = .squaredError
    }
    #expect(run.train.accuracy > 0.9)
    #expect(try run.test == run.network.evaluate(on: data.test, loss: .squaredError))
    // Means of squares of outputs about 0 and 1: far below the cross-entropy of ten classes.
    #expect(run.train.loss < 0.05 && run.history[29].train.loss < run.history[0].train.loss)
  }

  @Test("augmentation draws by epoch and row: the same bits on any number of threads, and with a later start")
  func augmentation() throws {
    func augmented(_ threads: Int, seed: Int = 0) throws -> TrainingRun {
      Parallel.threadCount = threads
      defer { Parallel.threadCount = Parallel.processorCount }
      return try run {
        $0.augmentation = [.flip, .crop(padding: 2)]
        $0.seed = seed
      }
    }
    let one = try augmented(1)
    #expect(try one == augmented(2))
    #expect(try one.network != run { _ in }.network)
    #expect(try run { $0.augmentation = [.shift(0)] }.network == run { _ in }.network)
  }

  /// With a rate of next to nothing the losses of an epoch are those of the network on its images. Means of five losses
  /// of about 2.3, each known to a few ulp.
  @Test("every epoch learns from images of its own, each placed by its row")
  func epochs() throws {
    let few = try Dataset(
      name: "few", train: data.train[0..<5], validation: data.validation[0..<0], test: data.test[0..<0],
      provenance: "test")
    let changes: [Augmentation] = [.flip, .shift(3)]
    let image = try #require(few.train.imageShape)
    let settings = TrainingSettings(
      epochs: 3, batch: 5, optimizer: .sgd(rate: 1e-12), augmentation: changes, seed: 4)
    let history = try train(network, on: few, settings).history
    let pixels = few.train.inputs.floats
    for epoch in 0..<3 {
      var placed = [Float](repeating: 0, count: pixels.count)
      for row in 0..<5 {
        let placement = changes.placement(of: row, epoch: epoch, seed: 4, image: image)
        let source = Array(pixels[row * image.count..<(row + 1) * image.count])
        var target = [Float](repeating: 0, count: image.count)
        placement.copy(source, to: &target)
        placed.replaceSubrange(row * image.count..<(row + 1) * image.count, with: target)
      }
      let samples = try Samples(inputs: Tensor([5, image.count], placed), labels: few.train.labels, classes: 10)
      #expect(abs(history[epoch].train.loss - (try network.loss(on: samples))) < 1e-5)
    }
    #expect(abs(history[0].train.loss - history[1].train.loss) > 1e-3)
  }

  @Test("an observer sees every line of the history in order, and ends the run by throwing")
  func observer() throws {
    struct Enough: Error {}
    var seen: [TrainingRun.Record] = []
    let settings = TrainingSettings(epochs: 2, batch: 32, evaluateEvery: .steps(3))
    let run = try train(network, on: data, settings) { seen.append($0) }
    #expect(seen == run.history && seen.count == 5)
    seen = []
    #expect(throws: Enough.self) {
      try train(network, on: data, settings) {
        seen.append($0)
        if seen.count == 2 { throw Enough() }
      }
    }
    #expect(seen.count == 2)
  }

  @Test("numbers outside their range are refused by name")
  func badInput() throws {
    let cases: [(String, (inout TrainingSettings) -> Void)] = [
      ("milestones", { $0.schedule = [.step(milestones: [.epochs(-1)])] }),
      ("factor", { $0.schedule = [.step(milestones: [], factor: -0.1)] }),
      ("factor", { $0.schedule = [.step(milestones: [], factor: .infinity)] }),
      ("to", { $0.schedule = [.cosine(to: .nan)] }), ("to", { $0.schedule = [.cosine(to: -1)] }),
      ("warmup", { $0.schedule = [.warmup(.steps(-1))] }), ("from", { $0.schedule = [.warmup(.steps(1), from: 1.5)] }),
      ("peak", { $0.schedule = [.oneCycle(peak: 0)] }), ("rise", { $0.schedule = [.oneCycle(rise: 1)] }),
      ("divisor", { $0.schedule = [.oneCycle(divisor: 0)] }),
      ("finalDivisor", { $0.schedule = [.oneCycle(finalDivisor: .nan)] }),
      ("clip", { $0.clip = .norm(0) }), ("clip", { $0.clip = .value(.infinity) }),
      ("smoothing", { $0.loss = .crossEntropy(smoothing: 1.1) }),
      ("smoothing", { $0.loss = .crossEntropy(smoothing: .nan) }),
      ("augmentation", { $0.augmentation = [.flip, .crop(padding: 8)] }),
      ("augmentation", { $0.augmentation = [.shift(-1)] }),
    ]
    for (name, change) in cases {
      let error = #expect(throws: NetworkError.self) { try run(change) }
      guard case .setting(name: name, expected: _, found: _) = error else {
        Issue.record("expected an error about \(name), found \(String(describing: error))")
        continue
      }
    }
  }

  @Test("only images are augmented")
  func rows() throws {
    let rows = try Dataset.random(train: 4, features: 4, classes: 2)
    let expected = NetworkError.setting(
      name: "augmentation", expected: "samples that are images", found: "rows without an image's shape")
    #expect(throws: expected) {
      try train(.mlp([4, 2]), on: rows, TrainingSettings(epochs: 1, batch: 2, augmentation: [.flip]))
    }
  }
}

extension TrainingSettings {
  /// Long enough to learn two hundred digits.
  fileprivate mutating func adam(epochs: Int) {
    self.epochs = epochs
    optimizer = .adam(rate: 0.01)
  }
}

@Suite struct StatisticsTests {
  /// A plain average over the batches' means and unbiased variances.
  @Test("statistics taken anew are averages over batches, whatever was there before")
  func averages() throws {
    let network = try Network(
      input: ImageShape(channels: 2, height: 2, width: 2), [.batchNorm(), .relu, .dense(3)])
    let samples = try Samples.random(20, features: 8, classes: 3, seed: 1)
    let found = try network.withStatistics(from: samples, batch: 8)
    let values = samples.inputs.doubles
    for channel in 0..<2 {
      var means: [Double] = [], variances: [Double] = []
      for first in [0, 8, 16] {
        let rows = first..<min(first + 8, 20)
        let own = rows.flatMap { row in (0..<4).map { values[row * 8 + channel * 4 + $0] } }
        let mean = own.reduce(0, +) / Double(own.count)
        means.append(mean)
        variances.append(own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count - 1))
      }
      let mean = try found.parameter("bn1.running_mean").value.element(channel)
      let variance = try found.parameter("bn1.running_var").value.element(channel)
      // Numbers near 1 in single precision, rounded at every batch.
      #expect(abs(mean - means.reduce(0, +) / 3) < 4e-7)
      #expect(abs(variance - variances.reduce(0, +) / 3) < 4e-7)
    }
    #expect(try found.withStatistics(from: samples, batch: 8) == found)
    #expect(try found.parameter("fc1.weight") == network.parameter("fc1.weight"))
  }

  @Test("a run that no machine can hold is refused with what it needs")
  func memory() throws {
    let wide = try Network.mlp([1, 1 << 13, 1 << 13, 2])
    let data = try Dataset.random(train: 65_536 * 64, features: 1, classes: 2)
    let error = #expect(throws: NetworkError.self) {
      try train(wide, on: data, TrainingSettings(epochs: 1, batch: 65_536 * 64))
    }
    guard case .memory(let needed, let available) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect(needed > 4 * (1 << 14) * 65_536 * 64 && needed > available)
  }

  @Test("an autoencoder learns to give what it takes")
  func reconstruction() throws {
    let data = try Dataset.digits(train: 400, validation: 100, test: 100)
    let network = try Network.autoencoder(inputs: 64, code: 8, initializer: .kaimingNormal)
    let run = try train(network, on: data, TrainingSettings(epochs: 10, batch: 20, loss: .reconstruction))
    let before = try network.evaluate(on: data.test, loss: .reconstruction)
    let test = try #require(run.test)
    #expect(test.loss < before.loss / 2 && test.correct == 0)
    #expect(throws: NetworkError.self) {
      try train(.mlp([64, 10]), on: data, TrainingSettings(epochs: 1, loss: .reconstruction))
    }
  }
}

@Suite struct DropoutTests {
  /// One step at rate 1 on a row of n ones. With w = 1/n into class 0 and 0 into class 1 its logit is the mean of the
  /// factors, 1 on average with a deviation of 1/√n, and the weights into class 0 move by softmax(z)₀ times the factor.
  @Test("dropout zeroes about half and doubles the rest, on the way forward and back")
  func halves() throws {
    let n = 10_000
    let weights = (0..<2 * n).map { $0 < n ? 1 / Float(n) : 0 }
    let network = try Network(
      input: ImageShape(channels: n, height: 1, width: 1), [.dropout(rate: 0.5), .dense(2)]
    ).setting("fc1.weight", to: Tensor([2, n], weights))
    let samples = try Samples(
      inputs: Tensor([1, n], [Float](repeating: 1, count: n)), labels: [1], classes: 2)
    let none = try samples[0..<0]
    let data = try Dataset(name: "ones", train: samples, validation: none, test: none, provenance: "test")
    let run = try train(network, on: data, TrainingSettings(epochs: 1, batch: 1, optimizer: .sgd(rate: 1)))
    let logit = log(exp(run.history[0].train.loss) - 1)
    #expect(abs(logit - 1) < 5 / Double(n).squareRoot())
    let after = try run.network.parameter("fc1.weight").value.doubles.prefix(n)
    let moves = after.map { 1 / Double(n) - $0 }
    // Five deviations of a binomial count.
    #expect(abs(moves.count { $0 == 0 || abs($0) < 1e-9 } - n / 2) < 5 * 50)
    let expected = 2 / (1 + exp(-logit))
    #expect(moves.allSatisfy { abs($0) < 1e-9 || abs($0 - expected) < 1e-5 })
    // Without training nothing is dropped.
    #expect(try network.logits(samples.inputs).element(0) > 0.9999)
  }
}
