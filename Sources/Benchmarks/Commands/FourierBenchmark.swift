import ArgumentParser
import Geometry
import Networks
import Tensors

/// A Fourier heat map beside PyTorch.
struct FourierBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fourier", abstract: "The Fourier heat map of LeNet-300-100 on MNIST-shaped images beside PyTorch.")

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Images a map.")
  var images = 1_000

  private static let side = 28, norm = 4.0

  func validate() throws {
    guard images >= 1, images <= 10_000 else { throw ValidationError("--images takes 1 to 10000; found \(images)") }
  }

  func run() throws {
    let folder = try TemporaryFolder()
    let table = Table(["case", "threads", "ours, a map", "PyTorch, a map", "ratio", "agreement"])
    let network = try Network.lenet300()
    let inputs = Tensor([images, network.inputWidth], SyntheticData.digits(images).pixels)
    // The network's own answers as labels: every error is one that a perturbation made.
    let labels = try network.logits(inputs).argmaxRows()
    try network.write(to: folder)
    try folder.write(inputs.floats, as: "pixels")
    try folder.write(labels, as: "labels")
    try folder.write(signs(), as: "signs")
    let request = "map \(Self.norm) \(images) \(Self.side) \(Self.side) \(network.spelledWidths)"
    let versions = try options.forEachThreadCount("fourier.py", in: folder) { threads, peer in
      let contest = try Contest(options, peer, request) {
        let (seconds, map) = try options.clock.time {
          try fourierHeatMap(
            of: Rated(network: network), on: inputs, labels: labels,
            shape: ImageShape(channels: 1, height: Self.side, width: Self.side), norm: Self.norm)
        }
        return Measurement(
          seconds: seconds, values: map.errors.doubles.map { ($0 * Double(images)).rounded() })
      }
      table.row(
        ["LeNet-300-100, \(images) images", String(threads)]
          + contest.cells(Agreement.counts))
    }
    options.printConditions(peer: versions)
  }

  /// The signs of every frequency and image, as the documentation of `fourierHeatMap` derives them.
  private func signs() -> [Float] {
    (0..<Self.side * Self.side).flatMap { frequency in
      var stream = RandomStream(seed: 0, name: "fourier", index: frequency)
      return (0..<images).map { _ in stream.nextWord() & 1 == 0 ? Float(1) : -1 }
    }
  }

  /// A network as a classifier of images.
  private struct Rated: Classifier {
    let network: Network

    func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
      try network.logits(images, checkpoint: checkpoint)
    }
  }
}
