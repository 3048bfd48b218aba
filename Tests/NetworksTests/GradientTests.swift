import Datasets
import Networks
import Tensors
import Testing

@Suite struct GradientTests {
  static let widths = [[3, 2], [4, 5, 3], [6, 7, 5, 4], [33, 200, 17, 3], [2, 1, 2]]

  /// Biases that are not zero, so that every parameter matters.
  private func network(_ widths: [Int]) throws -> Network { try .mlp(widths, initializer: .uniform, seed: 4) }

  /// Central differences of step h err by h²·f'''/6 and by ε·f/h of rounding: 1e-10 and 1e-11 at h = 1e-5 for third
  /// derivatives near 1. A ReLU whose input passes zero within the step spoils a difference; none does for these seeds.
  @Test("the chain rule of the reference agrees with finite differences", arguments: widths)
  func differences(widths: [Int]) throws {
    let samples = try Samples.random(7, features: widths[0], classes: widths[widths.count - 1], seed: 1)
    let reference = ReferenceNetwork(try network(widths))
    let gradient = reference.lossAndGradient(samples).gradient
    let step = 1e-5
    for parameter in gradient.indices {
      for index in stride(from: 0, to: gradient[parameter].count, by: max(1, gradient[parameter].count / 40)) {
        var above = reference, below = reference
        above.parameters[parameter][index] += step
        below.parameters[parameter][index] -= step
        let slope = (above.lossAndGradient(samples).loss - below.lossAndGradient(samples).loss) / (2 * step)
        #expect(abs(slope - gradient[parameter][index]) < 1e-8)
      }
    }
  }

  /// A step of plain descent at rate 1 moves w to w - g in single precision. Sums of n terms of the size of their
  /// result err by n·ε/2 (ε = 2⁻²³) a layer in the worst case; the longest sum here has 200 terms, three layers deep,
  /// and w - g is rounded to the last place of w, below 1: 3·200·6e-8 + 6e-8 relative to values of order 1.
  @Test("every layer's pullback and the loss give the reference's gradient", arguments: widths)
  func pullback(widths: [Int]) throws {
    let data = try Dataset.random(train: 7, features: widths[0], classes: widths[widths.count - 1])
    let network = try network(widths)
    let (loss, gradient) = ReferenceNetwork(network).lossAndGradient(data.train)
    let run = try train(network, on: data, TrainingSettings(epochs: 1, batch: 7, optimizer: .sgd(rate: 1)))
    #expect(abs(run.history[0].train.loss - loss) < 1e-5)
    for (index, parameter) in network.parameters.enumerated() {
      let after = run.network.parameters[index].value.doubles
      for (offset, before) in parameter.value.doubles.enumerated() {
        #expect(abs(before - after[offset] - gradient[index][offset]) < 4e-5)
      }
      #expect(gradient[index].contains { abs($0) > 1e-3 })
    }
  }

  @Test("logits agree with the reference, whatever the number of rows", arguments: [1, 5, 513])
  func logits(rows: Int) throws {
    let network = try network([33, 200, 17, 3])
    let samples = try Samples.random(rows, features: 33, classes: 3, seed: 2)
    let logits = try network.logits(samples.inputs)
    #expect(logits.shape == [rows, 3])
    let reference = ReferenceNetwork(network)
    for row in Set([0, rows / 2, rows - 1]) {
      let expected = reference.logits(try samples.inputs.row(row).doubles)
      for (column, value) in expected.enumerated() {
        // Two sums of at most 200 terms of order 1, as above.
        #expect(abs(logits.element(row * 3 + column) - value) < 4e-5)
      }
    }
  }
}
