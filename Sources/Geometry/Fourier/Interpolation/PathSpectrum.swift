import Glibc
public import Tensors

/// The fraction of high frequencies in what a classifier answers along a path.
///
/// With p(t) the probabilities at T points, the mean over the classes of |rfft p| has N = ⌊T/2⌋ + 1 bins; the fraction
/// is that of the bins from ⌈0.1·N⌉ on among all bins, the constant one included.
/// - Parameters:
///   - probabilities: [T, classes].
///   - countsLastBin: whether the last bin counts as high; in the reference code it does not, by an index that ends one
///     too early.
/// - Throws: `FourierError.grid` unless a matrix with a column, `.steps` below two points or above 65536.
/// - Complexity: O(T²·classes).
///
/// Source: Fridovich-Keil et al., "Models out of line", arXiv:2207.04075, after their code.
public func highFrequencyFraction(
  ofPath probabilities: Tensor, countsLastBin: Bool = false
) throws(FourierError) -> Double {
  guard probabilities.rank == 2, probabilities.shape[1] > 0 else {
    throw .grid(probabilities.shape, probabilities.shape)
  }
  let steps = probabilities.shape[0]
  guard steps >= 2, steps <= 65_536 else { throw .steps(steps, most: 65_536) }
  return PathSpectrum(steps: steps).highFraction(
    probabilities.doubles, classes: probabilities.shape[1], countsLastBin: countsLastBin)
}

/// The waves along a path of T points.
struct PathSpectrum {
  let steps: Int
  private let cosines: [Double]
  private let sines: [Double]

  init(steps: Int) {
    self.steps = steps
    let angles = (0..<steps).map { 2 * .pi * Double($0) / Double(steps) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
  }

  /// - Parameter values: [steps, classes].
  func highFraction(_ values: [Double], classes: Int, countsLastBin: Bool) -> Double {
    let bins = steps / 2 + 1
    // ⌈bins/10⌉ in integers.
    let first = (bins + 9) / 10, last = countsLastBin ? bins : bins - 1
    var all = 0.0, high = 0.0
    values.withUnsafeBufferPointer { values in
      for bin in 0..<bins {
        var sum = 0.0
        for column in 0..<classes {
          var real = 0.0, imaginary = 0.0
          var turn = 0
          for step in 0..<steps {
            let value = values[step * classes + column]
            real += value * cosines[turn]
            imaginary += value * sines[turn]
            turn += bin
            if turn >= steps { turn -= steps }
          }
          sum += (real * real + imaginary * imaginary).squareRoot()
        }
        all += sum
        if bin >= first, bin < last { high += sum }
      }
    }
    return high / all
  }
}
