public import Tensors

/// The Fourier heat map of a classifier: its error rate under perturbations of one frequency each.
///
/// The perturbed image is x_c + r_c·v·U for each channel c, with U the basis image of the frequency. The signs r are a
/// function of seed, frequency, image and channel alone: networks compared at one seed see the same perturbations.
/// Conjugate frequencies have the same basis image up to its orientation; each pair is measured once.
///
/// Without clipping, a classifier that begins with an affine map runs it once for each image and each frequency, not for
/// every pair of them. Errors are those of whole passes but where two logits tie within the rounding of that sum.
/// - Parameters:
///   - classifier: takes images in the units of `images`, before any normalisation of its own.
///   - images: [n, …] with `shape.channels·height·width` values each.
///   - labels: the class of each image.
///   - shape: how the values of an image are laid out.
///   - norm: v, the ℓ₂ norm of the perturbation of one channel.
///   - clip: whether perturbed pixels are clamped to 0...1.
///   - signs: drawn, or the exact average over all patterns of up to 8 channels.
///   - block: rows and columns of the centred block of frequencies to measure, such as 63 for ImageNet; all without it.
///   - seed: the run seed that the signs are drawn from.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `FourierError` for images that are none of that shape, empty or not finite, labels that do not fit, a norm
///   that is negative or not finite, too many channels for averaged signs, and a block that does not fit; what the
///   classifier throws; `Interrupted`.
/// - Complexity: n·(HW + s)/2 passes over what is behind the affine front, s = 1, 2 or 4 self-conjugate frequencies;
///   2^C times as many for averaged signs.
///
/// Source: Yin et al., "A Fourier perspective on model robustness in computer vision", arXiv:1906.08988.
public func fourierHeatMap(
  of classifier: some Classifier, on images: Tensor, labels: [Int], shape: ImageShape, norm: Double = 4,
  clip: Bool = false, signs: ChannelSigns = .drawn, block: Int? = nil, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> FourierHeatMap {
  let (set, frequencies, perturbation) = try prepared(images, labels, shape, norm, clip, signs, block, seed)
  let sweep = try PerturbationSweep(
    classifier: classifier, set: set, perturbation: perturbation, measure: .error, checkpoint)
  let (means, errors) = try statistics(of: sweep, over: frequencies)
  return FourierHeatMap(
    errors: means, standardErrors: errors, cleanError: CellStatistics(sweep.clean).mean, imageCount: set.count,
    norm: norm, isClipped: clip, signs: signs, block: block, seed: seed)
}

/// How far the outputs of a classifier, or of one of its layers, move under perturbations of one frequency each.
/// - Parameters:
///   - classifier: gives as its logits the outputs that are looked at, those of a layer or the logits themselves.
///   - images: and all others as for `fourierHeatMap`.
/// - Throws: as `fourierHeatMap`.
/// - Complexity: as `fourierHeatMap`.
///
/// Source: Yin et al., arXiv:1906.08988, section 4.3.
public func fourierChangeMap(
  of classifier: some Classifier, on images: Tensor, shape: ImageShape, norm: Double = 4, clip: Bool = false,
  signs: ChannelSigns = .drawn, block: Int? = nil, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> FourierChangeMap {
  let (set, frequencies, perturbation) = try prepared(images, nil, shape, norm, clip, signs, block, seed)
  let sweep = try PerturbationSweep(
    classifier: classifier, set: set, perturbation: perturbation, measure: .change, checkpoint)
  let (means, errors) = try statistics(of: sweep, over: frequencies)
  let largest = means.doubles.lazy.filter { !$0.isNaN }.max() ?? 0
  func relative(_ map: Tensor) -> Tensor { Tensor(map.shape, map.doubles.map { largest > 0 ? $0 / largest : $0 }) }
  return FourierChangeMap(
    changes: means, standardErrors: errors, relativeChanges: relative(means), relativeStandardErrors: relative(errors),
    largestChange: largest, imageCount: set.count, norm: norm, isClipped: clip, signs: signs, block: block, seed: seed)
}

/// The Fourier heat map of one classifier less that of another, on the same images under the same perturbations.
/// - Parameters:
///   - first: and
///   - second: classifiers of the same images; their labels mean the same.
///   - images: and all others as for `fourierHeatMap`.
/// - Throws: as `fourierHeatMap`.
/// - Complexity: both heat maps.
public func fourierDifference(
  of first: some Classifier, minus second: some Classifier, on images: Tensor, labels: [Int], shape: ImageShape,
  norm: Double = 4, clip: Bool = false, signs: ChannelSigns = .drawn, block: Int? = nil, seed: Int = 0,
  checkpoint: Checkpoint = .none
) throws -> FourierDifference {
  let (set, frequencies, perturbation) = try prepared(images, labels, shape, norm, clip, signs, block, seed)
  // One of the two tells the progress of both.
  let a = try PerturbationSweep(classifier: first, set: set, perturbation: perturbation, measure: .error, checkpoint)
  let b = try PerturbationSweep(
    classifier: second, set: set, perturbation: perturbation, measure: .error, checkpoint.observed(by: nil))
  let pairs = PairedCells(of: set.count)
  var cells: [PairedCells.Cell] = []
  try a.forEachGroup(frequencies.cells) { start, values in
    let others = try b.values(frequencies.cells[start..<start + values.count])
    cells += zip(values, others).map { pairs.cell($0, $1) }
  }
  let clean = pairs.cell(a.clean, b.clean)
  let extents: Shape = [shape.height, shape.width]
  func map(_ value: (PairedCells.Cell) -> Double) -> Tensor { Tensor(extents, frequencies.grid(cells.map(value))) }
  return FourierDifference(
    differences: map(\.difference), standardErrors: map(\.standardError),
    unpairedStandardErrors: map(\.unpairedStandardError), onlyFirst: map(\.onlyFirst), onlySecond: map(\.onlySecond),
    cleanDifference: clean.difference, cleanStandardError: clean.standardError, imageCount: set.count, norm: norm,
    isClipped: clip, signs: signs, block: block, seed: seed)
}

/// Statistics of the images' values of two classifiers, image by image.
private struct PairedCells {
  struct Cell {
    let difference: Double
    let standardError: Double
    let unpairedStandardError: Double
    let onlyFirst: Double
    let onlySecond: Double
  }

  let count: Int

  init(of count: Int) { self.count = count }

  func cell(_ first: [Float], _ second: [Float]) -> Cell {
    let differences = zip(first, second).map { Double($0) - Double($1) }
    let paired = CellStatistics(differences, count: count)
    let (a, b) = (CellStatistics(first), CellStatistics(second))
    return Cell(
      difference: paired.mean, standardError: paired.standardError,
      unpairedStandardError: (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot(),
      onlyFirst: differences.reduce(0) { $0 + max($1, 0) }, onlySecond: differences.reduce(0) { $0 + max(-$1, 0) })
  }
}

private func prepared(
  _ images: Tensor, _ labels: [Int]?, _ shape: ImageShape, _ norm: Double, _ clip: Bool, _ signs: ChannelSigns,
  _ block: Int?, _ seed: Int
) throws(FourierError) -> (LabelledImages, FrequencyBlock, FourierPerturbation) {
  let perturbation = try FourierPerturbation(
    norm: norm, clip: clip, signs: signs, seed: seed, channels: shape.channels)
  let set = try LabelledImages(images, labels: labels, shape: shape)
  let frequencies = try FrequencyBlock(FourierBasis(height: shape.height, width: shape.width), side: block)
  return (set, frequencies, perturbation)
}

/// Means over the images under each frequency, and their standard errors, as grids.
private func statistics(
  of sweep: PerturbationSweep<some Classifier>, over frequencies: FrequencyBlock
) throws -> (means: Tensor, standardErrors: Tensor) {
  var cells: [CellStatistics] = []
  try sweep.forEachGroup(frequencies.cells) { _, values in cells += values.map(CellStatistics.init) }
  let extents: Shape = [frequencies.basis.height, frequencies.basis.width]
  return (
    Tensor(extents, frequencies.grid(cells.map(\.mean))),
    Tensor(extents, frequencies.grid(cells.map(\.standardError)))
  )
}
