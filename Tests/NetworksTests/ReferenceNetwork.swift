import Datasets
import Glibc
import Networks
import Tensors

/// A network of dense layers in double precision, written the plain way: what the kernels are measured against.
struct ReferenceNetwork {
  /// Parameters in the network's order.
  var parameters: [[Double]]
  private let layers: [Layer]

  init(_ network: Network) {
    layers = network.layers
    parameters = network.parameters.map(\.value.doubles)
  }

  /// Mean softmax cross-entropy, and its gradient at every parameter by the chain rule.
  func lossAndGradient(_ samples: Samples) -> (loss: Double, gradient: [[Double]]) {
    var loss = 0.0
    var gradient = parameters.map { [Double](repeating: 0, count: $0.count) }
    let inputs = samples.inputs.doubles
    for row in 0..<samples.count {
      let activations = self.activations(Array(inputs[row * samples.features..<(row + 1) * samples.features]))
      let logits = activations[activations.count - 1]
      let largest = logits.max() ?? 0
      let exponentials = logits.map { exp($0 - largest) }
      let total = exponentials.reduce(0, +)
      loss += log(total) - (logits[samples.labels[row]] - largest)
      var delta = exponentials.map { $0 / total }
      delta[samples.labels[row]] -= 1
      var parameter = parameters.count
      for (index, layer) in layers.enumerated().reversed() {
        let input = activations[index]
        switch layer {
        case .relu: delta = zip(delta, input).map { $1 > 0 ? $0 : 0 }
        case .dense(let dense):
          parameter -= 2
          var before = [Double](repeating: 0, count: dense.inputs)
          for output in 0..<dense.outputs {
            gradient[parameter + 1][output] += delta[output]
            for column in 0..<dense.inputs {
              gradient[parameter][output * dense.inputs + column] += delta[output] * input[column]
              before[column] += delta[output] * parameters[parameter][output * dense.inputs + column]
            }
          }
          delta = before
        }
      }
    }
    let scale = 1 / Double(samples.count)
    return (loss * scale, gradient.map { $0.map { $0 * scale } })
  }

  /// Logits of one row.
  func logits(_ row: [Double]) -> [Double] { activations(row).last ?? [] }

  /// The row, then the output of every layer.
  private func activations(_ row: [Double]) -> [[Double]] {
    var activations = [row]
    var parameter = 0
    for layer in layers {
      let input = activations[activations.count - 1]
      switch layer {
      case .relu: activations.append(input.map { max($0, 0) })
      case .dense(let dense):
        let (weights, biases) = (parameters[parameter], parameters[parameter + 1])
        parameter += 2
        activations.append(
          (0..<dense.outputs).map { output in
            (0..<dense.inputs).reduce(biases[output]) { $0 + weights[output * dense.inputs + $1] * input[$1] }
          })
      }
    }
    return activations
  }
}

extension Samples {
  /// Random rows around zero with random labels.
  static func random(_ count: Int, features: Int, classes: Int, seed: Int) throws -> Samples {
    var stream = RandomStream(seed: seed, name: "test")
    let values = (0..<count * features).map { _ in Float(stream.nextNormal()) }
    return try Samples(
      inputs: Tensor([count, features], values), labels: (0..<count).map { _ in stream.nextInt(below: classes) },
      classes: classes)
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
