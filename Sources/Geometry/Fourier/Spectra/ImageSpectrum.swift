public import Tensors

/// The mean spectrum of some images, or of what a corruption adds to them.
public struct ImageSpectrum: Hashable, Sendable {
  /// Means over images and channels of |X(k, l)|, the unnormalised transform, [H, W], frequency 0 at (H/2, W/2).
  public let amplitudes: Tensor
  /// Their standard errors over images, [H, W]; an image's value is the mean over its channels.
  public let standardErrors: Tensor
  /// Means over images of Σ_c |X_c(k, l)|²/(HW), [H, W]: by Parseval they sum to the mean of Σ x².
  public let energies: Tensor
  /// The mean over images of Σ x².
  public let energy: Double
  /// Images that the means are over.
  public let imageCount: Int
  /// What is low, and whether frequency 0 counts, in `highFrequencyFraction`.
  public let cut: FrequencyCut
  /// Whether frequency 0, the mean, counts among the energy.
  public let includesMean: Bool
  /// The fraction of the energy in frequencies that are not low: mean of the high over mean of all; NaN without energy.
  public let highFrequencyFraction: Double
  /// Its standard error as that of a ratio of means over images.
  public let fractionStandardError: Double

  /// What the fraction is of, in words.
  public var convention: String {
    "energy outside the low frequencies over all energy \(includesMean ? "with" : "without") frequency 0; \(cut.words)"
  }
}

/// The mean spectrum of images and the fraction of their energy in high frequencies.
///
/// For what a corruption does pass `corrupted - clean`; for white noise the fraction in a low block of B×B is B²/(HW).
/// - Parameters:
///   - images: [n, …] with `shape.channels·height·width` values each.
///   - shape: how the values of an image are laid out.
///   - cut: which frequencies are low; within 8 waves an image without it.
///   - includesMean: whether frequency 0 counts among the energy.
/// - Throws: `FourierError` for images that are none of that shape, none or not finite, and a cut that is no part of the
///   grid; `Interrupted`.
/// - Complexity: O(n·C·HW(H + W)).
///
/// Source: Yin et al., "A Fourier perspective on model robustness in computer vision", arXiv:1906.08988, section 4.
public func imageSpectrum(
  of images: Tensor, shape: ImageShape, cut: FrequencyCut = .radius(8), includesMean: Bool = true,
  checkpoint: Checkpoint = .none
) throws -> ImageSpectrum {
  let basis = FourierBasis(height: shape.height, width: shape.width)
  try cut.validate(basis)
  let set = try LabelledImages(images, shape: shape)
  let values = images.doubles
  let plane = shape.height * shape.width
  let transform = try PlaneTransform(checking: shape)
  let places = (0..<plane).map { transform.index(row: $0 / shape.width, column: $0 % shape.width) }
  let isHigh = (0..<plane).map { !cut.isLow(row: $0 / shape.width, column: $0 % shape.width, of: basis) }
  let zero = shape.height / 2 * shape.width + shape.width / 2

  let batches = try Parallel.map(set.batches(of: 16), checkpoint: checkpoint) { shard -> SpectrumSums in
    var sums = SpectrumSums(plane)
    for image in set.range(shard, of: 16) {
      try checkpoint.check()
      var amplitudes = [Double](repeating: 0, count: plane)
      var total = 0.0, high = 0.0, squares = 0.0
      for channel in 0..<shape.channels {
        let start = image * shape.count + channel * plane
        let pixels = Array(values[start..<start + plane])
        squares += pixels.reduce(0) { $0 + $1 * $1 }
        let (real, imaginary) = transform.forward(pixels)
        for cell in 0..<plane {
          let place = places[cell]
          let power = real[place] * real[place] + imaginary[place] * imaginary[place]
          let energy = power / Double(plane)
          amplitudes[cell] += power.squareRoot() / Double(shape.channels)
          sums.energies[cell] += energy
          guard includesMean || cell != zero else { continue }
          total += energy
          if isHigh[cell] { high += energy }
        }
      }
      sums.add(amplitudes, squares: squares, total: total, high: high)
    }
    return sums
  }
  var sums = SpectrumSums(plane)
  for batch in batches { sums.add(batch) }
  return sums.spectrum(shape, cut, includesMean)
}
