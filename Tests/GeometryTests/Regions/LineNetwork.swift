import Geometry
import Tensors

/// Networks of every gate, and their states evaluated one input at a time by loops of their own.
enum LineNetwork {
  /// A dense layer of normal weights of variance 2/inputs and biases of the given deviation.
  static func dense(_ inputs: Int, _ outputs: Int, bias: Double = 0.5, _ stream: inout RandomStream) throws -> DenseStep
  {
    let deviation = (2 / Double(inputs)).squareRoot()
    let weights = (0..<inputs * outputs).map { _ in deviation * stream.nextNormal() }
    let shift = (0..<outputs).map { _ in bias * stream.nextNormal() }
    return try DenseStep("dense", weights: Tensor([outputs, inputs], weights), bias: Tensor([outputs], shift))
  }

  /// Windows of `size` neighbours, `stride` apart.
  static func windows(_ inputs: Int, size: Int, stride step: Int) -> Gate {
    let members = stride(from: 0, through: inputs - size, by: step).flatMap { $0..<$0 + size }
    return .largest(Gate.Windows(inputCount: inputs, size: size, members: members.map(Int32.init)))
  }

  /// ReLU, overlapping max-pooling behind it, a residual block of leaky neurons, pooling that goes before its
  /// rectifier, absolute values, and an output.
  static func mixed(seed: Int) throws -> PiecewiseLinearMap {
    var stream = RandomStream(seed: seed, name: "mixed")
    return try PiecewiseLinearMap([
      AffineStage(
        "relu", inputWidths: [3], [.apply(dense(3, 9, &stream))], gate: .rectifier(count: 9, slope: 0)),
      AffineStage("pool", inputWidths: [9], [], gate: windows(9, size: 3, stride: 2)),
      AffineStage(
        "leaky", inputWidths: [4], [.duplicate, .apply(dense(4, 4, &stream))],
        gate: .rectifier(count: 4, slope: 0.1)),
      AffineStage(
        "sum", inputWidths: [4, 4], [.apply(dense(4, 4, &stream)), .add], gate: .rectifier(count: 4, slope: 0)),
      AffineStage(
        "wide", inputWidths: [4], [.apply(dense(4, 12, &stream))], gate: windows(12, size: 4, stride: 4)),
      AffineStage(
        "absolute", inputWidths: [3], [.apply(dense(3, 8, &stream))], gate: .rectifier(count: 8, slope: -1)),
      AffineStage("out", inputWidths: [8], [.apply(dense(8, 2, &stream))], gate: .open),
    ])
  }

  /// Three hidden layers and an output, weights and biases uniform within ±1/√inputs.
  static func uniform(_ widths: [Int], _ stream: inout RandomStream) throws -> PiecewiseLinearMap {
    try PiecewiseLinearMap(
      zip(widths, widths.dropFirst()).map { inputs, outputs in
        let bound = 1 / Double(inputs).squareRoot()
        let weights = (0..<inputs * outputs).map { _ in bound * (2 * stream.nextDouble() - 1) }
        let bias = (0..<outputs).map { _ in bound * (2 * stream.nextDouble() - 1) }
        return try .dense("fc", weights: Tensor([outputs, inputs], weights), bias: Tensor([outputs], bias))
      })
  }

  /// The state of every unit, stage by stage, and the output.
  static func evaluate(_ map: PiecewiseLinearMap, _ input: [Double]) -> (states: [[Int]], output: [Double]) {
    var row = input
    var states: [[Int]] = []
    for stage in map.stages {
      let ahead = stage.apply(row, count: 1)
      switch stage.gate {
      case .open:
        states.append([])
        row = ahead
      case .rectifier(let count, let slope):
        states.append(ahead[0..<count].map { $0 >= 0 ? 1 : 0 })
        row = ahead[0..<count].map { $0 >= 0 ? $0 : slope * $0 } + ahead[count...]
      case .largest(let windows):
        let winners = (0..<windows.count).map { window in
          let members = windows.members[window * windows.size..<(window + 1) * windows.size].map(Int.init)
          let largest = members.map { ahead[$0] }.max() ?? 0
          return members.first { ahead[$0] == largest } ?? -1
        }
        states.append(winners)
        row = winners.map { ahead[$0] } + ahead[windows.inputCount...]
      }
    }
    return (states, row)
  }
}
