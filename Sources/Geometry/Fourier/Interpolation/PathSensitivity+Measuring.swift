public import Tensors

/// The high-frequency fraction and the consistent distance of a classifier along Fourier paths between images.
///
/// Pairs share no image: there are min(`pairs`, n/2). Paths are those of `fourierPath`.
/// - Parameters:
///   - classifier: takes images in the units of `images`.
///   - images: [n, …] with `shape.count` values each; the reference takes normalised ones.
///   - shape: how the values of an image are laid out.
///   - path: whether amplitudes or phases move.
///   - pairs: how many pairs are wanted; 5000 in the reference.
///   - steps: points of a path.
///   - countsLastBin: whether the last bin counts as high, which in the reference it does not.
///   - seed: the run seed that the pairs are drawn from.
/// - Throws: `FourierError` for images that are none of that shape, not finite or fewer than two, no pairs wanted, and
///   steps out of range; what the classifier throws; `Interrupted`.
/// - Complexity: pairs·steps passes.
///
/// Source: Fridovich-Keil et al., "Models out of line", arXiv:2207.04075, after their code.
public func fourierSensitivity(
  of classifier: some Classifier, on images: Tensor, shape: ImageShape, along path: FourierPath, pairs: Int = 5_000,
  steps: Int = 100, countsLastBin: Bool = false, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> PathSensitivity {
  let set = try LabelledImages(images, shape: shape)
  try PathLimits.check(steps: steps, shape)
  let drawn = try ImagePairs.disjoint(pairs, of: set.count, seed: seed)
  let window = try LowWindow(shape)
  let sweep = PathSweep(classifier: classifier, shape: shape, countsLastBin: countsLastBin, checkpoint: checkpoint)
  let outcomes = try sweep.outcomes(of: drawn.count, perShard: max(512 / steps, 1)) { pair in
    try window.path(
      path, set.pixels, from: drawn[pair].0, to: drawn[pair].1, steps: steps, checkpoint: checkpoint)
  }
  return PathSensitivity(
    outcomes, hasDistances: true, seed: seed,
    convention:
      "\(path.rawValue) of |k|, |l| ≤ ⌊0.2·min(H, W)⌋ moves from one image to another in \(steps) steps; pairs "
      + "that share no image; " + PathSensitivity.words(countsLastBin)
      + "; consistent distance: the first step of another class than step 0, \(steps) where there is none")
}

/// The high-frequency fraction of a classifier along straight lines between images, within or between classes.
///
/// A path from x to y has the points x + t·(y - x)/|y - x|, t = 0, `step`, 2·`step`, … < |y - x|; those of fewer than two
/// points have no frequencies and are left out. In a class, or between two, no image comes twice.
/// - Parameters:
///   - classifier: takes images in the units of `images`.
///   - images: [n, …] with `shape.count` values each; the reference takes normalised ones.
///   - labels: the class of each image.
///   - shape: how the values of an image are laid out.
///   - pairing: within classes or between them.
///   - pairs: how many pairs are wanted of each class, or of each two; 200 in the reference.
///   - step: Euclidean distance between two points.
///   - countsLastBin: whether the last bin counts as high, which in the reference it does not.
///   - seed: the run seed that the pairs are drawn from.
/// - Throws: `FourierError` as `fourierSensitivity`, for labels that do not fit, for a step that gives too many points,
///   and where no path has two points; what the classifier throws; `Interrupted`.
/// - Complexity: a pass for each point.
///
/// Source: Fridovich-Keil et al., "Models out of line", arXiv:2207.04075, after their code.
public func pixelSensitivity(
  of classifier: some Classifier, on images: Tensor, labels: [Int], shape: ImageShape, pairing: PixelPairing,
  pairs: Int = 200, step: Double = 1, countsLastBin: Bool = false, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> PathSensitivity {
  let set = try LabelledImages(images, labels: labels, shape: shape)
  let width = shape.count
  let sweep = PathSweep(classifier: classifier, shape: shape, countsLastBin: countsLastBin, checkpoint: checkpoint)
  try set.checkLabels(classes: sweep.classes(of: set.tensor(0..<1)))
  let drawn = try ImagePairs.byClass(pairing, pairs, labels, seed: seed)
  let lengths = try Parallel.map(drawn.count, checkpoint: checkpoint) { pair -> Double in
    let (a, b) = (drawn[pair].0 * width, drawn[pair].1 * width)
    var sum = 0.0
    for pixel in 0..<width {
      let difference = Double(set.pixels[b + pixel]) - Double(set.pixels[a + pixel])
      sum += difference * difference
    }
    return sum.squareRoot()
  }
  let most = PathLimits.most(shape), longest = lengths.max() ?? 0
  guard step > 0, longest / step <= Double(most) else {
    throw FourierError.stepLength(step, points: longest / step, most: most)
  }
  let counts = lengths.map { Int(($0 / step).rounded(.up)) }
  let kept = counts.indices.filter { counts[$0] >= 2 }
  guard !kept.isEmpty else { throw FourierError.shortPaths }
  let outcomes = try sweep.outcomes(of: kept.count, perShard: 8) { path in
    let pair = kept[path]
    let (a, b) = (drawn[pair].0 * width, drawn[pair].1 * width)
    var points = [Float](repeating: 0, count: counts[pair] * width)
    for point in 0..<counts[pair] {
      let share = Float(Double(point) * step / lengths[pair])
      for pixel in 0..<width {
        points[point * width + pixel] = set.pixels[a + pixel] + share * (set.pixels[b + pixel] - set.pixels[a + pixel])
      }
    }
    return points
  }
  return PathSensitivity(
    outcomes, leftOut: counts.count - kept.count, hasDistances: false, seed: seed,
    convention: "straight lines \(pairing == .withinClasses ? "within classes" : "between two classes") with a point "
      + "every \(step) in the images' own units; paths of fewer than two points left out; "
      + PathSensitivity.words(countsLastBin))
}

extension PathSensitivity {
  fileprivate init(
    _ outcomes: [PathOutcome], leftOut: Int = 0, hasDistances: Bool, seed: Int, convention: String
  ) {
    let fractions = outcomes.map(\.fraction)
    let distances = hasDistances ? outcomes.map(\.distance) : []
    let fraction = CellStatistics(fractions, count: fractions.count)
    let distance = CellStatistics(distances.map(Double.init), count: distances.count)
    self.init(
      highFrequencyFraction: fraction.mean, standardError: fraction.standardError,
      consistentDistance: hasDistances ? distance.mean : nil,
      consistentDistanceError: hasDistances ? distance.standardError : nil, fractions: fractions,
      consistentDistances: distances, pathCount: outcomes.count, leftOut: leftOut,
      pointCount: outcomes.reduce(0) { $0 + $1.points }, seed: seed, convention: convention)
  }

  fileprivate static func words(_ countsLastBin: Bool) -> String {
    "high: bins from ⌈0.1·N⌉ on of the N of the mean over classes of |rfft softmax|, the last bin "
      + (countsLastBin ? "included" : "excluded as in the reference code") + ", over all bins"
  }
}
