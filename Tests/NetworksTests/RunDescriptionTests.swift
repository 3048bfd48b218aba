import Datasets
import Networks
import Tensors
import Testing

@Suite struct RunDescriptionTests {
  private typealias Field = RunDescription.Field

  /// Pinned: a name is an address in a store, so it must never change for settings that had one.
  @Test("a name is the hash of the sorted settings, defaults and circumstances left out")
  func name() {
    let description = RunDescription(fields: [
      Field("seed", "3", default: "0"), Field("batch", "60", default: "60"), Field("data", "digits"),
      Field(circumstance: "core", "Zen"),
    ])
    #expect(description.canonicalText == "Hparams(data='digits', seed='3')")
    #expect(description.name == "train_9a854b55ee2c42a66f4acaa206949235")
    let later = RunDescription(fields: description.fields + [Field("clip", "none", default: "none")])
    #expect(later.name == description.name)
  }

  @Test("settings, weights, masks and data change the name; a run again, threads and the machine do not")
  func runs() throws {
    let data = try Dataset.random(train: 40, validation: 5, test: 5, features: 4, classes: 2)
    let network = try Network.mlp([4, 3, 2])
    let settings = TrainingSettings(epochs: 1, batch: 5)
    func name(_ network: Network, _ data: Dataset, _ change: (inout TrainingSettings) -> Void = { _ in }) throws
      -> String
    {
      var settings = settings
      change(&settings)
      return try train(network, on: data, settings).description.name
    }
    var names = [try name(network, data)]
    #expect(try name(network, data) == names[0])
    names.append(try name(network, data) { $0.seed = 1 })
    names.append(try name(network, data) { $0.loss = .squaredError })
    names.append(try name(network, data) { $0.clip = .norm(1) })
    names.append(try name(network, data) { $0.schedule = [.cosine()] })
    names.append(try name(network, data) { $0.optimizer = .adamW() })
    names.append(try name(.mlp([4, 3, 2], seed: 1), data))
    names.append(try name(network.randomlyMasked(0.5), data))
    // One number of one input, one label of the test part.
    var inputs = data.train.inputs.floats
    inputs[77] = inputs[77].nextUp
    let moved = try Samples(inputs: Tensor([40, 4], inputs), labels: data.train.labels, classes: 2)
    names.append(
      try name(
        network, Dataset(name: "random", train: moved, validation: data.validation, test: data.test, provenance: "")))
    let relabelled = try data.test.withLabelNoise(.symmetric(1))
    names.append(
      try name(
        network,
        Dataset(name: "random", train: data.train, validation: data.validation, test: relabelled, provenance: "")))
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.hasPrefix("train_") && $0.count == 38 })
  }
}
