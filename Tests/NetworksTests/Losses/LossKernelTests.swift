import CKernels
import Glibc
import Tensors
import Testing

/// The losses of samples side by side, against the formulas in double precision.
@Suite struct LossKernelTests {
  /// Logits [classes][stride] with labels; lanes without a sample hold numbers that must not matter.
  private struct Batch {
    var logits: [Float]
    var labels: [Int]
    let classes: Int
    let stride: Int
    var count: Int { labels.count }

    init(classes: Int, count: Int, stride: Int, spread: Double = 3, seed: Int = 0) {
      var stream = RandomStream(seed: seed, name: "test")
      logits = (0..<classes * stride).map { _ in Float(stream.nextNormal() * spread) }
      labels = (0..<count).map { _ in stream.nextInt(below: classes) }
      self.classes = classes
      self.stride = stride
    }

    func column(_ lane: Int) -> [Double] { (0..<classes).map { Double(logits[$0 * stride + lane]) } }
  }

  private struct Result: Equatable {
    var sums: [Double]
    var gradient: [Float]
    var losses: [Float]
  }

  private func softmax(_ batch: Batch, smoothing: Float = 0, wantsGradient: Bool = true) -> Result {
    var gradient = [Float](repeating: 7, count: batch.logits.count)
    var losses = [Float](repeating: 7, count: batch.stride)
    let sums = gradient.withUnsafeMutableBufferPointer {
      espalier_softmax_lanes(
        batch.logits, batch.labels, wantsGradient ? $0.baseAddress : nil, &losses, batch.classes, batch.count,
        batch.stride, smoothing, 1 / Float(batch.count))
    }
    return Result(sums: [sums.loss, Double(sums.correct)], gradient: gradient, losses: losses)
  }

  private func squaredError(_ batch: Batch, targets: [Float]?) -> Result {
    var gradient = [Float](repeating: 7, count: batch.logits.count)
    var losses = [Float](repeating: 7, count: batch.stride)
    let sums = espalier_squared_error_lanes(
      batch.logits, targets, batch.labels, &gradient, &losses, batch.classes, batch.count, batch.stride,
      1 / Float(batch.count))
    return Result(sums: [sums.loss, Double(sums.correct)], gradient: gradient, losses: losses)
  }

  /// Softmax cross-entropy of one lane, the plain way.
  private func reference(_ z: [Double], label: Int, smoothing: Double) -> (loss: Double, gradient: [Double]) {
    let largest = z.max() ?? 0
    let total = z.reduce(0) { $0 + exp($1 - largest) }
    let losses = z.map { log(total) - ($0 - largest) }
    let share = smoothing / Double(z.count)
    return (
      (1 - smoothing) * losses[label] + share * losses.reduce(0, +),
      z.indices.map { exp(z[$0] - largest) / total - ($0 == label ? 1 - smoothing : 0) - share }
    )
  }

  /// A lane's loss is a sum of at most classes + 3 terms of at most the spread of its logits, each known to 2 ulp; its
  /// gradient one of three terms below 1, over the number of samples.
  @Test(
    "softmax cross-entropy is the formula's, with and without smoothing",
    arguments: [(1, 1, 16), (2, 16, 16), (10, 60, 64), (10, 3, 32), (100, 33, 48)], [0, 0.1, 1] as [Float])
  func crossEntropy(shape: (classes: Int, count: Int, stride: Int), smoothing: Float) {
    let batch = Batch(classes: shape.classes, count: shape.count, stride: shape.stride)
    let found = softmax(batch, smoothing: smoothing)
    var loss = 0.0
    var correct = 0
    for lane in 0..<batch.count {
      let z = batch.column(lane)
      let label = batch.labels[lane]
      let expected = reference(z, label: label, smoothing: Double(smoothing))
      let spread = (z.max() ?? 0) - (z.min() ?? 0) + 1
      #expect(abs(Double(found.losses[lane]) - expected.loss) < 2 * 0x1p-23 * spread * Double(shape.classes + 3))
      loss += Double(found.losses[lane])
      correct += z[label] == z.max() ? 1 : 0
      for index in 0..<shape.classes {
        let slope = Double(found.gradient[index * shape.stride + lane]) * Double(shape.count)
        #expect(abs(slope - expected.gradient[index]) < 0x1p-23 * Double(shape.classes + 4))
      }
    }
    #expect(found.sums == [loss, Double(correct)])
    #expect(softmax(batch, smoothing: smoothing, wantsGradient: false).losses == found.losses)
  }

