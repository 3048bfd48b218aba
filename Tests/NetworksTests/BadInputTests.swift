import Datasets
import Networks
import Tensors
import Testing

@Suite struct BadInputTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([4, 6, 3])
    data = try .random(train: 12, validation: 4, test: 4, features: 4, classes: 3)
  }

  /// A data set that differs from the good one in its training part.
  private func data(train: Samples) throws -> Dataset {
    try Dataset(
      name: "bad", train: train,
      validation: Samples.random(2, features: train.features, classes: train.classes, seed: 1),
      test: Samples.random(2, features: train.features, classes: train.classes, seed: 2), provenance: "test")
  }

  @Test("numbers outside their range are refused by name, with the range")
  func settings() {
    let cases: [(TrainingSettings, NetworkError)] = [
      (
        .init(epochs: 1, batch: 0),
        .setting(name: "batch", expected: "1 to 12, the training samples there are", found: "0")
      ),
      (
        .init(epochs: 1, batch: 13),
        .setting(name: "batch", expected: "1 to 12, the training samples there are", found: "13")
      ),
      (.init(epochs: 0, batch: 4), .setting(name: "epochs", expected: "1 to 715827882", found: "0")),
      (.init(epochs: .max, batch: 4), .setting(name: "epochs", expected: "1 to 715827882", found: "\(Int.max)")),
      (
        .init(epochs: 1, batch: 4, evaluateEvery: .steps(0)),
        .setting(name: "evaluateEvery", expected: "at least 1", found: "0")
      ),
      (
        .init(epochs: 2, batch: 4, startStep: 6),
        .setting(name: "startStep", expected: "0 to 5, the run's steps", found: "6")
      ),
      (.init(epochs: 2, batch: 4, snapshotStep: -1), .setting(name: "snapshotStep", expected: "0 to 5", found: "-1")),
      (
        .init(epochs: 1, batch: 4, stop: .earliest(.validationLoss, patience: 0)),
        .setting(name: "patience", expected: "at least 1", found: "0")
      ),
    ]
    for (settings, expected) in cases {
      #expect(throws: expected) { try train(network, on: data, settings) }
    }
  }

  @Test("an interval too long to count is one that never comes")
  func longInterval() throws {
    let run = try train(network, on: data, TrainingSettings(epochs: 1, batch: 4, evaluateEvery: .epochs(.max)))
    #expect(run.history.count == 1)
  }

  @Test("rows of another width name the layer")
  func width() throws {
    let wide = try data(train: .random(12, features: 5, classes: 3, seed: 0))
    let expected = NetworkError.inputWidth(layer: "fc1", expected: 4, found: 5)
    #expect(throws: expected) { try train(network, on: wide, TrainingSettings(epochs: 1, batch: 4)) }
    #expect(throws: expected) { try network.accuracy(on: wide.train) }
    #expect(throws: expected) { try network.logits(wide.train.inputs) }
    #expect(throws: NetworkError.inputRank([4])) { try network.logits(Tensor(zeros: [4])) }
    #expect(
      String(describing: expected)
        == "layer fc1 takes rows of 4 numbers, found 5; reshape the data or build the network for 5 inputs")
  }

  @Test("a label without an output names its row")
  func label() throws {
    let samples = try Samples(inputs: Tensor(zeros: [3, 4]), labels: [0, 2, 4], classes: 5)
    #expect(throws: NetworkError.classes(layer: "fc2", outputs: 3, row: 2, label: 4)) {
      try train(network, on: data(train: samples), TrainingSettings(epochs: 1, batch: 2))
    }
    // Classes that do not occur are no obstacle.
    #expect(try network.evaluate(on: samples[0..<2]).count == 2)
  }

  @Test("a NaN or an infinity in any part names its row and column", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) throws {
    var values = data.validation.inputs.floats
    values[2 * 4 + 3] = value
    let bad = try Dataset(
      name: "bad", train: data.train,
      validation: Samples(
        inputs: Tensor(data.validation.inputs.shape, values), labels: data.validation.labels,
        classes: data.validation.classes), test: data.test,
      provenance: "test")
    #expect(throws: NetworkError.notFinite(part: "validation", row: 2, column: 3)) {
      try train(network, on: bad, TrainingSettings(epochs: 1, batch: 4))
    }
  }

  @Test("empty samples are refused, empty validation and test parts are not")
  func empty() throws {
    let none = try data.train[0..<0]
    #expect(throws: NetworkError.emptySamples(part: "training")) {
      try train(network, on: data(train: none), TrainingSettings(epochs: 1, batch: 1))
    }
    #expect(throws: NetworkError.emptySamples(part: "given")) { try network.loss(on: none) }
    let bare = try Dataset(name: "bare", train: data.train, validation: none, test: none, provenance: "test")
    let run = try train(network, on: bare, TrainingSettings(epochs: 1, batch: 4))
    #expect(run.validation == nil && run.test == nil && run.earlyStopStep == nil)
    let watched = TrainingSettings(epochs: 1, batch: 4, stop: .earliest(.validationLoss, patience: 1))
    #expect(throws: NetworkError.setting(name: "stop", expected: "validation samples to watch", found: "none")) {
      try train(network, on: bare, watched)
    }
    #expect(try network.logits(none.inputs).shape == [0, 3])
  }
}
