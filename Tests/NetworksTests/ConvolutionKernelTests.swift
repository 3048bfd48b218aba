import CKernels
import Tensors
import Testing

/// The kernels of convolutions against sums in double precision, by every method and for shapes that leave remainders
/// everywhere: of channels to vectors, of images to tiles, of lanes to what is taken at once.
@Suite struct ConvolutionKernelTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var channels: Int
    var outputs: Int
    var groups = 1
    var height: Int
    var width: Int
    var kernel = 3
    var step = 1
    var pad = 1
    var lanes = 16

    var testDescription: String {
      "\(channels)→\(outputs) in \(groups), \(height)×\(width), kernel \(kernel), step \(step), pad \(pad), \(lanes) lanes"
    }

    var shape: espalier_convolution {
      espalier_convolution(
        channels: channels, outputs: outputs, groups: groups, height: height, width: width, kernel_height: kernel,
        kernel_width: kernel, step_y: step, step_x: step, pad_y: pad, pad_x: pad, lanes: lanes)
    }
  }

  static let cases = [
    Case(channels: 1, outputs: 1, height: 1, width: 1),
    Case(channels: 3, outputs: 17, height: 5, width: 9, lanes: 48),
    Case(channels: 17, outputs: 5, height: 4, width: 4, lanes: 80),
    Case(channels: 33, outputs: 65, height: 2, width: 3),
    Case(channels: 19, outputs: 18, height: 13, width: 6, lanes: 64),
    // Large enough that blocks share what they read.
    Case(channels: 260, outputs: 270, height: 3, width: 5),
    Case(channels: 1, outputs: 20, height: 12, width: 11, kernel: 5, pad: 0, lanes: 64),
    Case(channels: 7, outputs: 11, height: 9, width: 8, kernel: 5, pad: 2),
    Case(channels: 5, outputs: 13, height: 9, width: 8, step: 2, lanes: 128),
    Case(channels: 6, outputs: 7, height: 7, width: 8, kernel: 1, step: 2, pad: 0),
    Case(channels: 6, outputs: 8, groups: 2, height: 7, width: 6),
    Case(channels: 9, outputs: 9, groups: 9, height: 6, width: 7, lanes: 32),
    Case(channels: 4, outputs: 6, height: 8, width: 8, kernel: 4, step: 3, lanes: 48),
  ]

  /// Rounding: a sum of n terms of about 1 errs by about √n units; F(4×4, 3×3) by some ten times more. The tolerance is
  /// relative to the root mean square of the results.
  @Test(arguments: cases, [ESPALIER_DIRECT, ESPALIER_WINOGRAD2, ESPALIER_WINOGRAD4])
  func agreesWithSums(_ each: Case, _ method: Int) {
    let twin = Twin(each)
    let tolerance = (method == ESPALIER_WINOGRAD4 ? 1e-4 : 2e-5)
    for pass in [ESPALIER_FORWARD, ESPALIER_INPUT_GRADIENT, ESPALIER_WEIGHT_GRADIENT] {
      let (found, expected) = (twin.run(pass, method), twin.expected(pass))
      let scale = (expected.reduce(0) { $0 + $1 * $1 } / Double(expected.count)).squareRoot()
      let error = zip(found, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
      #expect(error <= tolerance * scale, "pass \(pass)")
    }
  }

  @Test func whatWinogradDoesNotKnowIsTakenDirectly() {
    var shape = Case(channels: 16, outputs: 16, height: 8, width: 8, step: 2).shape
    #expect(espalier_plan_convolution(&shape, 0, Int32(ESPALIER_WINOGRAD4)).method == ESPALIER_DIRECT)
    shape = Case(channels: 16, outputs: 16, height: 8, width: 8).shape
    #expect(espalier_plan_convolution(&shape, 0, Int32(ESPALIER_BEST)).method == ESPALIER_WINOGRAD4)
  }

  @Test func aReLUPassesNaN() {
    let each = Case(channels: 4, outputs: 8, height: 4, width: 4)
    for method in [ESPALIER_DIRECT, ESPALIER_WINOGRAD4] {
      var twin = Twin(each)
      twin.w[4] = .nan
      let y = twin.run(ESPALIER_FORWARD, method)
      #expect(y[0].isNaN)
      #expect(y.allSatisfy { $0.isNaN || $0 >= 0 })
    }
  }
}

