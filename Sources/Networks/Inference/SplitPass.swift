import CKernels
package import Tensors

/// Passes over what is behind the affine map of a `SplitNetwork`, for the same samples again and again.
package final class SplitPass {
  private let network: SplitNetwork
  private let workspace: Workspace
  private let parameters: FloatBuffer
  private let features: FloatBuffer
  private var lanes: Lanes

  init(_ network: SplitNetwork, plan: ExecutionPlan, parameters: FloatBuffer) {
    self.network = network
    self.parameters = parameters
    lanes = Lanes(network.batch)
    workspace = Workspace(plan, lanes: lanes, training: false)
    features = FloatBuffer(count: network.featureCount * lanes.stride)
  }

  /// Takes up samples by what the affine map makes of them, [count, features].
  /// - Precondition: 1 to `batch` samples of the map's width.
  package func load(_ rows: ArraySlice<Float>, count: Int) {
    let width = network.featureCount
    precondition(count >= 1 && count <= network.batch && rows.count == count * width)
    lanes = Lanes(count)
    rows.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      espalier_gather_lanes(source, width, nil, width, count, features.base, lanes.stride)
    }
  }

  /// Logits [count, classes] of x + Σ amounts[s, k]·u_k for each sample s that was taken up.
  /// - Parameters:
  ///   - waves: A(u_k) - A(0), [waves, features].
  ///   - amounts: [count, waves].
  /// - Precondition: samples were taken up, and the operands have these sizes.
  /// - Throws: `Interrupted`.
  package func logits(
    waves: ArraySlice<Float>, amounts: [Float], checkpoint: Checkpoint
  ) throws(Interrupted) -> [Float] {
    let (count, stride, width) = (lanes.count, lanes.stride, network.featureCount)
    let number = waves.count / width
    precondition(waves.count == number * width && amounts.count == count * number)
    var weights = [Float](repeating: 0, count: number * stride)
    for sample in 0..<count {
      for wave in 0..<number { weights[wave * stride + sample] = amounts[sample * number + wave] }
    }
    try waves.withUnsafeBufferPointer { waves throws(Interrupted) in
      try weights.withUnsafeBufferPointer { weights throws(Interrupted) in
        try add(waves, weights, number)
      }
    }
    try workspace.forward(workspace.pass(lanes, parameters: parameters, checkpoint: checkpoint))
    let classes = workspace.plan.sizes[workspace.plan.logits]
    var logits = [Float](repeating: 0, count: count * classes)
    logits.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return }
      espalier_scatter_lanes(workspace.logits, stride, classes, count, target, classes, nil)
    }
    return logits

    func add(
      _ waves: UnsafeBufferPointer<Float>, _ weights: UnsafeBufferPointer<Float>, _ number: Int
    ) throws(Interrupted) {
      let (source, target) = (UnsafePointer(features.base), workspace.activation(0))
      let rectifies = network.rectifies
      let shards = Shards(rows: width, work: 2 * max(number, 1) * stride)
      try Parallel.forEach(shards.count, checkpoint: checkpoint) { shard in
        for feature in shards[shard] {
          let x = source + feature * stride, y = target + feature * stride
          // Vectors in registers: the rows are whole ones.
          for lane in Swift.stride(from: 0, to: stride, by: Lanes.vector) {
            var sum = UnsafeRawPointer(x + lane).load(as: SIMD16<Float>.self)
            for wave in 0..<number {
              let amount = weights.baseAddress.map {
                UnsafeRawPointer($0 + wave * stride + lane).loadUnaligned(as: SIMD16<Float>.self)
              }
              sum += waves[wave * width + feature] * (amount ?? .zero)
            }
            // NaN stays NaN, as behind any other ReLU.
            if rectifies { sum.replace(with: 0, where: sum .< 0) }
            UnsafeMutableRawPointer(y + lane).storeBytes(of: sum, as: SIMD16<Float>.self)
          }
        }
      }
    }
  }
}
