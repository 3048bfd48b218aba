import Datasets
import Glibc
import Networks
import Tensors
import Testing

@Suite struct BayesianNetworkTests {
  private func data() throws -> Dataset { try .digits(train: 600, validation: 100, test: 200) }

  private func trained(_ settings: BayesianSettings? = nil, _ form: DeviationForm = .exponential) throws -> BayesianRun
  {
    let start = try BayesianNetwork(.mlp([64, 30, 10]), form: form, seed: 3)
    return try trainBayesian(
      start, on: data(), settings ?? BayesianSettings(epochs: 8, batch: 20, rate: 5e-3, seed: 1))
  }

  @Test("fresh means and ρ lie on their ranges; biases too")
  func fresh() throws {
    let network = try BayesianNetwork(.mlp([64, 30, 10]), meanBound: 0.2, spreads: -3 ... -2, seed: 5)
    for (parameter, rho) in zip(network.means.parameters, network.spreads) {
      #expect(parameter.value.doubles.allSatisfy { abs($0) <= 0.2 } && parameter.value.doubles.contains { $0 != 0 })
      #expect(rho.doubles.allSatisfy { $0 >= -3 && $0 <= -2 })
    }
    let kept = try BayesianNetwork(.mlp([64, 30, 10]), meanBound: nil)
    #expect(kept.means == (try Network.mlp([64, 30, 10])))
  }

  @Test("the divergence from a normal prior is what draws say it is", arguments: DeviationForm.allCases)
  func divergence(form: DeviationForm) throws {
    let network = try BayesianNetwork(.mlp([6, 4, 3]), form: form, spreads: -3 ... -1, seed: 2)
    let prior = WeightPrior.gaussian(deviation: 0.15)
    let deviations = network.deviations
    let draws = try (0..<4_000).map { pass in
      let drawn = try network.sampled(seed: 7, pass: pass)
      var sum = 0.0
      for (index, parameter) in drawn.parameters.enumerated() {
        let means = network.means.parameters[index].value.doubles
        for (place, weight) in parameter.value.doubles.enumerated() {
          let sigma = deviations[index].element(place)
          let z = (weight - means[place]) / sigma
          sum += -0.5 * log(2 * .pi) - log(sigma) - z * z / 2 - prior.logDensity(weight)
        }
      }
      return sum
    }
    let mean = draws.reduce(0, +) / 4_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3_999
    // Four standard errors.
    #expect(abs(network.divergence(fromGaussian: 0.15) - mean) < 4 * (variance / 4_000).squareRoot())
  }

  @Test("training learns, and the divergence falls towards the prior", arguments: DeviationForm.allCases)
  func learning(form: DeviationForm) throws {
    let run = try trained(nil, form)
    #expect(run.history.count == 8 && run.history.last?.step == 8 * 30)
    let prediction = try run.network.predict(data().test, passes: 8, seed: 4)
    #expect(prediction.error < 0.15)
    #expect(try run.network.means.evaluate(on: data().test).error < 0.15)
    // Hot and cold: what the prior counts, it pulls.
    var hot = BayesianSettings(epochs: 4, batch: 20, rate: 5e-3, temperature: 100, seed: 1)
    let pulled = try trained(hot, form).network.divergence(fromGaussian: 0.1)
    hot.temperature = 0
    #expect(pulled < (try trained(hot, form).network.divergence(fromGaussian: 0.1)) / 2)
  }

  @Test("the gradient of training is that of its loss")
  func agreement() throws {
    // One step of Adam moves every number by the rate against its gradient's sign, whatever its size.
    let data = try data()
    let start = try BayesianNetwork(.mlp([64, 12, 10]), seed: 3)
    let settings = BayesianSettings(epochs: 1, batch: 600, rate: 1e-3, temperature: 2, seed: 9)
    let run = try trainBayesian(start, on: data, settings)
    let fresh = start.deviations
    #expect(run.history[0].train.count == 600)
    for (index, parameter) in run.network.means.parameters.enumerated() {
      let (before, after) = (start.means.parameters[index].value.doubles, parameter.value.doubles)
      #expect(zip(before, after).allSatisfy { abs(abs($0 - $1) - 1e-3) < 1e-5 || $0 == $1 })
      // The second moment after one step is 0.001 g².
      let moments = run.network.secondMoments?[index].doubles ?? []
      #expect(moments.contains { $0 > 0 } && moments.allSatisfy { $0 >= 0 })
      #expect(fresh[index].doubles.allSatisfy { $0 > 0 })
    }
  }

  @Test("the bits are the same on one thread and on two")
  func threads() throws {
    let count = Parallel.threadCount
    defer { Parallel.threadCount = count }
    let network = try BayesianNetwork(.mlp([64, 300, 10]), form: .softplus, seed: 3)
    let settings = BayesianSettings(
      epochs: 1, batch: 30, rate: 1e-3, prior: .gaussianMixture(share: 0.5, wide: 0.5, narrow: 0.01), seed: 1)
    let runs = try [1, 2].map { threads in
      Parallel.threadCount = threads
      let run = try trainBayesian(network, on: data(), settings)
      return (run, try run.network.predict(data().test, passes: 2))
    }
    #expect(runs[0].0 == runs[1].0 && runs[0].1 == runs[1].1)
  }

