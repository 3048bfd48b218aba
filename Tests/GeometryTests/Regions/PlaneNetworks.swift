import Geometry
import Tensors

/// Small random networks of every kind that a plane is followed through.
enum PlaneNetworks {
  static let kinds = ["dense", "residual", "leaky", "pooled", "convolutional"]

  /// The network of a number; its kind follows from the number.
  static func network(_ number: Int) throws -> PiecewiseLinearMap {
    var stream = RandomStream(seed: 8, name: "plane", index: number)
    let depth = 1 + number / kinds.count % 3
    switch kinds[number % kinds.count] {
    case "dense": return try dense(depth, slopes: [0], stream: &stream)
    case "leaky": return try dense(depth, slopes: [0.1, -1, -0.5], stream: &stream)
    case "residual": return try residual(depth, stream: &stream)
    case "pooled": return try pooled(depth, stream: &stream)
    default: return try convolutional(isPooledFirst: depth == 2, stream: &stream)
    }
  }

  static func step(_ inputs: Int, _ outputs: Int, stream: inout RandomStream) throws -> DenseStep {
    let weights = (0..<inputs * outputs).map { _ in stream.nextNormal() * (2 / Double(inputs)).squareRoot() }
    let bias = (0..<outputs).map { _ in 0.5 * stream.nextNormal() }
    return try DenseStep("fc", weights: Tensor([outputs, inputs], weights), bias: Tensor([outputs], bias))
  }

  private static func head(_ width: Int, stream: inout RandomStream) throws -> AffineStage {
    try AffineStage("head", inputWidths: [width], [.apply(step(width, 3, stream: &stream))], gate: .open)
  }

  private static func dense(_ depth: Int, slopes: [Double], stream: inout RandomStream) throws -> PiecewiseLinearMap {
    var width = 2 + stream.nextInt(below: 4)
    var stages: [AffineStage] = []
    for layer in 0..<depth {
      let next = 4 + stream.nextInt(below: 7)
      stages.append(
        try AffineStage(
          "fc", inputWidths: [width], [.apply(step(width, next, stream: &stream))],
          gate: .rectifier(count: next, slope: slopes[layer % slopes.count])))
      width = next
    }
    return try PiecewiseLinearMap(stages + [head(width, stream: &stream)])
  }

  /// Blocks relu(x + W₂ relu(W₁ x)).
  private static func residual(_ blocks: Int, stream: inout RandomStream) throws -> PiecewiseLinearMap {
    let width = 4 + stream.nextInt(below: 3)
    var stages: [AffineStage] = []
    for _ in 0..<blocks {
      stages.append(
        try AffineStage(
          "fc1", inputWidths: [width], [.duplicate, .apply(step(width, width, stream: &stream))],
          gate: .rectifier(count: width, slope: 0)))
      stages.append(
        try AffineStage(
          "fc2", inputWidths: [width, width], [.apply(step(width, width, stream: &stream)), .add],
          gate: .rectifier(count: width, slope: 0)))
    }
    return try PiecewiseLinearMap(stages + [head(width, stream: &stream)])
  }

  /// Maxout: the largest of three or four affine functions.
  private static func pooled(_ depth: Int, stream: inout RandomStream) throws -> PiecewiseLinearMap {
    var width = 2 + stream.nextInt(below: 3)
    var stages: [AffineStage] = []
    for _ in 0..<min(depth, 2) {
      let size = 3 + stream.nextInt(below: 2), windows = 3
      stages.append(
        try AffineStage(
          "maxout", inputWidths: [width], [.apply(step(width, size * windows, stream: &stream))],
          gate: .largest(
            Gate.Windows(
              inputCount: size * windows, size: size, members: (0..<Int32(size * windows)).map { $0 }))))
      width = windows
    }
    return try PiecewiseLinearMap(stages + [head(width, stream: &stream)])
  }