/// A layer's numbers, the kernels' results and those of plain loops.
private struct Twin {
  let each: ConvolutionKernelTests.Case
  let outHeight: Int
  let outWidth: Int
  var x: [Float]
  var w: [Float]
  var bias: [Float]
  var dy: [Float]

  init(_ each: ConvolutionKernelTests.Case) {
    self.each = each
    outHeight = (each.height + 2 * each.pad - each.kernel) / each.step + 1
    outWidth = (each.width + 2 * each.pad - each.kernel) / each.step + 1
    var stream = RandomStream(seed: 0, name: "convolution")
    func draw(_ count: Int) -> [Float] { (0..<count).map { _ in 2 * stream.nextFloat() - 1 } }
    x = draw(each.channels * each.height * each.width * each.lanes)
    w = draw(each.outputs * each.channels / each.groups * each.kernel * each.kernel)
    bias = draw(each.outputs)
    dy = draw(each.outputs * outHeight * outWidth * each.lanes)
  }

  /// Blocks run last to first, in scratch full of NaN.
  func run(_ pass: Int, _ method: Int) -> [Float] {
    var shape = each.shape
    var plan = espalier_plan_convolution(&shape, Int32(pass), Int32(method))
    var shared = [Float](repeating: .nan, count: plan.shared), result = [Float](repeating: .nan, count: count(pass))
    x.withUnsafeBufferPointer { x in
      w.withUnsafeBufferPointer { w in
        bias.withUnsafeBufferPointer { bias in
          dy.withUnsafeBufferPointer { dy in
            result.withUnsafeMutableBufferPointer { result in
              let target = result.baseAddress
              var operands = espalier_convolution_operands(
                x: x.baseAddress, w: w.baseAddress, bias: bias.baseAddress, dy: dy.baseAddress, gate: x.baseAddress,
                y: target, dx: target, dw: target, rectify: 1)
              for phase in 0..<plan.phases {
                for block in (0..<espalier_convolution_blocks(&shape, &plan, phase)).reversed() {
                  var own = [Float](repeating: .nan, count: plan.own)
                  espalier_convolution_run(&shape, &plan, &operands, phase, block, &shared, &own)
                }
              }
            }
          }
        }
      }
    }
    return result
  }

  private func count(_ pass: Int) -> Int {
    pass == ESPALIER_FORWARD ? dy.count : pass == ESPALIER_INPUT_GRADIENT ? x.count : w.count
  }

  /// The same by the definition: forward with bias and ReLU, the input gradient where x > 0.
  func expected(_ pass: Int) -> [Double] {
    let pixels = outHeight * outWidth * each.lanes
    var result = [Double](repeating: 0, count: count(pass))
    if pass == ESPALIER_FORWARD { for i in result.indices { result[i] = Double(bias[i / pixels]) } }
    forEachTerm { weight, input, output in
      for lane in 0..<each.lanes {
        switch pass {
        case ESPALIER_FORWARD: result[output + lane] += Double(w[weight]) * Double(x[input + lane])
        case ESPALIER_INPUT_GRADIENT: result[input + lane] += Double(w[weight]) * Double(dy[output + lane])
        default: result[weight] += Double(dy[output + lane]) * Double(x[input + lane])
        }
      }
    }
    if pass == ESPALIER_FORWARD { return result.map { max($0, 0) } }
    return pass == ESPALIER_INPUT_GRADIENT ? zip(result, x).map { $1 > 0 ? $0 : 0 } : result
  }

  /// Every product of the sums: the number of a weight, and where the lanes of its input and output pixel start.
  private func forEachTerm(_ body: (_ weight: Int, _ input: Int, _ output: Int) -> Void) {
    let (channels, outputs) = (each.channels / each.groups, each.outputs / each.groups)
    for k in 0..<each.outputs {
      for c in 0..<channels {
        for tap in 0..<each.kernel * each.kernel {
          for pixel in 0..<outHeight * outWidth {
            let row = pixel / outWidth * each.step + tap / each.kernel - each.pad
            let column = pixel % outWidth * each.step + tap % each.kernel - each.pad
            guard row >= 0, column >= 0, row < each.height, column < each.width else { continue }
            let input = ((k / outputs * channels + c) * each.height + row) * each.width + column
            body(
              (k * channels + c) * each.kernel * each.kernel + tap, input * each.lanes,
              (k * outHeight * outWidth + pixel) * each.lanes)
          }
        }
      }
    }
  }
}
