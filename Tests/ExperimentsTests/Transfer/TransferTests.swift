import Datasets
import Experiments
import Networks
import Pruning
import Tensors
import Testing

@Suite struct TransferTests {
  private func pretrained() throws -> Network {
    let low = try Dataset.digits(train: 300, validation: 0, test: 0).keeping(classes: [0, 1, 2, 3, 4])
    let run = try train(.mlp([64, 30, 20, 10], seed: 1), on: low, TrainingSettings(epochs: 4, batch: 20))
    return try prune(run.network, toSparsity: 0.8)
  }

  private func target() throws -> Dataset {
    try Dataset.digits(train: 400, validation: 0, test: 200).keeping(classes: [5, 6, 7, 8, 9])
  }

  @Test("classes that are left out are gone from every part, the others keep their numbers")
  func classes() throws {
    let data = try target()
    #expect(Set(data.train.labels) == [5, 6, 7, 8, 9] && Set(data.test.labels) == [5, 6, 7, 8, 9])
    #expect(data.classes == 10 && data.train.count < 400)
    let whole = try Dataset.digits(train: 400, validation: 0, test: 200)
    let rows = whole.train.labels.indices.filter { whole.train.labels[$0] >= 5 }
    #expect(try data.train == whole.train.gather(rows))
    #expect(throws: DatasetError.self) { try whole.keeping(classes: [3, 10]) }
  }

  @Test("a linear probe leaves all but the output layer as it is, and is trained as a network would be")
  func linear() throws {
    let start = try pretrained(), data = try target()
    let found = try transfer(
      start, to: data, mode: .linear,
      TrainingSettings(epochs: 20, batch: 20, optimizer: .adam(rate: 0.02), seed: 4))
    for name in ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"] {
      #expect(try found.network.parameter(name) == start.parameter(name))
    }
    #expect(try found.network.parameter("fc3.weight").mask == nil)
    // The network as a whole answers as the probe on the features does.
    #expect(try found.network.accuracy(on: data.test) == found.test?.accuracy)
    #expect(found.test?.accuracy ?? 0 > 0.6)
  }

  @Test("fine-tuned whole, masks hold")
  func full() throws {
    let start = try pretrained()
    let found = try transfer(start, to: target(), mode: .full, TrainingSettings(epochs: 5, batch: 20, seed: 4))
    for name in ["fc1.weight", "fc2.weight"] {
      let parameter = try found.network.parameter(name)
      #expect(try parameter.mask == start.parameter(name).mask && parameter.mask != nil)
      for (value, mark) in zip(parameter.value.doubles, parameter.mask?.kept ?? []) where mark == 0 {
        #expect(value == 0)
      }
    }
    #expect(try found.network.parameter("fc1.weight").value != start.parameter("fc1.weight").value)
  }

  @Test("a task of other classes gets an output layer of its own; a network without a hidden layer is refused")
  func outputs() throws {
    let network = try Network.mlp([64, 30, 10], seed: 1)
    let other = try network.withOutput(classes: 3, seed: 2)
    #expect(other.outputWidth == 3 && other.parameters.map(\.name) == network.parameters.map(\.name))
    #expect(try other.parameter("fc1.weight") == network.parameter("fc1.weight"))
    #expect(try network.withoutOutput().outputWidth == 30)
    #expect(throws: NetworkError.self) { try Network.mlp([64, 10]).withoutOutput() }
    #expect(throws: (any Error).self) { try network.withOutput(classes: 0, seed: 2) }
  }
}
