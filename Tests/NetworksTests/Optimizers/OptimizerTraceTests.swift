import Networks
import Testing

/// The arithmetic of the optimisers against PyTorch's, on gradients that both sides know exactly.
@Suite struct OptimizerTraceTests {
  private static let sizes = [5, 3]

  private static func gradient(_ step: Int, _ tensor: Int, _ place: Int) -> Float {
    Float((step * 7 + tensor * 5 + place * 3) % 17 - 8) / 64
  }

  /// Two tensors under an optimiser.
  private struct State {
    var weights: [[Float]] = sizes.enumerated().map { tensor, size in
      (0..<size).map { Float((tensor * 11 + $0 * 5) % 13 - 6) / 16 }
    }
    var first: [[Float]] = sizes.map { [Float](repeating: 0, count: $0) }
    var second: [[Float]] = sizes.map { [Float](repeating: 0, count: $0) }

    mutating func step(_ rule: UpdateRule, _ number: Int, memory: Int, masks: [[UInt8]]? = nil) {
      for tensor in sizes.indices {
        let slopes = (0..<sizes[tensor]).map { gradient(number, tensor, $0) }
        weights[tensor].withUnsafeMutableBufferPointer { weights in
          first[tensor].withUnsafeMutableBufferPointer { first in
            second[tensor].withUnsafeMutableBufferPointer { second in
              guard let weights = weights.baseAddress else { return }
              rule.move(
                weights, by: slopes, first: memory > 0 ? first.baseAddress : nil,
                second: memory > 1 ? second.baseAddress : nil, mask: masks?[tensor], count: sizes[tensor])
            }
          }
        }
      }
    }
  }

  /// A step rounds a handful of times a number below 1, and 20 steps add up: 20 · 8 · 2⁻²⁴. Adam divides by the root of
  /// its moving mean, which doubles what the gradient's errors do.
  @Test("twenty steps are PyTorch's", arguments: PyTorchOptimizers.traces)
  func traces(optimizer: Optimizer, expected: [Float]) {
    var state = State()
    var found: [Float] = []
    for step in 1...20 {
      state.step(UpdateRule(optimizer, step: step), step, memory: optimizer.memory)
      if [1, 2, 10, 20].contains(step) { found += state.weights.flatMap(\.self) }
    }
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 2 * 160 * 0x1p-24) }
  }

  @Test("decay, momentum and gradient leave a pruned weight and its memory at exactly zero")
  func masked() {
    for (optimizer, _) in PyTorchOptimizers.traces {
      var state = State()
      var free = State()
      let masks: [[UInt8]] = [[1, 0, 1, 0, 1], [0, 1, 1]]
      for step in 1...20 {
        state.step(UpdateRule(optimizer, step: step), step, memory: optimizer.memory, masks: masks)
        free.step(UpdateRule(optimizer, step: step), step, memory: optimizer.memory)
      }
      for (tensor, mask) in masks.enumerated() {
        for (place, kept) in mask.enumerated() {
          if kept == 1 {
            #expect(state.weights[tensor][place].bitPattern == free.weights[tensor][place].bitPattern)
          } else {
            #expect(state.weights[tensor][place].bitPattern == 0)
            #expect(state.first[tensor][place].bitPattern == 0 && state.second[tensor][place].bitPattern == 0)
          }
        }
      }
    }
  }

  @Test("a factor multiplies the rate, and with it the decoupled decay")
  func factor() {
    let pairs: [(Optimizer, Optimizer)] = [
      (.sgd(rate: 0.2, momentum: 0.5), .sgd(rate: 0.05, momentum: 0.5)),
      (.adam(rate: 0.04, weightDecay: 0.1), .adam(rate: 0.01, weightDecay: 0.1)),
      (.adamW(rate: 0.04, weightDecay: 0.5), .adamW(rate: 0.01, weightDecay: 0.5)),
    ]
    for (base, quarter) in pairs {
      var (a, b) = (State(), State())
      for step in 1...5 {
        a.step(UpdateRule(base, step: step, factor: 0.25), step, memory: base.memory)
        b.step(UpdateRule(quarter, step: step), step, memory: base.memory)
      }
      #expect(a.weights == b.weights)
    }
  }
}
