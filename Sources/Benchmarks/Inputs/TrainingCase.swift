import Datasets
import Networks
import Tensors

/// A network and how it is trained, beside the peer's.
struct TrainingCase: Sendable {
  /// What the table calls it.
  let name: String
  /// What the peer's script calls the network.
  let model: String
  /// As the peer's script takes it: optimiser and rate.
  let rule: String
  let optimizer: Optimizer
  let batch: Int
  /// Steps of a run.
  let steps: Int
  let make: @Sendable () throws -> Network

  /// The networks of pruning papers, as their papers train them.
  static let all = [
    TrainingCase(
      name: "LeNet-300-100, Adam, 60", model: "lenet300", rule: "adam 0.0012", optimizer: .adam(rate: 1.2e-3),
      batch: 60, steps: 200
    ) { try .lenet300() },
    TrainingCase(
      name: "LeNet-300-100, SGD, 128", model: "lenet300", rule: "sgd 0.1", optimizer: .sgd(rate: 0.1), batch: 128,
      steps: 200
    ) { try .lenet300() },
    TrainingCase(
      name: "LeNet-5, Adam, 60", model: "lenet5", rule: "adam 0.0012", optimizer: .adam(rate: 1.2e-3), batch: 60,
      steps: 40
    ) { try .lenet5() },
    TrainingCase(
      name: "Conv-2, Adam, 60", model: "conv2", rule: "adam 0.0002", optimizer: .adam(rate: 2e-4), batch: 60, steps: 8
    ) { try .conv(2) },
    TrainingCase(
      name: "Conv-4, Adam, 60", model: "conv4", rule: "adam 0.0003", optimizer: .adam(rate: 3e-4), batch: 60, steps: 6
    ) { try .conv(4) },
    TrainingCase(
      name: "ResNet-20, momentum, 128", model: "resnet20", rule: "momentum 0.01",
      optimizer: .sgd(rate: 0.01, momentum: 0.9), batch: 128, steps: 6
    ) { try .resnet(20) },
    TrainingCase(
      name: "VGG-11, momentum, 128", model: "vgg11", rule: "momentum 0.01",
      optimizer: .sgd(rate: 0.01, momentum: 0.9), batch: 128, steps: 4
    ) { try .vgg(11) },
  ]

  /// Samples of the network's kind for one pass of the steps.
  func data(for network: Network) throws -> Dataset {
    let count = batch * steps
    let (pixels, labels) = SyntheticData.images(count, width: network.inputWidth)
    let shape = network.input.height > 1 ? network.input : nil
    let train = try Samples(
      inputs: Tensor([count, network.inputWidth], pixels), labels: labels, classes: 10, imageShape: shape)
    let none = try Samples(
      inputs: Tensor([0, network.inputWidth], [Float]()), labels: [], classes: 10, imageShape: shape)
    return try Dataset(
      name: "synthetic", train: train, validation: none, test: none, provenance: "drawn by the benchmark")
  }
}
