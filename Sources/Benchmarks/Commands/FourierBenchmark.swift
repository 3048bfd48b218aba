import ArgumentParser
import Experiments
import Geometry
import Networks
import Tensors

/// Fourier heat maps and Jacobian norms beside PyTorch.
struct FourierBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fourier",
    abstract: "Fourier heat maps and Jacobian norms of LeNet-300-100 and LeNet-5 on MNIST-shaped images beside PyTorch."
  )

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Images a map.")
  var images = 1_000

  @Option(help: "Images a Jacobian norm.")
  var jacobians = 400

  private static let side = 28, norm = 4.0
  private static let shape = ImageShape(channels: 1, height: side, width: side)

  func validate() throws {
    guard images >= 1, images <= 10_000 else { throw ValidationError("--images takes 1 to 10000; found \(images)") }
    guard jacobians >= 1, jacobians <= images else {
      throw ValidationError("--jacobians takes 1 to as many as --images, \(images); found \(jacobians)")
    }
  }

  func run() throws {
    let table = Table(["case", "threads", "ours", "PyTorch", "ratio", "agreement"])
    let inputs = Tensor([images, Self.shape.count], SyntheticData.digits(images).pixels)
    var versions: String?
    let networks = [
      (name: "lenet300", title: "LeNet-300-100", network: try Network.lenet300()),
      (name: "lenet5", title: "LeNet-5", network: try Network.lenet5()),
    ]
    for (name, title, network) in networks {
      let folder = try TemporaryFolder()
      // The network's own answers as labels: every error is one that a perturbation made.
      let labels = try network.logits(inputs).argmaxRows()
      try network.write(to: folder)
      try folder.write(inputs.floats, as: "pixels")
      try folder.write(labels, as: "labels")
      try folder.write(signs(), as: "signs")
      let size = "\(images) \(Self.side) \(Self.side)"
      versions = try options.forEachThreadCount("fourier.py", in: folder) { threads, peer in
        let map = try Contest(options, peer, "map \(name) \(Self.norm) \(size)") {
          let (seconds, map) = try options.clock.time {
            try fourierHeatMap(
              of: network, on: inputs, labels: labels, shape: Self.shape, norm: Self.norm)
          }
          return Measurement(seconds: seconds, values: map.errors.doubles.map { ($0 * Double(images)).rounded() })
        }
        table.row(["heat map, \(title), \(images) images", String(threads)] + map.cells(Agreement.counts))
        let some = try inputs.rows(0..<jacobians)
        let norm = try Contest(options, peer, "jacobian \(name) \(jacobians) \(size)") {
          let (seconds, squares) = try options.clock.time { try network.jacobianSquares(at: some) }
          return Measurement(seconds: seconds, values: squares)
        }
        table.row(["Jacobian norm, \(title), \(jacobians) images", String(threads)] + norm.cells(Agreement.relative))
      }
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
}
