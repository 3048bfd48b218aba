import Glibc

/// Real images of unit norm whose spectrum is one frequency and its conjugate.
///
/// For height H and width W frequency zero stands at (H/2, W/2), rounded down. With k = (i - H/2, j - W/2),
/// U(m, n) = √(2/HW)·cos(2π(k₁m/H + k₂n/W) + π/4); where a frequency is its own conjugate,
/// U(m, n) = cos(2π(k₁m/H + k₂n/W))/√(HW), a pattern of two signs.
///
/// Source: Yin et al., "A Fourier perspective on model robustness in computer vision", arXiv:1906.08988.
public struct FourierBasis: Hashable, Sendable {
  /// Rows H.
  public let height: Int
  /// Columns W.
  public let width: Int

  /// The basis of a grid.
  /// - Precondition: both extents are positive.
  public init(height: Int, width: Int) {
    precondition(height > 0 && width > 0, "a Fourier basis needs positive extents")
    self.height = height
    self.width = width
  }

  /// The cell of the conjugate frequency: the image of (i, j) under k → -k.
  public func conjugate(row: Int, column: Int) -> (row: Int, column: Int) {
    ((2 * (height / 2) - row + height) % height, (2 * (width / 2) - column + width) % width)
  }

  /// One cell of each conjugate pair, the first in row-major order: 514 of 1024 for 32×32.
  public var distinctCells: [(row: Int, column: Int)] {
    (0..<height).flatMap { row in (0..<width).map { (row: row, column: $0) } }.filter { cell in
      let other = conjugate(row: cell.row, column: cell.column)
      return (cell.row, cell.column) <= (other.row, other.column)
    }
  }

  /// The basis image of a cell, H·W values row by row, in the orientation of the cell itself.
  /// - Precondition: the cell is within the grid.
  /// - Complexity: O(H·W).
  public func image(row: Int, column: Int) -> [Double] {
    precondition((0..<height).contains(row) && (0..<width).contains(column), "a frequency is outside the grid")
    let other = conjugate(row: row, column: column)
    let isOwnConjugate = other == (row, column)
    let amplitude = ((isOwnConjugate ? 1 : 2) / Double(height * width)).squareRoot()
    let phase = isOwnConjugate ? 0 : Double.pi / 4
    let down = row - height / 2, across = column - width / 2
    return (0..<height).flatMap { m in
      (0..<width).map { n in
        // Whole turns are taken off in integers, so that the angle is exact to rounding.
        let turns = Double((down * m) % height) / Double(height) + Double((across * n) % width) / Double(width)
        return amplitude * cos(2 * .pi * turns + phase)
      }
    }
  }

  /// The basis image of a cell of a grid; see `image(row:column:)`.
  public static func image(height: Int, width: Int, row: Int, column: Int) -> [Double] {
    FourierBasis(height: height, width: width).image(row: row, column: column)
  }
}
