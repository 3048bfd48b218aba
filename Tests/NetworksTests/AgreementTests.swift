import Datasets
import Foundation
import Networks
import Synchronization
import Tensors
import Testing

/// The same losses as PyTorch's, step by step, from the same weights, images and order: `Traces/record_traces.py` says
/// how they are drawn and recorded them.
@Suite struct AgreementTests {
  struct Recording: Sendable, CustomTestStringConvertible {
    let name: String
    let batch: Int
    let images: Int
    let optimizer: Optimizer
    let schedule: [Schedule]
    let make: @Sendable () throws -> Network

    var testDescription: String { name }
  }

  static let recordings = [
    Recording(name: "lenet300", batch: 60, images: 1_200, optimizer: .adam(rate: 1.2e-3), schedule: []) {
      try Network(input: ImageShape(height: 28, width: 28), [.dense(300), .relu, .dense(100), .relu, .dense(10)])
    },
    Recording(name: "lenet5", batch: 60, images: 1_200, optimizer: .adam(rate: 1.2e-3), schedule: []) { try .lenet5() },
    // (step + 1) / 1000 of the rate.
    Recording(
      name: "resnet20", batch: 128, images: 1_280, optimizer: .sgd(rate: 0.1, momentum: 0.9, weightDecay: 1e-4),
      schedule: [.warmup(.steps(999), from: 1e-3)]
    ) { try .resnet(20) },
  ]

  private static let steps = 100

  /// Over the first ten steps the losses are to be the same to 1e-4 of themselves. Over all hundred, single precision
  /// leaves open what PyTorch's own losses on one thread and on two do: the greatest difference from PyTorch is to be at
  /// most three times the greatest of the two.
  @Test("losses are PyTorch's", arguments: recordings)
  func losses(_ each: Recording) throws {
    let trace = try Trace(each.name)
    let network = try drawn(each.make())
    let data = try dataset(each, network.input)
    #expect(network.parameters[0].value.element(0) == trace.drawn[0])
    #expect(network.parameters.last?.value.doubles.last == trace.drawn[1])
    let found = try losses(network, data, each)
    try #require(found.count == Self.steps && trace.one.count == Self.steps)
    for (step, (own, loss)) in zip(found, trace.one).enumerated().prefix(10) {
      #expect(abs(own - loss) < 1e-4 * loss, "step \(step): \(own), PyTorch \(loss)")
    }
    let apart = zip(found, trace.one).map { abs($0 - $1) }.max() ?? .nan
    let open = zip(trace.one, trace.two).map { abs($0 - $1) }.max() ?? .nan
    #expect(apart < 3 * open, "ours \(apart) from PyTorch, PyTorch \(open) from itself")
  }

  /// The losses of every step before its update.
  private func losses(_ network: Network, _ data: Dataset, _ each: Recording) throws -> [Double] {
    let losses = Mutex<[Double]>([])
    let settings = TrainingSettings(
      epochs: 1, batch: each.batch, optimizer: each.optimizer, schedule: each.schedule, evaluateEvery: .epochs(1))
    _ = try train(
      network, on: data, settings,
      checkpoint: Checkpoint { progress in
        guard let loss = progress.measures.first(where: { $0.name == "loss" }) else { return }
        losses.withLock { $0.append(loss.value) }
      })
    return losses.withLock { Array($0.prefix(Self.steps)) }
  }

  /// One epoch whose shuffled order visits the images as the script does.
  private func dataset(_ each: Recording, _ shape: ImageShape) throws -> Dataset {
    let count = Self.steps * each.batch
    let images = (0..<each.images).map { image($0, shape) }
    var order = RandomStream(seed: 0, name: "order", index: 0)
    var source = [Int](repeating: 0, count: count)
    for (turn, row) in order.permutation(of: count).enumerated() { source[row] = turn % each.images }
    let train = try Samples(
      inputs: Tensor([count, shape.count], source.flatMap { images[$0] }), labels: source.map { $0 % 10 }, classes: 10,
      imageShape: shape)
    let none = try train[0..<0]
    return try Dataset(name: each.name, train: train, validation: none, test: none, provenance: "drawn")
  }

  private func drawn(_ network: Network) throws -> Network {
    var network = network
    let trained = network.parameters.filter(\.isTrained)
    for (index, parameter) in trained.enumerated() {
      var stream = SplitMix64(seed: UInt64(index))
      let shape = parameter.value.shape
      let scale = (6 / Double(shape.count / shape[0])).squareRoot()
      let values = (0..<shape.count).map { _ -> Float in
        let e = 2 * stream.nextUnit() - 1
        if shape.rank > 1 { return Float(scale * e) }
        return Float(parameter.kind == .bias ? 0.05 * e : 1 + 0.1 * e)
      }
      network = try network.setting(parameter.name, to: Tensor(shape, values))
    }
    return network
  }

  private func image(_ index: Int, _ shape: ImageShape) -> [Float] {
    var own = SplitMix64(seed: UInt64(1_000_000 + index))
    var blobs = SplitMix64(seed: UInt64(1_000 + index % 10))
    let (y, x, g) = (own.nextUnit(), own.nextUnit(), own.nextUnit())
    var pixels = (0..<shape.count).map { _ in 2 * own.nextUnit() - 1 }
    let size = Double(shape.height)
    for _ in 0..<3 {
      let (a, b, r) = (blobs.nextUnit(), blobs.nextUnit(), blobs.nextUnit())
      let centre = (size * (0.2 + 0.6 * a) + (6 * y - 3), size * (0.2 + 0.6 * b) + (6 * x - 3))
      let radius = size * (0.15 + 0.2 * r)
      for channel in 0..<shape.channels {
        let gain = (0.5 + 0.5 * g) * (2 * blobs.nextUnit() - 1)
        for row in 0..<shape.height {
          for column in 0..<shape.width {
            let (dy, dx) = (Double(row) - centre.0, Double(column) - centre.1)
            let t = max(1 - (dy * dy + dx * dx) / (radius * radius), 0)
            pixels[(channel * shape.height + row) * shape.width + column] += gain * (t * t)
          }
        }
      }
    }
    return pixels.map { Float($0) }
  }

  /// A recorded file: four numbers of what was drawn, then the losses on one thread and on two.
  private struct Trace {
    var drawn: [Double] = []
    var one: [Double] = []
    var two: [Double] = []

    init(_ name: String) throws {
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
      let text = try String(contentsOf: folder.appending(path: "Traces/\(name).csv"), encoding: .utf8)
      for line in text.split(separator: "\n") {
        if line.hasPrefix("# first"), let colon = line.firstIndex(of: ":") {
          drawn = line[line.index(after: colon)...].split(separator: " ").compactMap { Double($0) }
        }
        let numbers = line.split(separator: ",").compactMap { Double($0) }
        if numbers.count == 3 {
          one.append(numbers[1])
          two.append(numbers[2])
        }
      }
    }
  }
}
