import Glibc
import Tensors

/// The discrete Fourier transform of real planes of any extents, as two products with matrices of cosines and sines.
///
/// X(k, l) = Σ x(m, n)·e^(-2πi(km/H + ln/W)). For the sizes of images in data sets the products take less time than
/// reading the images.
struct PlaneTransform: Sendable {
  let height: Int
  let width: Int
  private let rows: Waves
  private let columns: Waves

  /// cos and sin of 2πkm/n, symmetric n×n matrices.
  private struct Waves: Sendable {
    let count: Int
    let cosines: [Double]
    let sines: [Double]

    init(_ count: Int) {
      self.count = count
      // Whole turns are taken off in integers, so that each angle is exact to rounding.
      let turns = (0..<count * count).map { 2 * .pi * Double($0 / count * ($0 % count) % count) / Double(count) }
      cosines = turns.map { cos($0) }
      sines = turns.map { sin($0) }
    }
  }

  /// Larger images would take too much memory for their waves.
  private static let most = 2_048

  /// - Throws: `FourierError.extent` for images above 2048 rows or columns.
  init(checking shape: ImageShape) throws(FourierError) {
    guard max(shape.height, shape.width) <= PlaneTransform.most else {
      throw .extent(shape, most: PlaneTransform.most)
    }
    height = shape.height
    width = shape.width
    rows = Waves(height)
    columns = height == width ? rows : Waves(width)
  }

  /// Real and imaginary part of the transform of a plane, frequency 0 first.
  /// - Complexity: O(HW(H + W)).
  func forward(_ plane: [Double]) -> (real: [Double], imaginary: [Double]) {
    let (c, s) = (product(plane, columns.cosines), product(plane, columns.sines))
    let (cc, ss) = (product(rows.cosines, c), product(rows.sines, s))
    let (sc, cs) = (product(rows.sines, c), product(rows.cosines, s))
    return (zip(cc, ss).map { $0 - $1 }, zip(sc, cs).map { -($0 + $1) })
  }

  /// Real part of the inverse transform, 1/(HW)·Σ X(k, l)·e^(2πi(km/H + ln/W)).
  /// - Complexity: O(HW(H + W)).
  func inverse(real: [Double], imaginary: [Double]) -> [Double] {
    let (realCosines, realSines) = (product(real, columns.cosines), product(real, columns.sines))
    let (otherCosines, otherSines) = (product(imaginary, columns.cosines), product(imaginary, columns.sines))
    let even = product(rows.cosines, zip(realCosines, otherSines).map { $0 - $1 })
    let odd = product(rows.sines, zip(realSines, otherCosines).map { $0 + $1 })
    return zip(even, odd).map { ($0 - $1) / Double(height * width) }
  }

  /// A·B with H or W terms: one of the two is a square matrix of waves.
  private func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var c = [Double](repeating: 0, count: height * width)
    let inner = a.count / height
    BLAS.multiply(MatrixOperand(a, height, inner), MatrixOperand(b, inner, width), into: &c)
    return c
  }

  /// The place of the transform's entry that stands at a cell of the shifted grid, zero frequency at (H/2, W/2).
  func index(row: Int, column: Int) -> Int {
    (row + height - height / 2) % height * width + (column + width - width / 2) % width
  }
}
