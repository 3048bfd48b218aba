import Datasets
import Networks
import Tensors
import Testing

@Suite struct GradientTests {
  /// A small network in which a layer's gradient matters: what it passes back is seen at the parameters before it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let input: ImageShape
    let layers: [Layer]
    var rows = 7

    var testDescription: String { name }
  }

  private static let row = ImageShape(channels: 6, height: 1, width: 1)
  private static let image = ImageShape(channels: 2, height: 6, width: 5)

  private static func image(_ name: String, _ layers: [Layer], rows: Int = 5) -> Case {
    Case(name: name, input: image, layers: layers + [.dense(3)], rows: rows)
  }

  private static let stem = Layer.convolution(4, kernel: 3, padding: 1)

  static let cases = [
    Case(name: "one dense layer", input: row, layers: [.dense(3)]),
    Case(name: "dense, relu", input: row, layers: [.dense(7), .relu, .dense(5), .relu, .dense(4)]),
    Case(name: "dense without bias", input: row, layers: [.dense(7, bias: false), .relu, .dense(3, bias: false)]),
    Case(name: "more rows than a vector", input: row, layers: [.dense(9), .relu, .dense(3)], rows: 33),
    Case(name: "several shards", input: row, layers: [.dense(200), .relu, .dense(17), .relu, .dense(3)], rows: 20),
    Case(name: "leaky relu", input: row, layers: [.dense(5), .leakyReLU(slope: 0.1), .dense(3)]),
    Case(name: "gelu", input: row, layers: [.dense(5), .gelu, .dense(3)]),
    Case(name: "tanh", input: row, layers: [.dense(5), .tanh, .dense(3)]),
    Case(name: "sigmoid", input: row, layers: [.dense(5), .sigmoid, .dense(3)]),
    Case(name: "relu of the inputs", input: row, layers: [.relu, .dense(3)]),
    Case(name: "batch norm of rows", input: row, layers: [.dense(5), .batchNorm(), .relu, .dense(3)]),
    Case(name: "batch norm, no relu", input: row, layers: [.dense(5), .batchNorm(epsilon: 0.1), .dense(3)], rows: 18),
    Case(name: "batch norm of the inputs", input: row, layers: [.batchNorm(), .tanh, .dense(3)]),
    image("convolution 3×3, padding 1", [.convolution(4, kernel: 3, padding: 1), .relu, stem]),
    image("convolution 3×3, no padding", [stem, .relu, .convolution(3, kernel: 3)]),
    image("convolution 3×3, stride 2", [stem, .convolution(3, kernel: 3, stride: 2, padding: 1), .relu]),
    image("convolution 5×5", [stem, .convolution(3, kernel: 5, padding: 2, bias: false), .relu]),
    image("convolution 5×5, no padding", [.convolution(3, kernel: 5), .relu]),
    image("convolution 1×1", [stem, .convolution(5, kernel: 1), .relu]),
    image("convolution 1×1, stride 2", [stem, .convolution(5, kernel: 1, stride: 2, bias: false)]),
    image("convolution in groups", [stem, .convolution(6, kernel: 3, padding: 1, groups: 2), .relu]),
    image("convolution, a group a channel", [stem, .convolution(4, kernel: 3, padding: 1, groups: 4), .relu]),
    image(
      "convolution, many channels",
      [.convolution(19, kernel: 3, padding: 1), .relu, .convolution(2, kernel: 3, padding: 1)]),
    image("convolution, more rows than a vector", [stem, .relu, .convolution(3, kernel: 3, padding: 1)], rows: 19),
    image("max pool", [stem, .relu, .maxPool(2)]),
    image("max pool, overlapping", [stem, .maxPool(3, stride: 1)]),
    image("max pool, gaps", [stem, .maxPool(1, stride: 2)]),
    image("average pool", [stem, .averagePool(2)]),
    image("average pool, overlapping", [stem, .averagePool(3, stride: 2)]),
    image("global average pool", [stem, .relu, .globalAveragePool]),
    image("batch norm of images", [stem, .batchNorm(), .relu, .convolution(3, kernel: 3)]),
    image("dropout of nothing", [stem, .dropout(rate: 0), .relu]),
    image("flatten", [stem, .flatten, .dense(5), .relu]),
    image("residual, identity", [stem, .residual([.convolution(4, kernel: 3, padding: 1)]), .relu]),
    image(
      "residual, projection",
      [
        stem, .relu,
        .residual(
          [
            .convolution(5, kernel: 3, stride: 2, padding: 1), .batchNorm(), .relu,
            .convolution(5, kernel: 3, padding: 1),
          ],
          shortcut: [.convolution(5, kernel: 1, stride: 2), .batchNorm()]), .relu,
      ]),
    image("residual of the inputs", [.residual([.convolution(2, kernel: 3, padding: 1), .relu])]),
    image(
      "residuals in residuals",
      [
        stem,
        .residual([
          .residual([.convolution(4, kernel: 3, padding: 1), .relu]),
          .residual([.batchNorm()], shortcut: [.convolution(4, kernel: 1)]), .relu,
        ]),
      ]),
  ]

  /// A step of plain descent at rate 1 moves w to w - g in single precision. Sums of n terms of the size of their result
  /// err by n·ε/2 (ε = 2⁻²³) a layer in the worst case; the longest sums here have 600 terms of which only the square
  /// root counts as they fall on both sides, four layers deep, and w - g is rounded to the last place of w, below 1.
  @Test("every layer's pullback agrees with finite differences", arguments: cases)
  func pullback(_ each: Case) throws {
    let network = try Network(input: each.input, each.layers, initializer: .uniform, seed: 4)
    let classes = network.outputWidth
    let data = try Dataset.random(train: each.rows, features: each.input.count, classes: classes)
    let (loss, gradient) = ReferenceNetwork(network).lossAndGradient(data.train)
    let run = try train(network, on: data, TrainingSettings(epochs: 1, batch: each.rows, optimizer: .sgd(rate: 1)))
    #expect(abs(run.history[0].train.loss - loss) < 1e-5)
    for (index, parameter) in network.parameters.enumerated() where parameter.isTrained {
      let after = run.network.parameters[index].value.doubles
      for (offset, before) in parameter.value.doubles.enumerated() {
        #expect(abs(before - after[offset] - gradient[index][offset]) < 4e-5, "\(parameter.name) \(offset)")
      }
      #expect(
        gradient[index].contains { abs($0) > 1e-4 } || parameter.kind == .bias, "\(parameter.name) does not matter")
    }
  }

  @Test("logits agree with the reference", arguments: cases)
  func logits(_ each: Case) throws {
    let network = try Network(input: each.input, each.layers, initializer: .uniform, seed: 4)
    let samples = try Samples.random(each.rows, features: each.input.count, classes: 2, seed: 2)
    let expected = ReferenceNetwork(network).logits(samples.inputs).flatMap(\.self)
    let found = try network.logits(samples.inputs)
    #expect(found.shape == [each.rows, network.outputWidth])
    for (value, reference) in zip(found.doubles, expected) { #expect(abs(value - reference) < 4e-5) }
  }

  @Test("a row's logits do not depend on the rows beside it", arguments: [1, 5, 513])
  func rows(count: Int) throws {
    let network = try Network.mlp([33, 200, 17, 3], initializer: .uniform, seed: 4)
    let samples = try Samples.random(count, features: 33, classes: 3, seed: 2)
    let logits = try network.logits(samples.inputs)
    #expect(logits.shape == [count, 3])
    let reference = ReferenceNetwork(network)
    for row in Set([0, count / 2, count - 1]) {
      let expected = reference.logits(try samples.inputs.rows(row..<row + 1))[0]
      for (column, value) in expected.enumerated() {
        #expect(abs(logits.element(row * 3 + column) - value) < 4e-5)
      }
    }
  }
}
