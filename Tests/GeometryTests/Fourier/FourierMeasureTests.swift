import Geometry
import Tensors
import Testing

@Suite("Fourier measures: signs, blocks, layers, differences")
struct FourierMeasureTests {
  /// y = W·x, in one piece or cut behind W.
  struct Linear: Classifier {
    /// [outputs, pixels]
    let weights: [[Float]]
    var isSplit = false

    func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
      let values = images.floats, width = images.shape[1]
      var outputs: [Float] = []
      for row in 0..<images.shape[0] {
        for weights in weights {
          var sum = 0.0
          for column in 0..<width { sum += Double(weights[column]) * Double(values[row * width + column]) }
          outputs.append(Float(sum))
        }
      }
      return Tensor([images.shape[0], weights.count], outputs)
    }

    var affineFront: (any AffineFront)? { isSplit ? Front(network: Linear(weights: weights)) : nil }
  }

  struct Front: AffineFront {
    let network: Linear
    var featureCount: Int { network.weights.count }
    var batch: Int { 32 }

    func features(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
      try network.logits(images, checkpoint: checkpoint)
    }

    func pass() -> any FrontPass { Sums(featureCount) }
  }

  final class Sums: FrontPass {
    let width: Int
    var rows: [Float] = []

    init(_ width: Int) { self.width = width }

    func load(_ features: ArraySlice<Float>, count: Int) { rows = Array(features) }

    func logits(waves: ArraySlice<Float>, amounts: [Float], checkpoint: Checkpoint) throws -> [Float] {
      let waves = Array(waves), number = waves.count / width
      var outputs = rows
      for place in rows.indices {
        for wave in 0..<number {
          outputs[place] += amounts[place / width * number + wave] * waves[wave * width + place % width]
        }
      }
      return outputs
    }
  }

  static let shape = ImageShape(channels: 2, height: 5, width: 4)
  static let basis = FourierBasis(height: 5, width: 4)

  static func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var stream = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float(stream.nextUnit()) - 0.5 }
  }

  static func network(_ outputs: Int, seed: UInt64, split: Bool = false) -> Linear {
    Linear(weights: (0..<outputs).map { numbers(40, seed: seed + UInt64($0)) }, isSplit: split)
  }

  @Test("The cut and the whole classifier make the same errors", arguments: [ChannelSigns.drawn, .averaged])
  func split(signs: ChannelSigns) throws {
    let images = Tensor([70, 2, 5, 4], Self.numbers(2_800, seed: 1))
    let labels = try Self.network(3, seed: 5).logits(images.reshaped([70, 40]), checkpoint: .none).argmaxRows()
    func map(_ split: Bool) throws -> FourierHeatMap {
      try fourierHeatMap(
        of: Self.network(3, seed: 5, split: split), on: images, labels: labels, shape: Self.shape, norm: 1, signs: signs
      )
    }
    let (cut, whole) = (try map(true), try map(false))
    // The 70 · 11 · 4 margins of these images are wider than the rounding of single precision.
    #expect(cut == whole && cut.cleanError == 0 && cut.errors.sum > 0.5)
    #expect(cut.convention.contains(signs == .drawn ? "seed 0" : "all patterns"))
  }

  @Test("An average over all signs is exact: a quarter of two channels' patterns are both -1")
  func averaged() throws {
    let cell = (row: 2, column: 1), norm = 4.0, margin = 0.5
    let wave = Self.basis.image(row: cell.row, column: cell.column).map { Float(0.1 * $0) }
    let weights = wave + wave
    // v·c < margin < 2·v·c, c = 0.1: the margin is outrun by both channels together alone.
    let image = weights.map { $0 * Float(margin / 0.02) }
    let map = try fourierHeatMap(
      of: Linear(weights: [weights, [Float](repeating: 0, count: 40)]),
      on: Tensor([3, 40], image + image + image.map { 100 * $0 }), labels: [0, 0, 0], shape: Self.shape, norm: norm,
      signs: .averaged)
    let place = cell.row * 4 + cell.column
    // A quarter for two images, nothing for the one far from the boundary.
    #expect(abs(map.errors.element(place) - 0.5 / 3) < 1e-15)
    // The spread of (1/4, 1/4, 0) is √2/12 with n in the denominator.
    #expect(abs(map.standardErrors.element(place) - (2.0.squareRoot() / 12) / 3.0.squareRoot()) < 1e-15)
    #expect(map.errors.doubles.filter { $0 > 0 }.count == 2)
  }

  @Test("A linear layer moves by v·|Σ r·W·U|, in closed form")
  func change() throws {
    let network = Self.network(3, seed: 9), norm = 2.5, count = 6
    let images = Tensor([count, 40], Self.numbers(40 * count, seed: 2))
    let map = try fourierChangeMap(of: network, on: images, shape: Self.shape, norm: norm, signs: .averaged)
    var largest = 0.0
    for row in 0..<5 {
      for column in 0..<4 {
        let cells = [(row: row, column: column), Self.basis.conjugate(row: row, column: column)]
        let own = cells.min { ($0.row, $0.column) < ($1.row, $1.column) } ?? cells[0]
        let wave = Self.basis.image(row: own.row, column: own.column)
        // Of the four patterns of signs two and two are opposite.
        let lengths = [1.0, -1].map { (sign: Double) -> Double in
          var sum = 0.0
          for weights in network.weights {
            var value = 0.0
            for pixel in wave.indices {
              value += (Double(weights[pixel]) + sign * Double(weights[20 + pixel])) * wave[pixel]
            }
            sum += value * value
          }
          return sum.squareRoot() * norm
        }
        let expected = (lengths[0] + lengths[1]) / 2
        largest = max(largest, expected)
        // Single precision: outputs below 4, each rounded three times, in a difference of three of them.
        #expect(abs(map.changes.element(row * 4 + column) - expected) < 9 * 4 * 0x1p-24)
        #expect(map.standardErrors.element(row * 4 + column) < 9 * 4 * 0x1p-24)
      }
    }
    #expect(abs(map.largestChange - largest) < 36 * 0x1p-24)
    #expect(map.relativeChanges.maximum == 1 && map.convention.contains("largest mean"))
  }

  @Test("A block measures the centred frequencies and leaves the others out")
  func block() throws {
    let images = Tensor([9, 40], Self.numbers(360, seed: 3))
    let labels = [Int](repeating: 1, count: 9), network = Self.network(2, seed: 4)
    let all = try fourierHeatMap(of: network, on: images, labels: labels, shape: Self.shape)
    for side in 1...4 {
      let part = try fourierHeatMap(of: network, on: images, labels: labels, shape: Self.shape, block: side)
      for row in 0..<5 {
        for column in 0..<4 {
          let extent = 2 - side / 2..<2 - side / 2 + side
          let isInside = extent.contains(row) && extent.contains(column)
          let value = part.errors.element(row * 4 + column)
          #expect(isInside ? value == all.errors.element(row * 4 + column) : value.isNaN)
        }
      }
    }
    for side in [0, 5, -3, .max] {
      #expect(throws: FourierError.block(side, most: 4)) {
        try fourierHeatMap(of: network, on: images, labels: labels, shape: Self.shape, block: side)
      }
    }
    #expect(FourierError.block(5, most: 4).description.contains("from 1 to 4 rows and columns; found 5"))
  }

  @Test("A difference is that of the two maps, with McNemar's standard error")
  func difference() throws {
    let images = Tensor([60, 40], Self.numbers(2_400, seed: 6))
    let labels = (0..<60).map { $0 % 3 }
    let (a, b) = (Self.network(3, seed: 11, split: true), Self.network(3, seed: 21))
    let one = try fourierHeatMap(of: a, on: images, labels: labels, shape: Self.shape, norm: 2)
    let other = try fourierHeatMap(of: b, on: images, labels: labels, shape: Self.shape, norm: 2)
    let map = try fourierDifference(of: a, minus: b, on: images, labels: labels, shape: Self.shape, norm: 2)
    #expect(abs(map.cleanDifference - (one.cleanError - other.cleanError)) < 1e-15)
    for cell in 0..<20 {
      #expect(abs(map.differences.element(cell) - (one.errors.element(cell) - other.errors.element(cell))) < 1e-15)
      let (first, second) = (map.onlyFirst.element(cell), map.onlySecond.element(cell))
      let expected = (first + second - (first - second) * (first - second) / 60).squareRoot() / 60
      #expect(abs(map.standardErrors.element(cell) - expected) < 1e-15)
      let (s, t) = (one.standardErrors.element(cell), other.standardErrors.element(cell))
      #expect(abs(map.unpairedStandardErrors.element(cell) - (s * s + t * t).squareRoot()) < 1e-15)
    }
    let itself = try fourierDifference(of: a, minus: a, on: images, labels: labels, shape: Self.shape, norm: 2)
    #expect(itself.differences.doubles.allSatisfy { $0 == 0 } && itself.standardErrors.sum == 0)
    #expect(itself.unpairedStandardErrors.sum > 0)
  }

  @Test("Too many channels for averaged signs are refused")
  func channels() {
    let shape = ImageShape(channels: 9, height: 1, width: 1)
    #expect(throws: FourierError.signs(channels: 9, most: 8)) {
      try fourierChangeMap(
        of: Linear(weights: [[Float](repeating: 1, count: 9)]), on: Tensor(zeros: [1, 9]), shape: shape,
        signs: .averaged)
    }
    #expect(FourierError.signs(channels: 9, most: 8).description.contains("at most 8 channels, found 9"))
  }
}
