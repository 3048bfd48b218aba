public import Datasets
public import Networks
public import Tensors

/// How many weights of the first layer each input has left: what a pruned network looks at.
public struct InputConnections: Hashable, Sendable {
  /// The name of the first layer's weight.
  public let parameter: String
  /// The weights of each input, in the order of a sample's numbers.
  public let counts: [Int]
  /// The variance of each input over the samples.
  public let variances: [Double]
  /// What a sample is, where it is an image.
  public let image: ImageShape?
  /// The units that could read an input.
  public let units: Int

  /// The connections of a network that begins with a dense layer.
  /// - Parameters:
  ///   - network: whose.
  ///   - samples: what it learns from.
  /// - Throws: `PruningError.noInputWeights` where the first layer with weights shares them among the pixels;
  ///   `NetworkError` where the samples do not fit.
  /// - Complexity: O(weights + numbers of the samples).
  public init(of network: Network, on samples: Samples) throws {
    try network.demand(samples)
    guard let weight = network.parameters.first(where: \.isPrunable), weight.value.shape.count > 0,
      weight.value.shape.extents.count == 2, weight.value.shape[1] == network.inputWidth
    else { throw PruningError.noInputWeights(layers: network.layers.first.map { "\($0)" } ?? "") }
    let width = network.inputWidth
    var counts = [Int](repeating: weight.mask == nil ? weight.value.shape[0] : 0, count: width)
    for (place, mark) in (weight.mask?.kept ?? []).enumerated() { counts[place % width] += Int(mark) }
    var sums = [Double](repeating: 0, count: width)
    var squares = sums
    for (place, number) in samples.inputs.floats.enumerated() {
      let value = Double(number)
      sums[place % width] += value
      squares[place % width] += value * value
    }
    let count = Double(samples.count)
    parameter = weight.name
    self.counts = counts
    variances = zip(sums, squares).map { max(0, $1 / count - ($0 / count) * ($0 / count)) }
    image = samples.imageShape
    units = weight.value.shape[0]
  }

  /// The inputs that nothing reads.
  public var dead: Int { counts.count { $0 == 0 } }

  /// Pearson's correlation of counts and variances; nil where one of them is the same for all inputs.
  public var correlation: Double? {
    let count = Double(counts.count)
    let (x, y) = (counts.map(Double.init), variances)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
      xy += (a - meanX) * (b - meanY)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : nil
  }

  /// Where an input lies: the pixels between it and the nearest edge; nil for inputs that are no image.
  public func distanceFromEdge(_ input: Int) -> Int? {
    guard let image else { return nil }
    let place = input % (image.height * image.width)
    let (row, column) = (place / image.width, place % image.width)
    return min(min(row, image.height - 1 - row), min(column, image.width - 1 - column))
  }

  /// The share of inputs that nothing reads at each distance from the edge of the image, from 0 on; empty for inputs that
  /// are no image.
  public var deadShares: [Double] {
    guard let image else { return [] }
    var dead = [Double](repeating: 0, count: (min(image.height, image.width) + 1) / 2)
    var all = dead
    for (input, count) in counts.enumerated() {
      guard let distance = distanceFromEdge(input) else { continue }
      all[distance] += 1
      if count == 0 { dead[distance] += 1 }
    }
    return zip(dead, all).map { $0 / $1 }
  }

  /// The share of inputs that nothing reads within so many pixels of the edge less that of the others; nil for inputs
  /// that are no image or have no others.
  public func deadAtEdge(within frame: Int) -> Double? {
    let near = counts.indices.filter { (distanceFromEdge($0) ?? frame) < frame }
    guard !near.isEmpty, near.count < counts.count else { return nil }
    let dead = near.count { counts[$0] == 0 }
    return Double(dead) / Double(near.count) - Double(self.dead - dead) / Double(counts.count - near.count)
  }
}
