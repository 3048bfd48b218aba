import Datasets
import Glibc
import Networks
import Tensors

/// A network in double precision, written the plain way: what the kernels are measured against.
///
/// Only the forward pass is written out; gradients are central differences of it.
struct ReferenceNetwork {
  /// Parameters in the network's order.
  var parameters: [[Double]]
  private let nodes: [Node]
  private let isTrained: [Bool]

  init(_ network: Network) {
    nodes = network.nodes
    parameters = network.parameters.map(\.value.doubles)
    isTrained = network.parameters.map(\.isTrained)
  }

  /// Mean softmax cross-entropy on samples as a training step sees them, or by running statistics.
  func loss(_ samples: Samples, training: Bool = true) -> Double {
    let logits = outputs(rows(samples.inputs), training: training)
    var loss = 0.0
    for (z, label) in zip(logits, samples.labels) {
      let largest = z.max() ?? 0
      loss += log(z.reduce(0) { $0 + exp($1 - largest) }) - (z[label] - largest)
    }
    return loss / Double(samples.count)
  }

  /// The loss, and its slope along every parameter by central differences.
  ///
  /// A step of h errs by h²·f'''/6 and by ε·f/h of rounding: 2e-11 and 2e-11 at h = 1e-5 for values near 1. A kink (of a
  /// ReLU or of a maximum) within the step spoils a difference; the seeds of the tests are such that none lies there.
  func lossAndGradient(_ samples: Samples, training: Bool = true) -> (loss: Double, gradient: [[Double]]) {
    let step = 1e-5
    var moved = self
    let gradient = parameters.indices.map { parameter in
      parameters[parameter].indices.map { index -> Double in
        guard isTrained[parameter] else { return 0 }
        let value = parameters[parameter][index]
        moved.parameters[parameter][index] = value + step
        let above = moved.loss(samples, training: training)
        moved.parameters[parameter][index] = value - step
        let below = moved.loss(samples, training: training)
        moved.parameters[parameter][index] = value
        return (above - below) / (2 * step)
      }
    }
    return (loss(samples, training: training), gradient)
  }

  /// Logits of rows of inputs, with running statistics.
  func logits(_ inputs: Tensor) -> [[Double]] { outputs(rows(inputs), training: false) }

  /// What the first `count` nodes make of rows of inputs, with running statistics.
  func outputs(_ inputs: Tensor, through count: Int) -> [[Double]] {
    var next = 0
    return run(Array(nodes.prefix(count)), rows(inputs), &next, false)
  }

  private func rows(_ inputs: Tensor) -> [[Double]] {
    let values = inputs.doubles
    let width = values.count / inputs.shape[0]
    return (0..<inputs.shape[0]).map { Array(values[$0 * width..<($0 + 1) * width]) }
  }

  private func outputs(_ rows: [[Double]], training: Bool) -> [[Double]] {
    var next = 0
    return run(nodes, rows, &next, training)
  }

  private func run(_ nodes: [Node], _ rows: [[Double]], _ next: inout Int, _ training: Bool) -> [[Double]] {
    nodes.reduce(rows) { rows, node in apply(node, to: rows, &next, training) }
  }

  private func apply(_ node: Node, to rows: [[Double]], _ next: inout Int, _ training: Bool) -> [[Double]] {
    func take() -> [Double] {
      next += 1
      return parameters[next - 1]
    }
    func each(_ function: (Double) -> Double) -> [[Double]] { rows.map { $0.map(function) } }
    switch node.layer {
    case .dense(let dense):
      let weights = take(), biases = dense.bias ? take() : nil
      let inputs = node.input.count
      return rows.map { row -> [Double] in
        (0..<dense.outputs).map { output -> Double in
          var sum = biases?[output] ?? 0
          for index in 0..<inputs { sum += weights[output * inputs + index] * row[index] }
          return sum
        }
      }
    case .convolution(let convolution):
      let weights = take(), biases = convolution.bias ? take() : nil
      return rows.map { convolve($0, node, convolution, weights, biases) }
    case .batchNorm(let norm):
      let (scales, shifts, means, variances) = (take(), take(), take(), take())
      return normalize(rows, node.input, norm.epsilon, scales, shifts, training ? nil : (means, variances))
    case .relu: return each { max($0, 0) }
    case .leakyReLU(let slope): return each { $0 > 0 ? $0 : slope * $0 }
    case .gelu: return each { $0 * erfc(-$0 / 2.squareRoot()) / 2 }
    case .tanh: return each { Glibc.tanh($0) }
    case .sigmoid: return each { 1 / (1 + exp(-$0)) }
    case .maxPool(let window): return rows.map { pool($0, node, window) { $0.max() ?? 0 } }
    case .averagePool(let window):
      return rows.map { pool($0, node, window) { $0.reduce(0, +) / Double($0.count) } }
    case .globalAveragePool:
      let pixels = node.input.height * node.input.width
      return rows.map { row -> [Double] in
        (0..<node.input.channels).map { channel -> Double in
          row[channel * pixels..<(channel + 1) * pixels].reduce(0, +) / Double(pixels)
        }
      }
    case .dropout(let rate):
      precondition(rate == 0, "what is drawn at random has no reference")
      return rows
    case .flatten: return rows
    case .residual:
      let body = run(node.body, rows, &next, training), shortcut = run(node.shortcut, rows, &next, training)
      return zip(body, shortcut).map { zip($0, $1).map(+) }
    }
  }

