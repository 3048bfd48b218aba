import Datasets
import Networks
import Tensors

/// A search for a multi-prize ticket under way.
struct MultiPrizeSearch {
  /// The weights that never change.
  let frozen: Network
  private let settings: MultiPrizeSettings
  private let differentiator: Differentiator
  private var layers: [ScoredLayer]

  fileprivate struct ScoredLayer {
    /// Which of the network's parameters it is.
    let parameter: Int
    let weights: [Float]
    let count: Int
    var scores: [Float]
    var momentum: [Float]
    var second: [Float]
    var marks: [UInt8]
  }

  init(_ network: Network, _ settings: MultiPrizeSettings) throws {
    self.settings = settings
    var frozen = network
    if settings.weights == .signedConstant {
      for parameter in network.parameters where parameter.isPrunable {
        let fanIn = parameter.value.shape.extents.dropFirst().reduce(1, *)
        let size = Float((2 / Double(fanIn)).squareRoot())
        frozen = try frozen.setting(
          parameter.name,
          to: Tensor(parameter.value.shape, parameter.value.floats.map { $0 < 0 ? -size : size }))
      }
    }
    self.frozen = frozen
    differentiator = Differentiator(frozen, batch: settings.batch, seed: settings.seed)
    layers = []
    for (index, parameter) in frozen.parameters.enumerated() where parameter.isPrunable {
      let total = parameter.value.count
      let count = Int((settings.keep * Double(total)).rounded())
      guard count > 0 else { throw PruningError.emptiesLayer(parameter.name, survivors: total, round: nil) }
      let fanIn = parameter.value.shape.extents.dropFirst().reduce(1, *)
      let bound = (1 / Double(fanIn)).squareRoot()
      var stream = RandomStream(seed: settings.seed, name: "scores", index: index)
      let scores = (0..<total).map { _ in Float((2 * stream.nextDouble() - 1) * bound) }
      let memory = settings.optimizer.memory
      layers.append(
        ScoredLayer(
          parameter: index, weights: parameter.value.floats, count: count, scores: scores,
          momentum: [Float](repeating: 0, count: memory > 0 ? total : 0),
          second: [Float](repeating: 0, count: memory > 1 ? total : 0),
          marks: LargestScores.marks(count, of: scores)))
    }
  }

  /// What each layer keeps.
  var marks: [[UInt8]] { layers.map(\.marks) }

  /// The fraction of the weights kept now that were not kept before.
  func exchanged(since before: [[UInt8]]) -> Double {
    var came = 0
    for (old, layer) in zip(before, layers) {
      for (was, isKept) in zip(old, layer.marks) where isKept == 1 && was == 0 { came += 1 }
    }
    return Double(came) / Double(layers.reduce(0) { $0 + $1.weights.count })
  }

  /// One step of the scores.
  mutating func step(
    _ rows: ArraySlice<Int>, of samples: Samples, at step: Int, factor: Double, checkpoint: Checkpoint
  ) throws -> Evaluation {
    for layer in layers { load(layer) }
    let evaluation = try differentiator.differentiate(rows, of: samples, checkpoint: checkpoint)
    guard evaluation.loss.isFinite else { throw NetworkError.diverged(step: step, loss: evaluation.loss) }
    let rule = UpdateRule(settings.optimizer, step: step + 1, factor: factor)
    for index in layers.indices {
      let range = differentiator.ranges[layers[index].parameter]
      var slopes = Array(differentiator.gradient[range])
      for place in slopes.indices {
        let slope = slopes[place] * layers[index].weights[place]
        slopes[place] = layers[index].scores[place] < 0 ? -slope : slope
      }
      layers[index].move(by: slopes, rule)
      layers[index].marks = LargestScores.marks(layers[index].count, of: layers[index].scores)
    }
    return evaluation
  }

  private func load(_ layer: ScoredLayer) {
    let start = differentiator.ranges[layer.parameter].lowerBound
    let parameters = differentiator.parameters
    let size = settings.rule == .biprop ? layer.binarySize : nil
    for (place, weight) in layer.weights.enumerated() {
      let value = size.map { weight < 0 ? -$0 : $0 } ?? weight
      parameters[start + place] = layer.marks[place] == 1 ? value : 0
    }
  }

  /// The subnetwork as it stands, with running statistics of the samples where there is batch normalisation.
  func network(statistics samples: Samples, checkpoint: Checkpoint) throws -> Network {
    var network = frozen
    var masks: [String: Mask] = [:]
    for layer in layers {
      let parameter = frozen.parameters[layer.parameter]
      if settings.rule == .biprop {
        let size = layer.binarySize
        network = try network.setting(
          parameter.name, to: Tensor(parameter.value.shape, layer.weights.map { $0 < 0 ? -size : size }))
      }
      masks[parameter.name] = Mask(parameter.value.shape, kept: layer.marks)
    }
    network = try network.masked(by: masks)
    guard network.parameters.contains(where: { $0.kind == .runningMean }) else { return network }
    return try network.withStatistics(from: samples, checkpoint: checkpoint)
  }
}

extension MultiPrizeSearch.ScoredLayer {
  /// α = Σ |w| / n over the weights kept.
  fileprivate var binarySize: Float {
    var sum = 0.0
    for (weight, mark) in zip(weights, marks) where mark == 1 { sum += Double(abs(weight)) }
    return Float(sum / Double(count))
  }

  fileprivate mutating func move(by slopes: [Float], _ rule: UpdateRule) {
    let total = weights.count
    scores.withUnsafeMutableBufferPointer { scores in
      momentum.withUnsafeMutableBufferPointer { first in
        second.withUnsafeMutableBufferPointer { second in
          slopes.withUnsafeBufferPointer { slopes in
            guard let scores = scores.baseAddress, let slopes = slopes.baseAddress else { return }
            rule.move(
              scores, by: slopes, first: first.isEmpty ? nil : first.baseAddress,
              second: second.isEmpty ? nil : second.baseAddress, mask: nil, count: total)
          }
        }
      }
    }
  }
}
