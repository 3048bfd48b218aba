public import Tensors

/// The Fourier heat map of a classifier: its error rate under perturbations of one frequency each.
///
/// The perturbed image is x_c + r_c·v·U for each channel c, with U the basis image of the frequency. The signs r are a
/// function of seed, frequency, image and channel alone: networks compared at one seed see the same perturbations.
/// Conjugate frequencies have the same basis image up to its orientation; each pair is measured once.
/// - Parameters:
///   - classifier: takes images in the units of `images`, before any normalisation of its own.
///   - images: [n, …] with `shape.channels·height·width` values each.
///   - labels: the class of each image.
///   - shape: how the values of an image are laid out.
///   - norm: v, the ℓ₂ norm of the perturbation of one channel.
///   - clip: whether perturbed pixels are clamped to 0...1.
///   - seed: the run seed that the signs are drawn from.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `FourierError` for images that are none of that shape, empty or not finite, labels that do not fit, and a
///   norm that is negative or not finite; what the classifier throws; `Interrupted`.
/// - Complexity: n·(HW + s)/2 forward passes, s = 1, 2 or 4 self-conjugate frequencies.
///
/// Source: Yin et al., "A Fourier perspective on model robustness in computer vision", arXiv:1906.08988.
public func fourierHeatMap(
  of classifier: some Classifier, on images: Tensor, labels: [Int], shape: ImageShape, norm: Double = 4,
  clip: Bool = false, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> FourierHeatMap {
  guard norm >= 0, Float(norm).isFinite else { throw FourierError.norm(norm) }
  let set = try LabelledImages(images, labels: labels, shape: shape)
  let sweep = try FrequencySweep(
    classifier: classifier, set: set, norm: Float(norm), clip: clip, seed: seed, checkpoint)
  let clean = try sweep.cleanErrors()
  let basis = FourierBasis(height: shape.height, width: shape.width)
  let cells = basis.distinctCells
  let counts = try sweep.errors(basis, cells)
  var errors = [Double](repeating: 0, count: shape.height * shape.width)
  for (cell, wrong) in zip(cells, counts) {
    let other = basis.conjugate(row: cell.row, column: cell.column)
    let rate = Double(wrong) / Double(set.count)
    errors[cell.row * shape.width + cell.column] = rate
    errors[other.row * shape.width + other.column] = rate
  }
  let extents: Shape = [shape.height, shape.width]
  return FourierHeatMap(
    errors: Tensor(extents, errors),
    standardErrors: Tensor(extents, errors.map { ($0 * (1 - $0) / Double(set.count)).squareRoot() }),
    cleanError: Double(clean) / Double(set.count), imageCount: set.count, norm: norm, isClipped: clip, seed: seed)
}
