import Datasets
import Experiments
import Networks
import Tensors
import Testing

@Suite("Jacobian norms")
struct JacobianTests {
  static func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var stream = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float(stream.nextUnit() - 0.5) }
  }

  @Test("A network of convolutions, normalisation, pools and a shortcut, against PyTorch's numbers")
  func recorded() throws {
    var network = try Network(
      input: ImageShape(channels: 2, height: 6, width: 5),
      [
        .convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2),
        .residual([.convolution(4, kernel: 3, padding: 1), .relu, .convolution(4, kernel: 3, padding: 1)]), .relu,
        .flatten, .dense(3),
      ])
    var stream = SplitMix64(seed: 71)
    for parameter in network.parameters {
      let low = parameter.kind == .runningVariance ? 0.5 : -0.5
      let values = (0..<parameter.value.count).map { _ in Float(stream.nextUnit() + low) }
      network = try network.setting(parameter.name, to: Tensor(parameter.value.shape, values))
    }
    let images = Tensor([3, 60], (0..<180).map { _ in Float(stream.nextUnit() - 0.5) })
    let squares = try network.jacobianSquares(at: images)
    // Printed by record_jacobian.py; a chain of four products of at most 72 terms in single precision.
    for (square, expected) in zip(squares, [0.02942322309734178, 0.025881780199039542, 0.02499411405272092]) {
      #expect(abs(square / expected - 1) < 2 * 4 * 72 * 0x1p-24)
    }
    #expect(squares.count == 3)
  }

  @Test("A dense network is the product of its masked weights", arguments: [(3, 40), (200, 40), (150, 9)])
  func dense(rows: Int, inputs: Int) throws {
    // Many rows of many inputs take the way through W·Wᵀ, in blocks of 64 units; few, or few inputs, do not.
    let network = try Network(input: ImageShape(channels: inputs, height: 1, width: 1), [.dense(70), .relu, .dense(3)])
    let images = Tensor([rows, inputs], Self.numbers(rows * inputs, seed: 3))
    let squares = try network.jacobianSquares(at: images)
    let first = network.parameters[0].value.doubles, second = network.parameters[2].value.doubles
    for row in 0..<rows {
      let x = (0..<inputs).map { images.element(row * inputs + $0) }
      let isOn = (0..<70).map { (unit: Int) -> Bool in
        var sum = 0.0
        for input in 0..<inputs { sum += first[unit * inputs + input] * x[input] }
        return sum > 0
      }
      var expected = 0.0
      for output in 0..<3 {
        for input in 0..<inputs {
          var slope = 0.0
          for unit in 0..<70 where isOn[unit] { slope += second[output * 70 + unit] * first[unit * inputs + input] }
          expected += slope * slope
        }
      }
      // Products of 70 terms in single precision, squared.
      #expect(abs(squares[row] / expected - 1) < 2 * 2 * 70 * 0x1p-24)
    }
  }

  @Test("A linear network has the norm of its weights at every sample")
  func linear() throws {
    let network = try Network(input: ImageShape(channels: 5, height: 1, width: 1), [.dense(4)])
    let square = network.parameters[0].value.doubles.reduce(0) { $0 + $1 * $1 }
    let samples = try Samples(
      inputs: Tensor([7, 5], Self.numbers(35, seed: 2)), labels: [0, 1, 2, 3, 0, 1, 2], classes: 4)
    let norm = try jacobianNorm(of: network, on: samples)
    #expect(abs(norm.value - square.squareRoot()) < square.squareRoot() * 4 * 0x1p-24)
    #expect(norm.rows == Array(0..<7) && norm.standardError < 1e-7)
  }

  @Test("Samples are drawn by the seed, and the error is that of the mean square")
  func drawn() throws {
    let network = try Network(
      input: ImageShape(channels: 6, height: 1, width: 1), [.dense(9), .tanh, .dense(3)])
    let samples = try Samples(
      inputs: Tensor([60, 6], Self.numbers(360, seed: 4)), labels: [Int](repeating: 0, count: 60), classes: 3)
    let norm = try jacobianNorm(of: network, on: samples, count: 25, seed: 3)
    #expect(norm.rows.count == 25 && Set(norm.rows).count == 25 && norm.convention.contains("seed 3"))
    #expect(try jacobianNorm(of: network, on: samples, count: 25, seed: 3) == norm)
    #expect(try jacobianNorm(of: network, on: samples, count: 25, seed: 4).rows != norm.rows)
    let mean = norm.squares.reduce(0, +) / 25
    #expect(abs(norm.value * norm.value - mean) < 1e-12)
    let spread = norm.squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 25
    #expect(abs(norm.standardError - (spread / 25).squareRoot() / (2 * norm.value)) < 1e-12)
    // Central differences in single precision: 2⁻²⁴ over a step of 0.05 and its square's third derivative.
    let row = norm.rows[0]
    var square = 0.0
    for input in 0..<6 {
      let own = Array(samples.inputs.floats[row * 6..<row * 6 + 6])
      var near = [own, own]
      near[0][input] += 0.05
      near[1][input] -= 0.05
      let z = try network.logits(Tensor([2, 6], near[0] + near[1])).doubles
      for output in 0..<3 {
        let slope = (z[output] - z[3 + output]) / 0.1
        square += slope * slope
      }
    }
    #expect(abs(square / norm.squares[0] - 1) < 0.01)
  }

  @Test("One answer on any number of threads; an interrupt stops the work")
  func threads() throws {
    let network = try Network.lenet300()
    let images = Tensor([150, 784], Self.numbers(150 * 784, seed: 5))
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let found = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try network.jacobianSquares(at: images)
    }
    #expect(found[0] == found[1])
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { _ in flag.raise() }
    #expect(throws: Interrupted.self) { try network.jacobianSquares(at: images, checkpoint: checkpoint) }
  }

  @Test("No samples, none wanted, and rows of another width are refused")
  func refused() throws {
    let network = try Network(input: ImageShape(channels: 5, height: 1, width: 1), [.dense(4)])
    let samples = try Samples(inputs: Tensor(zeros: [2, 5]), labels: [0, 0], classes: 4)
    for count in [0, -3] {
      #expect(throws: ExperimentError.self) { try jacobianNorm(of: network, on: samples, count: count) }
    }
    #expect(throws: ExperimentError.self) {
      try jacobianNorm(of: network, on: Samples(inputs: Tensor(zeros: [0, 5]), labels: [], classes: 4))
    }
    #expect(throws: NetworkError.self) { try network.jacobianSquares(at: Tensor(zeros: [2, 6])) }
    #expect(throws: NetworkError.inputRank([5])) { try network.jacobianSquares(at: Tensor(zeros: [5])) }
  }
}
