import Datasets
import Networks
import Tensors
import Testing

@Suite("outputs of layers")
struct LayerOutputTests {
  @Test("run from the inputs to the logits, behind each layer's activation")
  func dense() throws {
    let network = try Network.mlp([64, 12, 7, 10], seed: 3)
    let inputs = try Dataset.digits(train: 20, validation: 10, test: 10).train.inputs
    let outputs = try network.layerOutputs(of: inputs)
    #expect(outputs.map(\.name) == ["input", "fc1", "fc2", "fc3"] && network.outputLayers == outputs.map(\.name))
    #expect(outputs.map { $0.values.shape } == [[20, 64], [20, 12], [20, 7], [20, 10]])
    #expect(outputs[0].values == inputs)
    #expect(outputs[1].values.floats.allSatisfy { $0 >= 0 } && outputs[1].values.floats.contains(0))
    #expect(try outputs[3].values == network.logits(inputs))
    // The second layer by hand, from the output of the first.
    let weight = try network.parameter("fc2.weight").value.floats
    let bias = try network.parameter("fc2.bias").value.floats
    for unit in 0..<7 {
      let sum = (0..<12).reduce(Double(bias[unit])) {
        $0 + Double(weight[unit * 12 + $1]) * Double(outputs[1].values.floats[$1])
      }
      // Twelve products of single precision.
      #expect(abs(Double(outputs[2].values.floats[unit]) - max(sum, 0)) < 1e-5 * (1 + abs(sum)))
    }
  }

  @Test("of residual networks go behind the sum, and masks hold")
  func residual() throws {
    let network = try Network(
      input: ImageShape(height: 8, width: 8),
      [
        .convolution(4, kernel: 3, padding: 1), .relu,
        .residual([.convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu]), .relu, .globalAveragePool,
        .dense(10),
      ], seed: 1)
    let inputs = try Dataset.digits(train: 20, validation: 10, test: 10).train.inputs
    let outputs = try network.layerOutputs(of: inputs)
    #expect(outputs.count == 4 && outputs[1].values.shape == [20, 256] && outputs[2].values.shape == [20, 256])
    #expect(try outputs[3].values == network.logits(inputs))
    #expect(throws: NetworkError.self) {
      try network.layerOutputs(of: Tensor([3, 5], [Float](repeating: 0, count: 15)))
    }
  }
}
