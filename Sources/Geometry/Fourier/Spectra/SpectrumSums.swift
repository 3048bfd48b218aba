import Tensors

/// Sums over images that a spectrum is made of.
struct SpectrumSums {
  private var count = 0
  private var amplitudes: [Double]
  private var squares: [Double]
  var energies: [Double]
  private var energy = 0.0
  /// Energy and high energy of each image.
  private var shares: [(total: Double, high: Double)] = []

  init(_ plane: Int) {
    amplitudes = [Double](repeating: 0, count: plane)
    squares = amplitudes
    energies = amplitudes
  }

  /// Adds an image, its energies aside.
  mutating func add(_ image: [Double], squares sum: Double, total: Double, high: Double) {
    count += 1
    energy += sum
    shares.append((total, high))
    for cell in image.indices {
      amplitudes[cell] += image[cell]
      squares[cell] += image[cell] * image[cell]
    }
  }

  mutating func add(_ other: SpectrumSums) {
    count += other.count
    energy += other.energy
    shares += other.shares
    for cell in amplitudes.indices {
      amplitudes[cell] += other.amplitudes[cell]
      squares[cell] += other.squares[cell]
      energies[cell] += other.energies[cell]
    }
  }

  func spectrum(_ shape: ImageShape, _ cut: FrequencyCut, _ includesMean: Bool) -> ImageSpectrum {
    let n = Double(count)
    let means = amplitudes.map { $0 / n }
    let errors = zip(squares, means).map { (max($0 / n - $1 * $1, 0) / n).squareRoot() }
    let total = shares.reduce(0) { $0 + $1.total }, high = shares.reduce(0) { $0 + $1.high }
    let fraction = total > 0 ? high / total : .nan
    // The ratio's first-order error: Σ(high - fraction·total)² over the images.
    let residual = shares.reduce(0) { $0 + ($1.high - fraction * $1.total) * ($1.high - fraction * $1.total) }
    let extents: Shape = [shape.height, shape.width]
    return ImageSpectrum(
      amplitudes: Tensor(extents, means), standardErrors: Tensor(extents, errors),
      energies: Tensor(extents, energies.map { $0 / n }), energy: energy / n, imageCount: count, cut: cut,
      includesMean: includesMean, highFrequencyFraction: fraction,
      fractionStandardError: total > 0 ? residual.squareRoot() / total : .nan)
  }
}
