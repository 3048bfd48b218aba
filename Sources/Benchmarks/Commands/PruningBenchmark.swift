import ArgumentParser
import Datasets
import Networks
import Pruning
import Tensors

/// Scores and masks beside PyTorch's pruning.
struct PruningBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pruning", abstract: "One pruning of a whole network, global, to 90 %, beside torch.nn.utils.prune.",
    discussion: """
      Magnitude ranks and masks; SNIP computes the gradient of a batch of 100, too. The agreement compares the weights \
      that each layer has left.
      """)

  @OptionGroup var options: BenchmarkOptions

  private static let samples = 100
  private static let models = [
    ("LeNet-300-100", "lenet300"), ("LeNet-5", "lenet5"), ("Conv-4", "conv4"), ("ResNet-20", "resnet20"),
    ("VGG-11", "vgg11"),
  ]

  func run() throws {
    let table = Table(["case", "threads", "ours", "PyTorch", "ratio", "agreement"])
    var versions: String?
    for (name, model) in Self.models {
      guard let each = TrainingCase.all.first(where: { $0.model == model }) else { continue }
      let folder = try TemporaryFolder()
      let network = try each.make()
      let samples = try each.data(for: network).train[0..<Self.samples]
      try network.write(to: folder)
      try folder.write(samples.inputs.floats, as: "pixels")
      try folder.write(samples.labels, as: "labels")
      versions = try options.forEachThreadCount("pruning.py", in: folder) { threads, peer in
        for (method, request, score) in [
          ("magnitude", "magnitude \(model) 0.9", PruningScore.magnitude),
          ("SNIP", "snip \(model) 0.9 \(Self.samples)", .snip(on: samples, batch: Self.samples)),
        ] {
          let contest = try Contest(options, peer, request) {
            let (seconds, pruned) = try options.clock.time { try prune(network, toSparsity: 0.9, by: score) }
            let left = pruned.parameters.filter(\.isPrunable).map { Double($0.remaining) }
            return Measurement(seconds: seconds, values: left)
          }
          table.row(["\(name), \(method)", String(threads)] + contest.cells(Agreement.relative))
        }
      }
    }
    options.printConditions(peer: versions)
  }
}
