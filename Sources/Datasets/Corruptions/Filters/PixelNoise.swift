import Glibc
import Tensors

/// Noise that treats every number of an image by itself.
enum PixelNoise: ImageFilter {
  case gaussian(deviation: Float)
  case speckle(deviation: Float)
  case shot(photons: Double)
  case impulse(share: Double)

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    switch self {
    case .gaussian(let deviation):
      PixelNoise.addNormal(to: &image, &stream) { _ in deviation }
    case .speckle(let deviation):
      PixelNoise.addNormal(to: &image, &stream) { deviation * $0 }
    case .shot(let photons):
      for place in image.indices {
        image[place] = Float(Double(stream.nextPoisson(Double(image[place]) * photons)) / photons)
      }
    case .impulse(let share):
      // One word decides both whether and to what.
      let pepper = UInt32(share / 2 * 0x1p32), salt = UInt32(share * 0x1p32)
      for place in image.indices {
        let word = stream.nextWord()
        if word < salt { image[place] = word < pepper ? 0 : 1 }
      }
    }
  }

  private static func addNormal(
    to image: inout [Float], _ stream: inout RandomStream, _ deviation: (Float) -> Float
  ) {
    var place = 0
    while place < image.count {
      let (first, second) = stream.nextNormalPair()
      image[place] += deviation(image[place]) * first
      if place + 1 < image.count { image[place + 1] += deviation(image[place + 1]) * second }
      place += 2
    }
  }
}

extension RandomStream {
  /// Two independent standard normal numbers from two words.
  mutating func nextNormalPair() -> (Float, Float) {
    let uniform = Float((Double(nextWord()) + 0.5) * 0x1p-32)
    let angle = 2 * Float.pi * nextFloat()
    let radius = (-2 * logf(uniform)).squareRoot()
    return (radius * cosf(angle), radius * sinf(angle))
  }

  /// A Poisson number: by inversion for means below 10, above by transformed rejection.
  ///
  /// Source: Hörmann, "The transformed rejection method for generating Poisson random variables",
  /// doi:10.1016/0167-6687(93)90997-4.
  /// - Precondition: the mean is finite and not negative.
  mutating func nextPoisson(_ mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    if mean < 10 {
      var rest = nextDouble()
      var probability = exp(-mean)
      var count = 0
      // The bound only keeps what rounding leaves of the tail from running on.
      while rest >= probability, count < 200 {
        rest -= probability
        count += 1
        probability *= mean / Double(count)
      }
      return count
    }
    let logMean = log(mean)
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let ceiling = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = nextDouble() - 0.5
      let v = 1 - nextDouble()
      let us = 0.5 - u.magnitude
      let count = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= ceiling { return Int(count) }
      if count < 0 || (us < 0.013 && v > us) { continue }
      if log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= -mean + count * logMean - lgamma(count + 1) {
        return Int(count)
      }
    }
  }
}
