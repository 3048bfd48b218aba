import Glibc
package import Tensors

/// A weighted sum of a plane's pixels at fixed offsets from each pixel.
struct OffsetSum: Sendable {
  struct Tap: Sendable {
    let right: Int
    let down: Int
    let weight: Float
  }

  /// What lies outside: the edge repeated, or the plane mirrored about the middle of its edge pixels.
  enum Border: Sendable { case nearest, mirrored }

  let taps: [Tap]
  let border: Border
  private let margin: Int

  /// - Precondition: there is a tap.
  init(_ taps: [Tap], border: Border) {
    self.taps = taps
    self.border = border
    margin = taps.reduce(0) { max($0, abs($1.right), abs($1.down)) }
  }

  /// Replaces a plane by its sums.
  func replace(_ plane: UnsafeMutablePointer<Float>, height: Int, width: Int) {
    let stride = width + 2 * margin
    withUnsafeTemporaryAllocation(of: Float.self, capacity: stride * (height + 2 * margin)) { padded in
      for row in 0..<height + 2 * margin {
        let source = plane + place(row - margin, height) * width
        for column in 0..<margin {
          padded[row * stride + column] = source[place(column - margin, width)]
          padded[row * stride + margin + width + column] = source[place(width + column, width)]
        }
        for column in 0..<width { padded[row * stride + margin + column] = source[column] }
      }
      guard let base = padded.baseAddress else { return }
      for row in 0..<height {
        let target = plane + row * width
        target.update(repeating: 0, count: width)
        for tap in taps {
          let source = base + (row + margin + tap.down) * stride + margin + tap.right
          let weight = tap.weight
          for column in 0..<width { target[column] += weight * source[column] }
        }
      }
    }
  }

  func apply(to image: inout [Float], height: Int, width: Int) {
    image.withUnsafeMutableBufferPointer { image in
      guard let base = image.baseAddress else { return }
      for start in Swift.stride(from: 0, to: image.count, by: height * width) {
        replace(base + start, height: height, width: width)
      }
    }
  }

  private func place(_ place: Int, _ count: Int) -> Int {
    switch border {
    case .nearest: min(max(place, 0), count - 1)
    case .mirrored: Mirror.wholeSample(place, count)
    }
  }
}

extension OffsetSum {
  /// Half a Gaussian along a line: weights exp(-i²/2σ²), i = 0...2·radius, at the pixels nearest to i steps in the
  /// direction of the angle, which turns from right to down; as ImageMagick's motion blur.
  ///
  /// Weights that single precision cannot add to 1 are left out.
  static func motion(radius: Int, sigma: Double, degrees: Double) -> OffsetSum {
    let raw = (0...2 * radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let total = raw.reduce(0, +)
    let right = cos(degrees * .pi / 180), down = sin(degrees * .pi / 180)
    let taps = raw.enumerated().filter { $0.element / total > 1e-9 }.map { step, weight in
      Tap(
        right: Int((Double(step) * right - 0.5).rounded(.up)), down: Int((Double(step) * down - 0.5).rounded(.up)),
        weight: Float(weight / total))
    }
    return OffsetSum(taps, border: .nearest)
  }
}

/// Motion blur at an angle within 45° of the horizontal.
package struct MotionBlur: ImageFilter {
  private let shape: ImageShape
  private let radius: Int
  private let sigma: Double

  package init(_ shape: ImageShape, radius: Int, sigma: Double) {
    self.shape = shape
    self.radius = radius
    self.sigma = sigma
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    apply(to: &image, degrees: 90 * stream.nextDouble() - 45)
  }

  package func apply(to image: inout [Float], degrees: Double) {
    OffsetSum.motion(radius: radius, sigma: sigma, degrees: degrees)
      .apply(to: &image, height: shape.height, width: shape.width)
  }
}

/// Correlation with a disk whose rim is smoothed by a Gaussian of three pixels' width.
struct DefocusBlur: ImageFilter {
  private let shape: ImageShape
  private let sum: OffsetSum

  init(_ shape: ImageShape, radius: Double, alias: Double) {
    self.shape = shape
    let reach = Int(radius) + 1
    let side = exp(-1 / (2 * alias * alias))
    let rim = [side, 1, side].map { $0 / (1 + 2 * side) }
    func disk(_ x: Int, _ y: Int) -> Double { Double(x * x + y * y) <= radius * radius ? 1 : 0 }
    let steps = -reach...reach
    let area = steps.reduce(0) { sum, y in sum + steps.reduce(0) { $0 + disk($1, y) } }
    let taps = steps.flatMap { y in
      steps.map { x in
        let weight = (-1...1).reduce(0) { sum, v in
          sum + (-1...1).reduce(0) { $0 + rim[v + 1] * rim[$1 + 1] * disk(x + $1, y + v) }
        }
        return OffsetSum.Tap(right: x, down: y, weight: Float(weight / area))
      }
    }
    sum = OffsetSum(taps.filter { $0.weight > 0 }, border: .mirrored)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    sum.apply(to: &image, height: shape.height, width: shape.width)
  }
}