  /// Convolution of a 5×5 image to 2×4×4, batch normalisation, ReLU, 2×2 pooling, a dense layer.
  private static func convolutional(
    isPooledFirst: Bool, stream: inout RandomStream
  ) throws -> PiecewiseLinearMap {
    var weights = [Double](repeating: 0, count: 32 * 25)
    for channel in 0..<2 {
      let kernel = (0..<4).map { _ in stream.nextNormal() }
      for row in 0..<4 {
        for column in 0..<4 {
          let output = channel * 16 + row * 4 + column
          for tap in 0..<4 { weights[output * 25 + (row + tap / 2) * 5 + column + tap % 2] = kernel[tap] }
        }
      }
    }
    let convolution = try DenseStep("conv", weights: Tensor([32, 25], weights), bias: nil)
    var scales = [Double](repeating: 0, count: 32 * 32)
    var shifts = [Double](repeating: 0, count: 32)
    for channel in 0..<2 {
      let scale = 0.5 + stream.nextDouble(), shift = 0.5 * stream.nextNormal()
      for place in channel * 16..<channel * 16 + 16 { (scales[place * 32 + place], shifts[place]) = (scale, shift) }
    }
    let norm = try DenseStep("norm", weights: Tensor([32, 32], scales), bias: Tensor([32], shifts))
    let members = (0..<8).flatMap { window -> [Int32] in
      let corner = window / 4 * 16 + window % 4 / 2 * 8 + window % 2 * 2
      return [0, 1, 4, 5].map { Int32(corner + $0) }
    }
    let pooling = Gate.largest(Gate.Windows(inputCount: 32, size: 4, members: members))
    let steps: [AffineStage.Operation] = [.apply(convolution), .apply(norm)]
    let body =
      isPooledFirst
      ? [
        try AffineStage("conv", inputWidths: [25], steps, gate: pooling),
        try AffineStage("relu", inputWidths: [8], [], gate: .rectifier(count: 8, slope: 0)),
      ]
      : [
        try AffineStage("conv", inputWidths: [25], steps, gate: .rectifier(count: 32, slope: 0)),
        try AffineStage("pool", inputWidths: [32], [], gate: pooling),
      ]
    let dense = try AffineStage(
      "fc", inputWidths: [8], [.apply(step(8, 6, stream: &stream))], gate: .rectifier(count: 6, slope: 0))
    return try PiecewiseLinearMap(body + [dense, head(6, stream: &stream)])
  }

  /// A number for the pattern of each of `count` rows of inputs, and the outputs there.
  static func patterns(_ map: PiecewiseLinearMap, _ rows: [Double], count: Int) -> (codes: [UInt64], outputs: [Double])
  {
    var codes = [UInt64](repeating: 0, count: count)
    var rows = rows
    for stage in map.stages {
      let ahead = stage.apply(rows, count: count)
      let width = stage.outputCount
      for row in 0..<count {
        switch stage.gate {
        case .open: break
        case .rectifier(let neurons, _):
          for neuron in 0..<neurons { add(ahead[row * width + neuron] >= 0 ? 1 : 0, to: &codes[row]) }
        case .largest(let windows):
          for window in 0..<windows.count {
            var best = 0
            func level(_ place: Int) -> Double {
              ahead[row * width + Int(windows.members[window * windows.size + place])]
            }
            for place in 1..<windows.size where level(place) > level(best) { best = place }
            add(best, to: &codes[row])
          }
        }
      }
      rows = stage.activate(ahead, count: count)
    }
    return (codes, rows)
  }

  /// The same number of a region's pattern.
  static func code(_ pattern: PlaneRegions.Pattern) -> UInt64 {
    var code: UInt64 = 0
    for layer in pattern.layers.indices {
      for state in pattern.states(layer) { add(state, to: &code) }
    }
    return code
  }

  private static func add(_ state: Int, to code: inout UInt64) {
    code = (code &+ UInt64(state) &+ 0x9E37_79B9) &* 0xD129_0DD5_3F1A_6C2D
    code ^= code >> 29
  }
}