  private func convolve(
    _ row: [Double], _ node: Node, _ convolution: Convolution, _ weights: [Double], _ biases: [Double]?
  ) -> [Double] {
    let (input, output, kernel) = (node.input, node.output, convolution.kernel)
    let channels = input.channels / convolution.groups, outputs = convolution.outputs / convolution.groups
    var result = [Double](repeating: 0, count: output.count)
    for o in 0..<output.channels {
      for y in 0..<output.height {
        for x in 0..<output.width {
          var sum = biases?[o] ?? 0
          for c in 0..<channels {
            for i in 0..<kernel {
              for j in 0..<kernel {
                let r = y * convolution.stride + i - convolution.padding
                let s = x * convolution.stride + j - convolution.padding
                guard r >= 0, r < input.height, s >= 0, s < input.width else { continue }
                let channel = o / outputs * channels + c
                let weight = weights[((o * channels + c) * kernel + i) * kernel + j]
                sum += weight * row[(channel * input.height + r) * input.width + s]
              }
            }
          }
          result[(o * output.height + y) * output.width + x] = sum
        }
      }
    }
    return result
  }

  private func normalize(
    _ rows: [[Double]], _ shape: ImageShape, _ epsilon: Double, _ scales: [Double], _ shifts: [Double],
    _ running: (means: [Double], variances: [Double])?
  ) -> [[Double]] {
    let pixels = shape.height * shape.width
    var result = rows
    for channel in 0..<shape.channels {
      let places = channel * pixels..<(channel + 1) * pixels
      let values = rows.flatMap { $0[places] }
      let mean = running?.means[channel] ?? values.reduce(0, +) / Double(values.count)
      let variance =
        running?.variances[channel]
        ?? values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      for row in rows.indices {
        for place in places {
          result[row][place] =
            scales[channel] * (rows[row][place] - mean) / (variance + epsilon).squareRoot() + shifts[channel]
        }
      }
    }
    return result
  }

  private func pool(_ row: [Double], _ node: Node, _ window: Window, _ combine: ([Double]) -> Double) -> [Double] {
    let (input, output) = (node.input, node.output)
    var result: [Double] = []
    for channel in 0..<output.channels {
      for y in 0..<output.height {
        for x in 0..<output.width {
          result.append(
            combine(
              (0..<window.size * window.size).map { place in
                let (r, s) = (y * window.stride + place / window.size, x * window.stride + place % window.size)
                return row[(channel * input.height + r) * input.width + s]
              }))
        }
      }
    }
    return result
  }
}

extension Samples {
  /// Random rows around zero with random labels.
  static func random(
    _ count: Int, features: Int, classes: Int, seed: Int, imageShape: ImageShape? = nil
  ) throws -> Samples {
    var stream = RandomStream(seed: seed, name: "test")
    let values = (0..<count * features).map { _ in Float(stream.nextNormal()) }
    return try Samples(
      inputs: Tensor([count, features], values), labels: (0..<count).map { _ in stream.nextInt(below: classes) },
      classes: classes, imageShape: imageShape)
  }
}

extension Dataset {
  /// A data set of random rows.
  static func random(
    train: Int, validation: Int = 0, test: Int = 0, features: Int, classes: Int, seed: Int = 0
  ) throws -> Dataset {
    func part(_ count: Int, _ index: Int) throws -> Samples {
      try .random(count, features: features, classes: classes, seed: seed * 3 + index)
    }
    return try Dataset(
      name: "random", train: part(train, 0), validation: part(validation, 1), test: part(test, 2), provenance: "test")
  }
}
