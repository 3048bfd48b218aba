import Datasets
import Networks
import Tensors
import Testing

@Suite struct ActivityTests {
  @Test("zeros of a hidden layer are counted as its own outputs show them")
  func hidden() throws {
    // The first layers of the network alone give the hidden outputs as logits.
    let input = ImageShape(channels: 2, height: 6, width: 5)
    let stem: [Layer] = [.convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2)]
    let whole = try Network(input: input, stem + [.dense(7), .relu, .dense(3)], initializer: .uniform, seed: 4)
    let samples = try Samples.random(150, features: 60, classes: 3, seed: 3)
    let activity = try whole.activity(on: samples)
    #expect(activity.map(\.name) == ["relu1", "relu2"] && activity.map(\.samples) == [150, 150])
    let reference = ReferenceNetwork(whole)
    let parts = [3, 6].map { count in reference.outputs(samples.inputs, through: count) }
    for (found, outputs) in zip(activity, parts) {
      let expected = outputs[0].indices.map { feature in outputs.count { $0[feature] <= 0 } }
      #expect(found.zeros == expected)
      #expect(abs(found.zeroShare - found.deadShare - found.dynamicShare) < 1e-15)
    }
  }

  @Test("a unit that no sample reaches is dead, and no more")
  func dead() throws {
    let net = try Network.mlp([6, 4, 3], initializer: .uniform, seed: 4)
    let biases = Tensor([4], [-1_000, 1_000, 0, 0] as [Float])
    let samples = try Samples.random(40, features: 6, classes: 3, seed: 3)
    let activity = try net.setting("fc1.bias", to: biases).activity(on: samples)
    #expect(activity[0].zeros[0] == 40 && activity[0].zeros[1] == 0)
    #expect(activity[0].dead >= 1 && activity[0].deadShare == Double(activity[0].dead) / 4)
    let (zero, dead, dynamic) = activity.shares
    #expect(zero == activity[0].zeroShare && dead == activity[0].deadShare && dynamic == activity[0].dynamicShare)
  }

  @Test("the ReLUs inside and behind residual layers are among them, in the order in which they run")
  func residual() throws {
    let net = try Network(
      input: ImageShape(channels: 2, height: 6, width: 5),
      [
        .convolution(4, kernel: 3, padding: 1), .relu,
        .residual([.convolution(4, kernel: 3, padding: 1), .relu, .convolution(4, kernel: 3, padding: 1)]), .relu,
        .dense(3),
      ], initializer: .uniform, seed: 4)
    let activity = try net.activity(on: Samples.random(9, features: 60, classes: 3, seed: 3))
    #expect(activity.count == 3 && Set(activity.map(\.name)).count == 3)
    #expect(activity.allSatisfy { $0.zeros.count == 120 && $0.zeroShare > 0 && $0.zeroShare < 1 })
  }

  @Test("samples that do not fit are refused")
  func misfit() throws {
    #expect(throws: NetworkError.self) {
      try Network.mlp([6, 4, 3]).activity(on: Samples.random(4, features: 5, classes: 3, seed: 3))
    }
  }
}
