import Glibc
package import Tensors

/// Gibbs sampling of labels, weights and dimensions.
package struct MixtureSampler {
  /// What is drawn from; another one of the same points may take its place between sweeps.
  var model: MixtureModel
  let concentration: Double
  let prior: (shape: Double, rate: Double)
  private(set) var labels: [Int]
  private(set) var dimensions: [Double]
  private(set) var sizes: [Int]
  private var logWeights: [Double]
  private var stream: RandomStream

  init(_ model: MixtureModel, concentration: Double, prior: (shape: Double, rate: Double), seed: Int) {
    var stream = RandomStream(seed: seed, name: "hidalgo")
    let count = model.components
    let labels = model.logs.map { _ in stream.nextInt(below: count) }
    let dimensions = (0..<count).map { _ in exp(stream.nextLogGamma(shape: prior.shape)) / prior.rate }
    self.init(
      model, concentration: concentration, prior: prior, labels: labels, dimensions: dimensions,
      logWeights: [Double](repeating: -log(Double(count)), count: count), stream: stream)
  }

  /// A chain that goes on from a state: a label a point, a dimension and the logarithm of a share a component.
  package init(
    _ model: MixtureModel, concentration: Double, prior: (shape: Double, rate: Double), labels: [Int],
    dimensions: [Double], logWeights: [Double], stream: RandomStream
  ) {
    self.model = model
    self.concentration = concentration
    self.prior = prior
    self.labels = labels
    self.dimensions = dimensions
    self.logWeights = logWeights
    self.stream = stream
    sizes = [Int](repeating: 0, count: model.components)
    for label in labels { sizes[label] += 1 }
  }

  /// One sweep: every label given the rest, then weights and dimensions given the labels.
  /// - Complexity: O(N·(K + q)).
  mutating func sweep() {
    drawLabels()
    logWeights = stream.nextLogDirichlet(sizes.map { concentration + Double($0) })
    let sums = logSums
    for component in dimensions.indices {
      let shape = prior.shape + Double(sizes[component])
      // Kept off zero, where a draw from the prior could underflow.
      dimensions[component] = max(exp(stream.nextLogGamma(shape: shape)) / (prior.rate + sums[component]), 1e-100)
    }
  }

  private var logSums: [Double] {
    var sums = [Double](repeating: 0, count: model.components)
    for (point, label) in labels.enumerated() { sums[label] += model.logs[point] }
    return sums
  }

  private mutating func drawLabels() {
    let count = model.components, bases = bases
    var scores = [Double](repeating: 0, count: count)
    for point in labels.indices {
      sizes[labels[point]] -= 1
      score(point, others: sizes, bases: bases, into: &scores)
      var largest = scores[0]
      for component in 1..<max(count, 1) { largest = max(largest, scores[component]) }
      var total = 0.0
      for component in 0..<count {
        let weight = scores[component] - largest < -40 ? 0 : exp(scores[component] - largest)
        total += weight
        scores[component] = total
      }
      let mark = stream.nextDouble() * total
      var chosen = 0
      while chosen < count - 1, scores[chosen] <= mark { chosen += 1 }
      labels[point] = chosen
      sizes[chosen] += 1
    }
  }

  /// ln of share times dimension, a component.
  private var bases: [Double] { dimensions.indices.map { logWeights[$0] + log(dimensions[$0]) } }

  /// ln of the odds of each component for a point, up to a constant; `others` counts the other points.
  private func score(_ point: Int, others: [Int], bases: [Double], into scores: inout [Double]) {
    let x = model.logs[point], attraction = model.attraction
    for component in scores.indices {
      scores[component] = bases[component] - dimensions[component] * x + model.sizeTerms[others[component]]
    }
    for slot in model.starts[point]..<model.starts[point + 1] {
      scores[labels[Int(model.ends[slot])]] += attraction
    }
  }

  /// The probabilities of the labels of a point given all else, from which its label is drawn.
  package func probabilities(of point: Int) -> [Double] {
    var others = sizes, scores = [Double](repeating: 0, count: model.components)
    others[labels[point]] -= 1
    score(point, others: others, bases: bases, into: &scores)
    let largest = scores.max() ?? 0
    let odds = scores.map { exp($0 - largest) }, total = odds.reduce(0, +)
    return odds.map { $0 / total }
  }

  /// ln of the joint density of labels, weights, dimensions and data, up to a constant.
  package var logPosterior: Double {
    var sum = 0.0
    let sums = logSums
    for component in dimensions.indices {
      let size = Double(sizes[component]), d = dimensions[component]
      sum += size * (logWeights[component] + log(d)) - d * sums[component] - model.logConstants[sizes[component]]
      sum += (prior.shape - 1) * log(d) - prior.rate * d + (concentration - 1) * max(logWeights[component], -700)
    }
    var pairs = 0
    for point in labels.indices {
      for slot in model.starts[point]..<model.starts[point + 1] where labels[Int(model.ends[slot])] == labels[point] {
        pairs += 1
      }
    }
    // Each link is met from both of its ends.
    return sum + model.attraction * Double(pairs) / 2
  }
}
