import CKernels
import Glibc
import Tensors

/// An activation that no layer before it has taken in.
struct ActivationStage: Stage {
  /// What is computed, number by number.
  enum Function: Hashable, Sendable {
    case relu
    case leakyReLU(slope: Float)
    case gelu
    case tanh
    case sigmoid
  }

  let inputCount: Int
  let function: Function

  var outputCount: Int { inputCount }
  var readsInput: Bool { function == .gelu }
  var readsOutput: Bool { function != .gelu }
  var rectifies: Bool { function == .relu }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    try forEachRange(pass) { range in
      switch function {
      case .relu: for i in range { output[i] = input[i] < 0 ? 0 : input[i] }
      case .leakyReLU(let slope): for i in range { output[i] = input[i] > 0 ? input[i] : slope * input[i] }
      case .gelu: for i in range { output[i] = input[i] * ActivationStage.normalDistribution(input[i]) }
      case .tanh: for i in range { output[i] = Glibc.tanhf(input[i]) }
      case .sigmoid: for i in range { output[i] = 1 / (1 + expf(-input[i])) }
      }
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    guard let dx = at.inputGradient else { return }
    let (x, y, dy) = (at.input, at.output, at.outputGradient)
    try forEachRange(pass) { range in
      switch function {
      case .relu:
        (dx + range.lowerBound).update(from: dy + range.lowerBound, count: range.count)
        espalier_rectify_gradient(dx + range.lowerBound, y + range.lowerBound, range.count)
      case .leakyReLU(let slope): for i in range { dx[i] = y[i] > 0 ? dy[i] : slope * dy[i] }
      case .gelu:
        for i in range {
          let density = 0.398_942_28 * expf(-x[i] * x[i] / 2)
          dx[i] = dy[i] * (ActivationStage.normalDistribution(x[i]) + x[i] * density)
        }
      case .tanh: for i in range { dx[i] = dy[i] * (1 - y[i] * y[i]) }
      case .sigmoid: for i in range { dx[i] = dy[i] * y[i] * (1 - y[i]) }
      }
    }
  }

  /// Φ(x) = erfc(-x/√2) / 2, which keeps its digits far below zero.
  private static func normalDistribution(_ x: Float) -> Float { erfcf(x * -0.707_106_77) / 2 }

  private func forEachRange(_ pass: Pass, _ body: (Range<Int>) -> Void) throws(Interrupted) {
    let stride = pass.lanes.stride
    let shards = Shards(rows: inputCount, work: (function == .relu ? 1 : 16) * stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let rows = shards[shard]
      body(rows.lowerBound * stride..<rows.upperBound * stride)
    }
  }
}
