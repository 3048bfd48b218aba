import Datasets
import Experiments
import Glibc
import Networks
import Tensors
import Testing

@Suite struct DataGeometryTests {
  /// One rectified neuron w·x + b.
  private func neuron(_ weights: [Float], _ bias: Float) throws -> Network {
    try Network.mlp([2, 1, 1]).setting("fc1.weight", to: Tensor([1, 2], weights))
      .setting("fc1.bias", to: Tensor([1], [bias]))
  }

  @Test("one neuron on the circle: two regions, and along the tangent the distance is that of a cotangent")
  func circle() throws {
    let chords = 6
    let reading = try CurveProbe(.circle, chords: chords).read(neuron([1, 1], 0))
    // z = √2 cos(t - π/4), whose derivative along the tangent is -√2 sin(t - π/4).
    let distances = (0..<chords).map { index in
      let angle = .pi * (2 * Double(index) / Double(chords) - 1) - .pi / 4
      return abs(cos(angle) / sin(angle))
    }
    #expect(reading.regions == 2)
    // The chords are at least 256, whose length falls short of 2π by (2π/256)²/24 = 2.5e-5 of it.
    #expect(abs(reading.density - 1 / .pi) < 3e-5 / .pi)
    // A few operations in double precision on numbers below 4.
    #expect(abs(reading.distance - distances.reduce(0, +) / Double(chords)) < 1e-13)
  }

  @Test("one neuron at half the height of the tractrix: three regions, and distances in closed form")
  func tractrix() throws {
    let chords = 5
    let reading = try CurveProbe(.tractrix, chords: chords).read(neuron([0, 1], -0.5))
    // z = sech t - 1/2, whose derivative along the tangent is -sech t.
    let distances = (0...chords).map { abs(1 - cosh(3 * (2 * Double($0) / Double(chords) - 1)) / 2) }
    #expect(reading.regions == 3)
    // Chords cut the cusp: over 256 of them the length falls short of 2 ln cosh 3 by less than 1e-3 of it.
    #expect(abs(reading.density - 1 / log(cosh(3.0))) < 1e-3)
    #expect(abs(reading.distance - distances.reduce(0, +) / Double(chords + 1)) < 1e-13)
  }

  @Test("26 neurons at initialisation pass as many regions as the NumPy reference counted")
  func initialization() throws {
    // 150 networks of 8, 10 and 8 neurons, uniform: mean and standard error.
    for (toy, golden, error) in [(ToyCurve.circle, 25.7, 0.4), (.tractrix, 16.9, 0.3)] {
      let probe = try CurveProbe(toy, chords: 8)
      let counts = try (0..<150).map { seed in
        try probe.read(Network.mlp([2, 8, 10, 8, 1], initializer: .uniform, seed: seed)).regions
      }
      let interval = MeanInterval(counts)
      let own = interval.standardDeviation / Double(counts.count).squareRoot()
      // Other draws of the same distribution: three standard errors of the difference.
      #expect(
        abs(interval.mean - golden) < 3 * (own * own + error * error).squareRoot(), "\(interval.mean) ± \(own)")
    }
  }

  @Test("a learner answers as its network does, does not see the target, and learns it")
  func regression() throws {
    let hidden = [8, 10, 8]
    let task = try CurveRegression(.circle, hidden: hidden, frequency: 3)
    let network = try Network.mlp([2] + hidden + [1], initializer: .uniform, seed: 4)
    let learner = try task.learner(network)
    for (name, value) in network.parameters.map({ ($0.name, $0.value) }) {
      #expect(try task.network(learner).parameter(name).value == value)
    }
    let points = try task.data.train.inputs.rows(0..<50).floats
    let blind = Tensor([50, 3], points.enumerated().map { $0.offset % 3 == 2 ? 7 : $0.element })
    let plane = Tensor([50, 2], points.enumerated().filter { $0.offset % 3 != 2 }.map(\.element))
    let answers = try network.logits(plane).floats
    for inputs in [Tensor([50, 3], points), blind] {
      let outputs = try learner.logits(inputs).floats
      // Sums of at most ten products of single precision in another order.
      for row in 0..<50 { #expect(abs(outputs[3 * row + 2] - answers[row]) < 1e-6) }
    }
    let settings = TrainingSettings(
      epochs: 60, batch: 50, optimizer: .adam(rate: 3e-3), loss: .reconstruction, evaluateEvery: .epochs(60))
    let trained = try train(learner, on: task.data, settings).network
    let before = try task.explained(by: network), after = try task.explained(by: task.network(trained))
    #expect(before < 0.1 && after > 0.5, "\(before), \(after)")
    let still = try trained.logits(blind).floats, seen = try trained.logits(Tensor([50, 3], points)).floats
    for row in 0..<50 { #expect(still[3 * row + 2] == seen[3 * row + 2]) }
  }
}
