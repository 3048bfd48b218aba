import CKernels
import Datasets
import Networks
import Tensors
import Testing

@Suite struct GradientClipTests {
  private let slopes: [Float] = [5, 3].enumerated().flatMap { tensor, size in
    (0..<size).map { Float((7 + tensor * 5 + $0 * 3) % 17 - 8) / 64 }
  }

  /// Both sides round a factor or a bound and a product.
  @Test("norm and value are PyTorch's", arguments: PyTorchOptimizers.clipped)
  func clipped(limit: Double, expected: [Float]) throws {
    var (byNorm, byValue) = (slopes, slopes)
    try GradientNorm.bound(&byNorm, marks: nil, count: 8, to: limit)
    espalier_clamp(&byValue, 8, Float(limit))
    for (a, b) in zip(byNorm + byValue, expected) { #expect(abs(a - b) <= 4 * 0x1p-24 * abs(b)) }
  }

  /// 200,000 numbers make four shards; a sum of n squares in double precision errs by n·2⁻⁵³ at most.
  @Test("the norm is the same bits on one and on two threads, and the sum of squares")
  func threads() throws {
    var stream = RandomStream(seed: 0, name: "test")
    let long = (0..<200_000).map { _ in Float(stream.nextNormal()) }
    let marks = (0..<200_000).map { _ in UInt8(stream.nextInt(below: 2)) }
    func bounded(_ threads: Int, _ marks: [UInt8]?) throws -> (Double, [Float]) {
      Parallel.threadCount = threads
      defer { Parallel.threadCount = Parallel.processorCount }
      var gradient = long
      return (try GradientNorm.bound(&gradient, marks: marks, count: long.count, to: 1), gradient)
    }
    for marks in [nil, marks] {
      let (one, two) = (try bounded(1, marks), try bounded(2, marks))
      #expect(one.0.bitPattern == two.0.bitPattern && one.1.map(\.bitPattern) == two.1.map(\.bitPattern))
      let squares = long.indices.reduce(0.0) { $0 + (marks?[$1] == 0 ? 0 : Double(long[$1]) * Double(long[$1])) }
      #expect(abs(one.0 - squares.squareRoot()) < 1e-9 * one.0)
    }
  }

  @Test("a gradient of NaN stays one, a short one stays the same bits, an empty one is nothing")
  func special() throws {
    var lost: [Float] = [1, .nan]
    #expect(try GradientNorm.bound(&lost, marks: nil, count: 2, to: 1).isNaN)
    #expect(lost.allSatisfy { $0.isNaN })
    var short = slopes
    #expect(try GradientNorm.bound(&short, marks: nil, count: 8, to: 100) < 1)
    #expect(short == slopes)
    var value: [Float] = [.nan, .infinity, -.infinity, 0.5]
    espalier_clamp(&value, 4, 1)
    #expect(value[0].isNaN && value[1...] == [1, -1, 0.5])
  }

  /// With plain descent at rate 1 a step is the gradient, so its length is the bound.
  @Test("a step of training is no longer than the bound on the norm", arguments: [0, 0.5])
  func training(sparsity: Double) throws {
    let data = try Dataset.random(train: 20, features: 30, classes: 3)
    let network = try Network.mlp([30, 40, 3]).randomlyMasked(sparsity)
    func step(_ clip: GradientClip?) throws -> [Double] {
      let run = try train(
        network, on: data, TrainingSettings(epochs: 1, batch: 20, optimizer: .sgd(rate: 1), clip: clip))
      return zip(network.parameters, run.network.parameters).flatMap { a, b in
        zip(a.value.doubles, b.value.doubles).map { $1 - $0 }
      }
    }
    func norm(_ step: [Double]) -> Double { step.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let free = try step(nil)
    // Weights of about 0.1 hold a step to 2⁻²⁷.
    #expect(abs(try norm(step(.norm(0.01))) - 0.01) < 1e-5 && norm(free) > 0.1)
    #expect(try step(.norm(1e3)) == free)
    let most = try step(.value(0.003)).map(abs).max() ?? 0
    #expect(abs(most - 0.003) < 1e-7)
  }
}
