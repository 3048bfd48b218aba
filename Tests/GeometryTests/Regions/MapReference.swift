import Geometry
import TestSupport
import Tensors

/// Small maps with every kind of step and gate, and the plain ways to follow them.
enum MapReference {
  /// `count` numbers in [-1, 1].
  static func numbers(_ count: Int, seed: UInt64) -> [Double] {
    ReferencePoints.uniform(1, count, seed: seed).doubles.map { 2 * $0 - 1 }
  }

  static func tensor(_ shape: Shape, seed: UInt64) -> Tensor { Tensor(shape, numbers(shape.count, seed: seed)) }

  /// Two planes of 6×6: a convolution with normalisation and leaky rectifier, overlapping max-pool, a residual block
  /// with a projected shortcut, a grouped convolution of stride 2, the mean of each channel, and a dense layer.
  static func everything(seed: UInt64) throws -> PiecewiseLinearMap {
    let input = ImageShape(channels: 2, height: 6, width: 6)
    let first = try ConvolutionStep(
      "conv1", weights: tensor([4, 2, 3, 3], seed: seed), bias: tensor([4], seed: seed + 1), input: input, padding: 1)
    let norm = try ChannelStep(
      "bn1", scales: numbers(4, seed: seed + 2).map { 0.5 + abs($0) }, shifts: numbers(4, seed: seed + 3), pixels: 36)
    let pool = try Gate.Windows("pool", input: first.output, size: 3, stride: 1)
    let small = ImageShape(channels: 4, height: 4, width: 4)
    let body = try ConvolutionStep(
      "body1", weights: tensor([4, 4, 3, 3], seed: seed + 4), bias: tensor([4], seed: seed + 5), input: small,
      padding: 1)
    let second = try ConvolutionStep(
      "body2", weights: tensor([4, 4, 3, 3], seed: seed + 6), bias: nil, input: small, padding: 1)
    let shortcut = try ConvolutionStep(
      "shortcut", weights: tensor([4, 4, 1, 1], seed: seed + 7), bias: nil, input: small)
    let grouped = try ConvolutionStep(
      "grouped", weights: tensor([6, 2, 2, 2], seed: seed + 8), bias: tensor([6], seed: seed + 9), input: small,
      stride: 2, groups: 2)
    let dense = try DenseStep("fc", weights: tensor([5, 6], seed: seed + 10), bias: tensor([5], seed: seed + 11))
    return try PiecewiseLinearMap([
      AffineStage(
        "conv1", inputWidths: [72], [.apply(first), .apply(norm)], gate: .rectifier(count: 144, slope: 0.1)),
      AffineStage("pool", inputWidths: [144], [], gate: .largest(pool)),
      AffineStage(
        "body1", inputWidths: [64], [.duplicate, .apply(body)], gate: .rectifier(count: 64, slope: 0)),
      AffineStage(
        "block", inputWidths: [64, 64], [.apply(second), .swap, .apply(shortcut), .add],
        gate: .rectifier(count: 64, slope: 0)),
      AffineStage(
        "grouped", inputWidths: [64], [.apply(grouped)], gate: .rectifier(count: 24, slope: 0)),
      AffineStage(
        "fc", inputWidths: [24], [.apply(AveragePoolStep(global: grouped.output)), .apply(dense)], gate: .open),
    ])
  }

  /// The values in front of each gate at one input.
  static func ahead(_ map: PiecewiseLinearMap, _ input: [Double]) -> [[Double]] {
    var values = input
    return map.stages.map { stage in
      let ahead = stage.apply(values, count: 1)
      values = stage.activate(ahead, count: 1)
      return ahead
    }
  }

  /// What could change the states of a stage's units: z of neurons, z_w - z_j of the members of windows with the winners
  /// of another input.
  static func margins(_ stage: AffineStage, _ values: [Double], winnersOf other: [Double]) -> [Double] {
    switch stage.gate {
    case .open: return []
    case .rectifier(let count, _): return Array(values[..<count])
    case .largest(let windows):
      return (0..<windows.count).flatMap { window -> [Double] in
        let members = windows.members[window * windows.size..<(window + 1) * windows.size].map { Int($0) }
        let winner = members.reduce(members[0]) { other[$1] > other[$0] ? $1 : $0 }
        return members.filter { $0 != winner }.map { values[winner] - values[$0] }
      }
    }
  }

  /// The states of all units at an input: signs, and winners of windows.
  static func pattern(_ map: PiecewiseLinearMap, _ input: [Double]) -> [[Int]] {
    zip(map.stages, ahead(map, input)).map { stage, values in
      switch stage.gate {
      case .open: return []
      case .rectifier(let count, _): return values[..<count].map { $0 < 0 ? 0 : 1 }
      case .largest(let windows):
        return (0..<windows.count).map { window in
          let members = windows.members[window * windows.size..<(window + 1) * windows.size].map { Int($0) }
          return members.reduce(members[0]) { values[$1] > values[$0] ? $1 : $0 }
        }
      }
    }
  }
}
