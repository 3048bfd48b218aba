import Geometry
import Tensors
import Testing

@Suite("The affine steps of a map")
struct MapStepTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let input: ImageShape
    let outputs: Int
    let height: Int, width: Int
    let stride: Int, padding: Int, groups: Int
    let testDescription: String
  }

  static let convolutions = [
    Case(
      input: ImageShape(channels: 3, height: 7, width: 5), outputs: 4, height: 3, width: 3, stride: 1, padding: 1,
      groups: 1, testDescription: "same size"),
    Case(
      input: ImageShape(channels: 4, height: 8, width: 9), outputs: 6, height: 3, width: 2, stride: 2, padding: 1,
      groups: 2, testDescription: "strided, grouped, windows that leave pixels over"),
    Case(
      input: ImageShape(channels: 2, height: 5, width: 5), outputs: 3, height: 5, width: 5, stride: 3, padding: 4,
      groups: 1, testDescription: "more padding than image under some windows"),
    Case(
      input: ImageShape(channels: 5, height: 20, width: 17), outputs: 2, height: 1, width: 1, stride: 2, padding: 0,
      groups: 1, testDescription: "projection; more windows than are batched"),
  ]

  /// The definition, number by number.
  private static func naive(_ c: Case, _ weights: [Double], _ bias: [Double], _ image: [Double]) -> [Double] {
    let rows = (c.input.height + 2 * c.padding - c.height) / c.stride + 1
    let columns = (c.input.width + 2 * c.padding - c.width) / c.stride + 1
    let planes = c.input.channels / c.groups, share = c.outputs / c.groups
    var values: [Double] = []
    for output in 0..<c.outputs {
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = bias[output]
          for plane in 0..<planes {
            for y in 0..<c.height {
              for x in 0..<c.width {
                let line = row * c.stride + y - c.padding, place = column * c.stride + x - c.padding
                guard (0..<c.input.height).contains(line), (0..<c.input.width).contains(place) else { continue }
                let channel = output / share * planes + plane
                sum +=
                  weights[((output * planes + plane) * c.height + y) * c.width + x]
                  * image[(channel * c.input.height + line) * c.input.width + place]
              }
            }
          }
          values.append(sum)
        }
      }
    }
    return values
  }

  @Test("A convolution is its definition, for one image and for several at once", arguments: convolutions)
  func convolution(c: Case) throws {
    let shape: Shape = [c.outputs, c.input.channels / c.groups, c.height, c.width]
    let weights = MapReference.tensor(shape, seed: 1), bias = MapReference.tensor([c.outputs], seed: 2)
    let step = try ConvolutionStep(
      "conv", weights: weights, bias: bias, input: c.input, stride: c.stride, padding: c.padding, groups: c.groups)
    let images = MapReference.numbers(7 * c.input.count, seed: 3)
    let expected = (0..<7).flatMap {
      Self.naive(c, weights.doubles, bias.doubles, Array(images[$0 * c.input.count..<($0 + 1) * c.input.count]))
    }
    #expect(step.outputCount * 7 == expected.count)
    // Sums of at most 76 terms below 1.
    for (found, expected) in zip(step.apply(images, count: 7, isLinear: false), expected) {
      #expect(abs(found - expected) < 76 * 76 * 0x1p-53)
    }
    let one = step.apply(Array(images[..<c.input.count]), count: 1, isLinear: false)
    for (found, expected) in zip(one, expected) { #expect(abs(found - expected) < 76 * 76 * 0x1p-53) }
  }

  private static func steps() throws -> [any AffineStep] {
    let input = ImageShape(channels: 3, height: 7, width: 6)
    var masked = MapReference.numbers(40 * 30, seed: 9)
    for index in masked.indices where index % 13 != 0 { masked[index] = 0 }
    return try convolutions.map { c -> any AffineStep in
      try ConvolutionStep(
        "conv", weights: MapReference.tensor([c.outputs, c.input.channels / c.groups, c.height, c.width], seed: 1),
        bias: nil, input: c.input, stride: c.stride, padding: c.padding, groups: c.groups)
    } + [
      ChannelStep("bn", scales: [1, -2, 0.5], shifts: [1, 2, 3], pixels: 42),
      AveragePoolStep("pool", input: input, height: 3, width: 2, stride: 2),
      AveragePoolStep(global: input),
      DenseStep("fc", weights: MapReference.tensor([8, 42], seed: 4), bias: MapReference.tensor([8], seed: 5)),
      DenseStep("masked", weights: Tensor([40, 30], masked), bias: nil),
    ]
  }

  @Test("⟨Ax, y⟩ = ⟨x, Aᵀy⟩ for every step, and the constant part is what a linear application leaves out")
  func adjoint() throws {
    for step in try Self.steps() {
      let count = 5
      let x = MapReference.numbers(count * step.inputCount, seed: 6)
      let y = MapReference.numbers(count * step.outputCount, seed: 7)
      let forward = step.apply(x, count: count, isLinear: true), backward = step.applyAdjoint(y, count: count)
      let left = zip(forward, y).reduce(0) { $0 + $1.0 * $1.1 }
      let right = zip(x, backward).reduce(0) { $0 + $1.0 * $1.1 }
      // Both are sums of at most 10⁵ products below 1.
      #expect(abs(left - right) < 1e5 * 0x1p-52)
      let zero = step.apply([Double](repeating: 0, count: step.inputCount), count: 1, isLinear: false)
      let whole = step.apply(x, count: count, isLinear: false)
      for index in whole.indices {
        #expect(abs(whole[index] - forward[index] - zero[index % zero.count]) < 1e-13)
      }
    }
  }

  @Test("A stage with skips has the transpose of its matrix as adjoint")
  func stageAdjoint() throws {
    for stage in try MapReference.everything(seed: 20).stages {
      let x = MapReference.numbers(3 * stage.inputCount, seed: 6),
        y = MapReference.numbers(3 * stage.outputCount, seed: 7)
      let left = zip(stage.apply(x, count: 3, isLinear: true), y).reduce(0) { $0 + $1.0 * $1.1 }
      let right = zip(x, stage.applyAdjoint(y, count: 3)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(left - right) < 1e5 * 0x1p-52)
    }
  }

  @Test("A mostly masked dense layer gives what a full product gives")
  func sparse() throws {
    var weights = MapReference.numbers(50 * 70, seed: 9)
    for index in weights.indices where index % 11 != 0 { weights[index] = 0 }
    let bias = MapReference.numbers(50, seed: 10)
    let step = try DenseStep("fc", weights: Tensor([50, 70], weights), bias: Tensor([50], bias))
    for count in [1, 3, 64, 131] {
      let rows = MapReference.numbers(count * 70, seed: 11)
      let found = step.apply(rows, count: count, isLinear: false)
      for row in 0..<count {
        for output in 0..<50 {
          let expected = (0..<70).reduce(bias[output]) { $0 + weights[output * 70 + $1] * rows[row * 70 + $1] }
          #expect(abs(found[row * 50 + output] - expected) < 70 * 0x1p-52)
        }
      }
    }
  }

  @Test("The windows of a max-pool are its members in row-major order")
  func windows() throws {
    let windows = try Gate.Windows("pool", input: ImageShape(channels: 2, height: 3, width: 4), size: 2, stride: 2)
    #expect(windows.members == [0, 1, 4, 5, 2, 3, 6, 7, 12, 13, 16, 17, 14, 15, 18, 19] && windows.size == 4)
  }

  @Test("Steps that do not fit are refused")
  func refused() throws {
    let input = ImageShape(channels: 2, height: 4, width: 4)
    let cases: [(Shape, Int?, Int, Int, Int)] = [
      ([3, 2, 5, 5], nil, 1, 0, 1), ([3, 1, 2, 2], nil, 1, 0, 1), ([3, 1, 2, 2], nil, 1, 0, 2),
      ([3, 2, 2, 2], 4, 1, 0, 1), ([3, 2, 2, 2], nil, 0, 0, 1), ([3, 2, 2, 2], nil, 1, 2, 1),
      ([3, 2, 2], nil, 1, 0, 1),
      ([3, 2, 2, 2], nil, 1, 0, 0),
    ]
    for (shape, bias, stride, padding, groups) in cases {
      #expect(throws: RegionError.stageShape("conv", weights: shape, bias: bias.map { [$0] })) {
        try ConvolutionStep(
          "conv", weights: Tensor(zeros: shape), bias: bias.map { Tensor(zeros: [$0]) }, input: input, stride: stride,
          padding: padding, groups: groups)
      }
    }
    #expect(throws: RegionError.windows("pool", height: 5, width: 2, input: input)) {
      try AveragePoolStep("pool", input: input, height: 5, width: 2, stride: 1)
    }
    #expect(throws: RegionError.windows("pool", height: 5, width: 5, input: input)) {
      try Gate.Windows("pool", input: input, size: 5, stride: 1)
    }
    #expect(throws: RegionError.stageShape("bn", weights: [2], bias: [1])) {
      try ChannelStep("bn", scales: [1, 2], shifts: [1], pixels: 1)
    }
  }
}