  @Test("an interrupt ends training at once")
  func interrupt() throws {
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed == 5 { flag.raise() } }
    let network = try BayesianNetwork(.mlp([64, 30, 10]))
    #expect(throws: Interrupted.self) {
      try trainBayesian(network, on: data(), BayesianSettings(epochs: 50), checkpoint: checkpoint)
    }
  }

  @Test("what the masks prune is 0 in every draw, before training and after")
  func masks() throws {
    let kept = (0..<64 * 30).map { UInt8($0 % 3 == 0 ? 1 : 0) }
    let masked = try Network.mlp([64, 30, 10]).masked(by: ["fc1.weight": Mask([30, 64], kept: kept)])
    let run = try trainBayesian(
      BayesianNetwork(masked), on: data(), BayesianSettings(epochs: 1, batch: 20, rate: 5e-3))
    let drawn = try run.network.sampled(seed: 1)
    for values in [run.network.means.parameters[0].value, run.network.deviations[0], drawn.parameters[0].value] {
      #expect(zip(values.doubles, kept).allSatisfy { ($0 == 0) == ($1 == 0) })
    }
  }

  @Test("a prediction is the mean of its draws, and its uncertainty falls into parts")
  func prediction() throws {
    let (run, samples) = (try trained(), try data().test)
    let prediction = try run.network.predict(samples, passes: 5, seed: 6)
    var sums = [Double](repeating: 0, count: samples.count * 10)
    for pass in 0..<5 {
      let drawn = try run.network.sampled(seed: 6, pass: pass)
      #expect(abs(try drawn.evaluate(on: samples).error - prediction.passErrors[pass]) < 1e-12)
      let logits = try drawn.logits(samples.inputs).doubles
      for row in 0..<samples.count {
        let exponentials = logits[row * 10..<row * 10 + 10].map(exp)
        let total = exponentials.reduce(0, +)
        for (class_, value) in exponentials.enumerated() { sums[row * 10 + class_] += value / total / 5 }
      }
    }
    #expect(zip(sums, prediction.probabilities.doubles).allSatisfy { abs($0 - $1) < 1e-9 })
    for (whole, expected) in zip(prediction.entropy, prediction.expectedEntropy) {
      #expect(whole >= expected - 1e-12 && whole <= log(10) + 1e-12)
    }
    #expect(prediction.mutualInformation.contains { $0 > 1e-6 })
    let single = try run.network.predict(samples, passes: 1)
    #expect(single.mutualInformation.allSatisfy { $0 < 1e-12 } && single.passErrorDeviation.isNaN)
  }

  @Test("training stops early with the network of least validation loss")
  func stopping() throws {
    let settings = BayesianSettings(
      epochs: 60, batch: 20, rate: 2e-2, stop: .earliest(.validationLoss, patience: 2), seed: 1)
    let run = try trained(settings)
    let losses = run.history.compactMap { $0.validation?.loss }
    #expect(losses.count < 60 && losses.count - 1 - (losses.firstIndex(of: losses.min() ?? 0) ?? 0) == 2)
  }

  @Test("what does not go together is refused before the first step")
  func badInput() throws {
    let image = ImageShape(channels: 1, height: 8, width: 8)
    let norm = try Network(input: image, [.dense(5), .batchNorm(), .dense(10)])
    let dropout = try Network(input: image, [.residual([.dropout(rate: 0.1)]), .dense(10)])
    #expect(throws: NetworkError.self) { try BayesianNetwork(norm) }
    #expect(throws: NetworkError.self) { try BayesianNetwork(dropout) }
    #expect(throws: NetworkError.self) { try BayesianNetwork(.mlp([64, 10]), meanBound: -1) }
    #expect(throws: NetworkError.self) { try BayesianNetwork(.mlp([64, 10]), spreads: -5...50) }
    let network = try BayesianNetwork(.mlp([64, 10]))
    for settings in [
      BayesianSettings(epochs: 0), BayesianSettings(batch: 0), BayesianSettings(rate: -1),
      BayesianSettings(temperature: -1), BayesianSettings(temperature: .nan),
      BayesianSettings(prior: .gaussian(deviation: 0)), BayesianSettings(prior: .laplace(scale: -1)),
      BayesianSettings(prior: .gaussianMixture(share: 1, wide: 1, narrow: 0.1)),
    ] {
      #expect(throws: NetworkError.self) { try trainBayesian(network, on: data(), settings) }
    }
    #expect(throws: NetworkError.self) { try network.predict(data().test, passes: 0) }
    #expect(throws: NetworkError.self) { try BayesianNetwork(.mlp([5, 10])).predict(data().test) }
  }
}
