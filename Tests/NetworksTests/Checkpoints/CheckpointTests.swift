import Archives
import Datasets
import Foundation
import Networks
import Tensors
import TestSupport
import Testing

@Suite struct CheckpointTests {
  /// A run with everything that a step can remember: momentum, running statistics, dropout, augmentation, masks, a
  /// schedule, evaluations between epochs.
  private func settings(_ folder: String?, stop: StoppingRule? = nil) -> TrainingSettings {
    TrainingSettings(
      epochs: 3, batch: 8, optimizer: .adam(rate: 1e-2), schedule: [.cosine()],
      augmentation: [.flip, .noise(deviation: 0.05)], seed: 5, stop: stop, evaluateEvery: .steps(4), snapshotStep: 3,
      checkpoint: folder.map { .every(.steps(2), in: $0) })
  }

  private func network() throws -> Network {
    let net = try Network(
      input: ImageShape(channels: 1, height: 8, width: 8),
      [
        .convolution(6, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2), .dropout(rate: 0.3), .dense(30),
        .relu, .dense(10),
      ])
    var stream = RandomStream(seed: 2, name: "test")
    let kept = (0..<96 * 30).map { _ in UInt8(stream.nextDouble() < 0.05 ? 1 : 0) }
    return try net.masked(by: ["fc1.weight": Mask([30, 96], kept: kept)])
  }

  private func data() throws -> Dataset { try .digits(train: 70, validation: 40, test: 30) }

  /// What of a run counts: everything but where its state was kept.
  private func matches(_ a: TrainingRun, _ b: TrainingRun) -> Bool {
    a.network == b.network && a.history == b.history && a.test == b.test && a.snapshot == b.snapshot
      && a.earlyStopStep == b.earlyStopStep && a.description.name == b.description.name
  }

  @Test("a run stopped at any step goes on to the same bits", arguments: [1, 2, 3, 7, 8, 9, 26])
  func resuming(step: Int) throws {
    let folder = try TemporaryFolder()
    let (network, data) = (try network(), try data())
    let whole = try train(network, on: data, settings(nil))
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed == step { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try train(network, on: data, settings(folder.path), checkpoint: checkpoint)
    }
    let resumed = try train(network, on: data, settings(folder.path))
    #expect(matches(resumed, whole))
  }

  @Test("a run with a patience keeps its best network on the way")
  func stopping() throws {
    let folder = try TemporaryFolder()
    let (network, data) = (try network(), try data())
    let stop = StoppingRule.earliest(.validationLoss, patience: 3)
    let whole = try train(network, on: data, settings(nil, stop: stop))
    let flag = InterruptFlag()
    #expect(throws: Interrupted.self) {
      try train(
        network, on: data, settings(folder.path, stop: stop),
        checkpoint: Checkpoint(flag: flag) { if $0.completed == 15 { flag.raise() } })
    }
    #expect(matches(try train(network, on: data, settings(folder.path, stop: stop)), whole))
  }

  @Test("a finished run is read, not made again, and other settings make a run of their own")
  func finished() throws {
    let folder = try TemporaryFolder()
    let (network, data) = (try network(), try data())
    let run = try train(network, on: data, settings(folder.path))
    let again = try train(
      network, on: data, settings(folder.path), checkpoint: Checkpoint { _ in Issue.record("a step was made") })
    #expect(matches(again, run))
    var other = settings(folder.path)
    other.seed = 6
    #expect(try train(network, on: data, other).network != run.network)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test("a saved run comes back whole")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let run = try train(network(), on: data(), settings(nil))
    let path = folder.path + "/run.safetensors"
    try run.write(to: path)
    #expect(try TrainingRun(path: path) == run)
    // The network is there under PyTorch's names, masks beside.
    let archive = try TensorArchive(path: path)
    #expect(try archive["fc1.weight"] == run.network.parameter("fc1.weight").value)
    #expect(archive.contains("fc1.weight.mask") && archive.contains("bn1.running_var"))
    let bytes = try Data(contentsOf: URL(filePath: path))
    try run.write(to: path)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("what was done to the inputs goes with the network, in runs and in files")
  func standardization() throws {
    let folder = try TemporaryFolder()
    let data = try Dataset.digits(train: 70, validation: 40, test: 30).standardized()
    let run = try train(.mlp([64, 10]), on: data, TrainingSettings(epochs: 1))
    #expect(run.network.standardization == data.standardization && data.standardization != nil)
    let path = folder.path + "/net.safetensors"
    try run.network.archive.write(to: path)
    #expect(try Network.mlp([64, 10], seed: 3).filled(from: TensorArchive(path: path)) == run.network)
    try run.write(to: path)
    #expect(try TrainingRun(path: path) == run)
  }

  @Test("a file that is damaged, unfinished or no run is a clear error")
  func badFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    let run = try train(network(), on: data(), settings(nil))
    try run.write(to: path)
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    for length in [0, 7, 100, whole.count / 2, whole.count - 1] {
      try Data(whole.prefix(length)).write(to: URL(filePath: path))
      #expect(throws: (any Error).self) { try TrainingRun(path: path) }
    }
    var arrays = TensorArchive()
    arrays.set(Tensor([2], [1, 2] as [Float]), for: "x")
    try arrays.write(to: path)
    #expect(throws: NetworkError.runFile(path: path, expected: "the state of a run", found: "arrays alone")) {
      try TrainingRun(path: path)
    }
    arrays.metadata["espalier.run"] = "{\"version\": 1}"
    try arrays.write(to: path)
    #expect(throws: NetworkError.self) { try TrainingRun(path: path) }
  }

  /// Bytes changed at random, in the header most of all: an error or a run, never a crash.
  @Test("mutated files never end the process")
  func mutations() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.safetensors"
    let data = try Dataset.random(train: 8, features: 3, classes: 2)
    try train(.mlp([3, 2]), on: data, TrainingSettings(epochs: 1, batch: 4)).write(to: path)
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    var stream = RandomStream(seed: 1, name: "test")
    for _ in 0..<2_000 {
      var bytes = whole
      for _ in 0..<1 + stream.nextInt(below: 4) {
        bytes[stream.nextInt(below: bytes.count)] = UInt8(stream.nextInt(below: 256))
      }
      try Data(bytes).write(to: URL(filePath: path))
      _ = try? TrainingRun(path: path)
    }
  }
}
