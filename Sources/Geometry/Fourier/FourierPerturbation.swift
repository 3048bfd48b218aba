import Tensors

/// How images are perturbed by the wave of a frequency.
struct FourierPerturbation: Hashable, Sendable {
  let norm: Double
  let clip: Bool
  let signs: ChannelSigns
  let seed: Int

  /// More channels than this have too many patterns of signs to go through.
  static let mostChannels = 8

  /// - Throws: `FourierError.norm` for one that is negative or not finite, `.signs` for too many channels to average
  ///   over.
  init(norm: Double, clip: Bool, signs: ChannelSigns, seed: Int, channels: Int) throws(FourierError) {
    guard norm >= 0, Float(norm).isFinite else { throw .norm(norm) }
    guard signs == .drawn || channels <= FourierPerturbation.mostChannels else {
      throw .signs(channels: channels, most: FourierPerturbation.mostChannels)
    }
    self.norm = norm
    self.clip = clip
    self.signs = signs
    self.seed = seed
  }

  /// How many patterns of signs an image is perturbed with.
  func patternCount(channels: Int) -> Int { signs == .drawn ? 1 : 1 << channels }

  /// r·v for each image of a range and each channel, row by row.
  ///
  /// A drawn sign is one bit at a place of its own in the frequency's stream; of an average, bit c of the pattern is the
  /// sign of channel c.
  func amounts(images: Range<Int>, channels: Int, frequency: Int, pattern: Int) -> [Float] {
    let amount = Float(norm)
    switch signs {
    case .drawn:
      let key = RandomStream(seed: seed, name: "fourier", index: frequency).key
      var stream = RandomStream(key: key, position: UInt64(images.lowerBound * channels))
      return (0..<images.count * channels).map { _ in stream.nextWord() & 1 == 0 ? amount : -amount }
    case .averaged:
      return (0..<images.count * channels).map { pattern >> ($0 % channels) & 1 == 0 ? amount : -amount }
    }
  }

  /// How a perturbation is made, in words.
  static func words(norm: Double, clip: Bool, signs: ChannelSigns, seed: Int) -> String {
    let sign =
      switch signs {
      case .drawn: "signs r = ±1 for each image and channel from the stream 'fourier' of seed \(seed)"
      case .averaged: "the mean over all patterns of signs r = ±1 of the channels"
      }
    return "each image plus r·v·U, norm v = \(norm) a channel in the images' own units, \(sign); "
      + "\(clip ? "clipped to 0...1" : "not clipped"); frequency 0 at (H/2, W/2)"
  }
}
