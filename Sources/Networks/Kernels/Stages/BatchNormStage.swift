import CKernels
import Tensors

/// Batch normalisation with the ReLU behind it, if there is one. A shard is a channel, whose pixels lie together.
///
/// While training y = a·x + b with a = γ/√(σ² + ε) and b = β - a·μ, where μ and σ² are the batch's. The gradient, with d
/// the gradient at y where ReLU lets it pass, n = batch · pixels and x̂ = (x - μ)/√(σ² + ε):
/// ∂β = Σd, ∂γ = Σd·x̂, ∂x = a·(d - ∂β/n - x̂·∂γ/n). ReLU's side is worked out again from x, so y is not read. Where μ and
/// σ² are the running averages, which no batch moves, ∂x = a·d.
struct BatchNormStage: Stage {
  let channels: Int
  let pixels: Int
  let momentum: Double
  let epsilon: Double
  /// Where γ, β, the running mean and the running variance start.
  let scales: Int, shifts: Int, means: Int, variances: Int
  let rectifies: Bool

  var inputCount: Int { channels * pixels }
  var outputCount: Int { channels * pixels }

  /// The batch's mean and the reciprocal deviation of every channel.
  func keptCount(_ lanes: Lanes) -> Int { 2 * channels }

  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted) {
    let size = pixels * pass.lanes.stride
    try Parallel.forEach(channels, checkpoint: pass.checkpoint) { channel in
      let x = input + channel * size
      let (mean, reciprocal) =
        switch pass.statistics {
        case .running: running(pass, channel)
        case .batch(let given): batch(pass, channel, x, momentum: given ?? momentum)
        }
      if let kept {
        kept[2 * channel] = Float(mean)
        kept[2 * channel + 1] = Float(reciprocal)
      }
      let (a, b) = coefficients(pass, channel, Float(mean), Float(reciprocal))
      espalier_norm_apply(x, output + channel * size, pixels, pass.lanes.stride, a, b, rectifies ? 1 : 0)
    }
  }

  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted) {
    let (count, stride) = (pass.lanes.count, pass.lanes.stride)
    let size = pixels * stride
    let rectify: Int32 = rectifies ? 1 : 0
    // Numbers behind a mean: a batch moves its own statistics, and no batch moves the running ones.
    let n =
      switch pass.statistics {
      case .running: Double.infinity
      case .batch: Double(pixels * count)
      }
    try Parallel.forEach(channels, checkpoint: pass.checkpoint) { channel in
      let x = at.input + channel * size, dy = at.outputGradient + channel * size
      let (mean, reciprocal) = (at.kept[2 * channel], at.kept[2 * channel + 1])
      let (a, b) = coefficients(pass, channel, mean, reciprocal)
      var sum = 0.0, product = 0.0
      // Running averages do not move with the batch: the sums are those of the parameters alone.
      if at.gradient != nil || n.isFinite {
        espalier_norm_gradient_sums(x, dy, pixels, stride, a, b, mean, rectify, &sum, &product)
      }
      at.gradient?[scales + channel] = Float(product * Double(reciprocal))
      at.gradient?[shifts + channel] = Float(sum)
      guard let inputGradient = at.inputGradient else { return }
      let slope = Double(a) * Double(reciprocal) * Double(reciprocal) * product / n
      espalier_norm_gradient(
        x, dy, inputGradient + channel * size, pixels, count, stride, a, b, mean, a, Float(Double(a) * sum / n),
        Float(slope), rectify)
    }
    guard at.gradient != nil else { return }
    ready(scales..<scales + channels)
    ready(shifts..<shifts + channels)
  }

  /// a and b of y = a·x + b.
  private func coefficients(_ pass: Pass, _ channel: Int, _ mean: Float, _ reciprocal: Float) -> (Float, Float) {
    let a = pass.parameters[scales + channel] * reciprocal
    return (a, pass.parameters[shifts + channel] - a * mean)
  }

  /// Mean and reciprocal deviation as the running averages have them.
  private func running(_ pass: Pass, _ channel: Int) -> (Double, Double) {
    let variance = Double(pass.parameters[variances + channel])
    return (Double(pass.parameters[means + channel]), 1 / (variance + epsilon).squareRoot())
  }

  /// The batch's own, towards which the running averages move.
  private func batch(
    _ pass: Pass, _ channel: Int, _ x: UnsafePointer<Float>, momentum: Double
  ) -> (Double, Double) {
    var mean = 0.0, variance = 0.0
    espalier_norm_moments(x, pixels, pass.lanes.count, pass.lanes.stride, &mean, &variance)
    let n = Double(pixels * pass.lanes.count)
    func move(_ place: Int, towards value: Double) {
      let old = Double(pass.parameters[place + channel])
      pass.parameters[place + channel] = Float(old + momentum * (value - old))
    }
    move(means, towards: mean)
    // Unbiased, as PyTorch keeps it; one number has no variance to correct.
    move(variances, towards: n > 1 ? variance * n / (n - 1) : variance)
    return (mean, 1 / (variance + epsilon).squareRoot())
  }
}