  @Test("lanes without a sample have a gradient and a loss of exactly 0", arguments: [0, 0.1] as [Float])
  func padding(smoothing: Float) {
    let batch = Batch(classes: 3, count: 5, stride: 32)
    for found in [softmax(batch, smoothing: smoothing), squaredError(batch, targets: nil)] {
      for lane in 5..<32 {
        #expect(found.losses[lane].bitPattern == 0)
        for index in 0..<3 { #expect(found.gradient[index * 32 + lane].bitPattern == 0) }
      }
      #expect(found.losses[..<5].allSatisfy { $0 > 0 })
    }
  }

  /// So that threads may share a batch, and a sample's numbers do not depend on its neighbours.
  @Test("a lane's bits are the same wherever it stands")
  func cut() {
    let batch = Batch(classes: 10, count: 64, stride: 64)
    let whole = softmax(batch, smoothing: 0.1)
    var gradient = [Float](repeating: 0, count: batch.logits.count)
    for first in stride(from: 0, to: 64, by: 16) {
      var part = [Float](repeating: 0, count: 160)
      var slopes = part
      for row in 0..<10 { for lane in 0..<16 { part[row * 16 + lane] = batch.logits[row * 64 + first + lane] } }
      _ = espalier_softmax_lanes(
        part, Array(batch.labels[first..<first + 16]), &slopes, nil, 10, 16, 16, 0.1, 1 / 64)
      for row in 0..<10 { for lane in 0..<16 { gradient[row * 64 + first + lane] = slopes[row * 16 + lane] } }
    }
    #expect(gradient.map(\.bitPattern) == whole.gradient.map(\.bitPattern))
  }

  @Test("the gradient may replace the logits")
  func inPlace() {
    let batch = Batch(classes: 10, count: 60, stride: 64)
    var logits = batch.logits
    logits.withUnsafeMutableBufferPointer {
      _ = espalier_softmax_lanes($0.baseAddress, batch.labels, $0.baseAddress, nil, 10, 60, 64, 0, 1 / Float(60))
    }
    #expect(logits == softmax(batch).gradient)
  }

  @Test("ties go to the first class, a NaN is never the largest, and what is not finite shows in the loss")
  func special() {
    var batch = Batch(classes: 3, count: 8, stride: 16)
    let columns: [([Float], Int, isCorrect: Bool, isFinite: Bool)] = [
      ([2, 2, 1], 0, true, true), ([2, 2, 1], 1, false, true), ([.nan, 1, 0], 1, true, false),
      ([.nan, .nan, .nan], 0, false, false), ([1, .infinity, 0], 1, true, false), ([1, -.infinity, 0], 0, true, true),
      ([1, -.infinity, 0], 1, false, false), ([1e30, -1e30, 0], 0, true, true),
    ]
    for (lane, column) in columns.enumerated() {
      for index in 0..<3 { batch.logits[index * 16 + lane] = column.0[index] }
      batch.labels[lane] = column.1
    }
    for (lane, column) in columns.enumerated() {
      var single = batch
      single.labels = [column.1]
      for index in 0..<3 { single.logits[index * 16] = column.0[index] }
      let found = softmax(single)
      #expect(found.sums[1] == (column.isCorrect ? 1 : 0), "lane \(lane)")
      #expect(found.sums[0].isFinite == column.isFinite, "lane \(lane)")
      #expect(found.losses[0].bitPattern == softmax(batch).losses[lane].bitPattern)
    }
  }

  /// Exhaustive over 60,000 numbers spread evenly over the floating-point numbers of each range.
  @Test("exp and ln err by at most 2 ulp")
  func elementary() {
    func check(
      _ range: ClosedRange<UInt32>, _ kernel: (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void,
      _ exact: (Double) -> Double
    ) {
      let step = (range.upperBound - range.lowerBound) / 60_000
      let points = (0..<UInt32(60_000)).map { Float(bitPattern: range.lowerBound + $0 * step) }
      var found = [Float](repeating: 0, count: points.count)
      kernel(&found, points, points.count)
      for (x, y) in zip(points, found) {
        let expected = exact(Double(x))
        #expect(abs(Double(y) - expected) <= 2 * Double(Float(expected).ulp), "at \(x)")
      }
    }
    check((-Float(0)).bitPattern...Float(-87.3).bitPattern, espalier_exp_lanes, exp)
    check(Float(-0.5).bitPattern...Float(-87.3).bitPattern, espalier_exp_lanes, exp)
    check(Float(1).bitPattern...Float(2).bitPattern, espalier_log_lanes, log)
    check(Float.leastNormalMagnitude.bitPattern...Float.greatestFiniteMagnitude.bitPattern, espalier_log_lanes, log)
    var below: [Float] = [-88, -1000, -.infinity, .nan] + [Float](repeating: 0, count: 12)
    espalier_exp_lanes(&below, below, 16)
    #expect(below[0...2] == [0, 0, 0] && below[3].isNaN && below[4] == 1)
  }

  /// A difference is rounded once, its square once more, and a sum of k squares k times.
  @Test("the mean squared error is the formula's, against labels and against targets")
  func meanSquaredError() {
    let batch = Batch(classes: 10, count: 60, stride: 64, spread: 1)
    let other = Batch(classes: 10, count: 60, stride: 64, spread: 1, seed: 1).logits
    var marks = [Float](repeating: 0, count: 640)
    for (lane, label) in batch.labels.enumerated() { marks[label * 64 + lane] = 1 }
    for (targets, values) in [(nil, marks), (other, other)] {
      let found = squaredError(batch, targets: targets)
      var loss = 0.0
      for lane in 0..<60 {
        let differences: [Double] = (0..<10).map { index in
          Double(batch.logits[index * 64 + lane]) - Double(values[index * 64 + lane])
        }
        let expected: Double = differences.reduce(0.0) { $0 + $1 * $1 } / 10
        #expect(abs(Double(found.losses[lane]) - expected) < 15 * 0x1p-24 * expected)
        loss += Double(found.losses[lane])
        for index in 0..<10 {
          let slope: Double = differences[index] / 300
          let error = Double(found.gradient[index * 64 + lane]) - slope
          #expect(abs(error) <= 6 * 0x1p-24 * abs(slope))
        }
      }
      #expect(found.sums[0] == loss)
      #expect(found.sums[1] == softmax(batch).sums[1])
    }
  }
}
