import Datasets
import Glibc
import Networks
import Tensors
import Testing

@Suite struct OptimizerTests {
  static let optimizers: [Optimizer] = [
    .sgd(rate: 0.1), .sgd(rate: 0.1, momentum: 0.9), .sgd(rate: 0.05, momentum: 0.9, nesterov: true),
    .sgd(rate: 0.1, weightDecay: 0.01), .sgd(rate: 0.1, momentum: 0.5, nesterov: true, weightDecay: 0.1),
    .adam(rate: 0.01), .adam(rate: 0.02, beta1: 0.5, beta2: 0.9, epsilon: 1e-3), .adam(rate: 0.01, weightDecay: 0.1),
    .adamW(rate: 0.01, weightDecay: 0.5),
  ]

  /// The published update rules in double precision, on all samples at once; what is pruned has no gradient, no memory
  /// and no value.
  private func reference(
    _ network: Network, _ samples: Samples, _ optimizer: Optimizer, steps: Int
  ) -> (parameters: [[Double]], loss: Double) {
    let masks = network.parameters.map { $0.mask?.kept ?? [UInt8](repeating: 1, count: $0.value.count) }
    var state = ReferenceNetwork(network)
    var first = state.parameters.map { $0.map { _ in 0.0 } }
    var second = first
    var loss = 0.0
    for step in 1...steps {
      let (stepLoss, gradient) = state.lossAndGradient(samples)
      loss = stepLoss
      for p in gradient.indices {
        for i in gradient[p].indices where masks[p][i] == 1 {
          switch optimizer {
          case .sgd(let rate, let momentum, let nesterov, let decay):
            let slope = gradient[p][i] + decay * state.parameters[p][i]
            first[p][i] = momentum * first[p][i] + slope
            state.parameters[p][i] -= rate * (nesterov ? slope + momentum * first[p][i] : first[p][i])
          case .adam(let rate, let beta1, let beta2, let epsilon, let decay),
            .adamW(let rate, let beta1, let beta2, let epsilon, let decay):
            var slope = gradient[p][i]
            if case .adam = optimizer {
              slope += decay * state.parameters[p][i]
            } else {
              state.parameters[p][i] *= 1 - rate * decay
            }
            first[p][i] = beta1 * first[p][i] + (1 - beta1) * slope
            second[p][i] = beta2 * second[p][i] + (1 - beta2) * slope * slope
            let mean = first[p][i] / (1 - pow(beta1, Double(step)))
            let square = second[p][i] / (1 - pow(beta2, Double(step)))
            state.parameters[p][i] -= rate * mean / (square.squareRoot() + epsilon)
          }
        }
      }
    }
    return (state.parameters, loss)
  }

  /// Gradients err by 1e-6 here (sums of 20 terms in single precision). Descent passes that on times the rate and the
  /// number of steps. Adam divides by the gradient's own size: a gradient of 1e-3 is known to 1e-3 of itself, so a step
  /// errs by 1e-3 of the rate, and smaller gradients do not occur here but where they are exactly zero.
  ///
  /// A network that is pruned must follow the same path: a pruned weight that came back during training would not show
  /// in the result, whose masks zero it, but in the loss and in all other weights.
  @Test("ten steps follow the published rules, dense and pruned", arguments: optimizers, [0, 0.5])
  func rules(optimizer: Optimizer, sparsity: Double) throws {
    let data = try Dataset.random(train: 20, features: 5, classes: 3)
    let network = try Network.mlp([5, 20, 3], activation: .tanh, initializer: .uniform).randomlyMasked(sparsity)
    let run = try train(network, on: data, TrainingSettings(epochs: 10, batch: 20, optimizer: optimizer))
    let (expected, loss) = reference(network, data.train, optimizer, steps: 10)
    var moved = 0.0
    for (index, parameter) in run.network.parameters.enumerated() {
      for (offset, value) in parameter.value.doubles.enumerated() {
        #expect(abs(value - expected[index][offset]) < 1e-4)
        moved = max(moved, abs(value - network.parameters[index].value.element(offset)))
      }
    }
    #expect(abs(run.history[9].train.loss - loss) < 1e-4)
    #expect(moved > 0.01)
  }

  @Test("pruned weights are exactly zero after training and the others have moved", arguments: optimizers)
  func masks(optimizer: Optimizer) throws {
    let data = try Dataset.random(train: 64, features: 40, classes: 5)
    let network = try Network.mlp([40, 150, 5], seed: 2).randomlyMasked(0.75)
    #expect(network.sparsity > 0.7 && network.sparsity < 0.8)
    let run = try train(network, on: data, TrainingSettings(epochs: 5, batch: 10, optimizer: optimizer))
    #expect(run.network.masks == network.masks)
    for (before, after) in zip(network.parameters, run.network.parameters) {
      guard let mask = after.mask else { continue }
      let (old, new) = (before.value.floats, after.value.floats)
      #expect(mask.kept.indices.allSatisfy { mask.kept[$0] == 1 || new[$0].bitPattern == 0 })
      // A hidden unit all of whose five ways out are pruned (0.75⁵, a quarter of them) learns nothing.
      #expect(mask.kept.indices.filter { mask.kept[$0] == 1 && old[$0] == new[$0] }.count < mask.remaining / 2)
    }
  }

  @Test("settings outside their range are refused by name")
  func settings() throws {
    let data = try Dataset.random(train: 4, features: 2, classes: 2)
    let network = try Network.mlp([2, 2])
    let cases: [(Optimizer, String)] = [
      (.sgd(rate: 0), "rate"), (.sgd(rate: .nan), "rate"), (.sgd(rate: 1, momentum: 1), "momentum"),
      (.sgd(rate: 1, nesterov: true), "nesterov"), (.sgd(rate: 1, weightDecay: -1), "weightDecay"),
      (.adam(rate: -.infinity), "rate"), (.adam(beta1: 1), "beta1"), (.adam(beta2: -0.1), "beta2"),
      (.adam(epsilon: 0), "epsilon"), (.adam(weightDecay: -1), "weightDecay"), (.adamW(rate: 0), "rate"),
      (.adamW(weightDecay: .nan), "weightDecay"),
    ]
    for (optimizer, name) in cases {
      let error = #expect(throws: NetworkError.self) {
        try train(network, on: data, TrainingSettings(epochs: 1, batch: 2, optimizer: optimizer))
      }
      guard case .setting(name: name, expected: _, found: _) = error else {
        Issue.record("\(optimizer): expected an error about \(name), found \(String(describing: error))")
        continue
      }
    }
  }
}

extension Network {
  /// The network with each weight pruned with the given probability.
  func randomlyMasked(_ sparsity: Double) throws -> Network {
    var stream = RandomStream(seed: 9, name: "test")
    var masks: [String: Mask] = [:]
    for parameter in parameters where parameter.isPrunable && sparsity > 0 {
      masks[parameter.name] = Mask(
        parameter.value.shape, kept: (0..<parameter.value.count).map { _ in stream.nextDouble() < sparsity ? 0 : 1 })
    }
    return try masked(by: masks)
  }
}
