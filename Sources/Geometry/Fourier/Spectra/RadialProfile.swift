import Glibc
public import Tensors

/// A quantity of frequencies against their distance from frequency 0.
public struct RadialProfile: Hashable, Sendable {
  /// The distance of each ring in waves an image: ring r holds the frequencies with √(k² + l²) nearest to r.
  public let radii: [Double]
  /// Means over the frequencies of a ring, conjugate ones counted twice as the grid does.
  public let means: [Double]
  /// Standard errors of the means from those of the frequencies, as if the frequencies' errors had nothing in common;
  /// the same images make them agree a little, so these are lower bounds.
  public let standardErrors: [Double]
  /// Standard deviations within each ring, over its frequencies: what the direction makes of it.
  public let spreads: [Double]
  /// Frequencies in each ring that have a value.
  public let counts: [Int]
}

/// The means of a grid over rings of equal frequency; cells that are NaN are left out, and so are rings without a cell.
/// - Parameters:
///   - grid: [H, W], frequency 0 at (H/2, W/2), such as a heat map's errors.
///   - standardErrors: of the same shape; conjugate cells are one measurement.
/// - Throws: `FourierError.grid` unless both are matrices of one shape.
/// - Complexity: O(HW).
public func radialProfile(of grid: Tensor, standardErrors: Tensor) throws(FourierError) -> RadialProfile {
  guard grid.rank == 2, grid.count > 0, standardErrors.shape == grid.shape else {
    throw .grid(grid.shape, standardErrors.shape)
  }
  let basis = FourierBasis(height: grid.shape[0], width: grid.shape[1])
  var rings: [Int: [(cell: Int, value: Double, weight: Double)]] = [:]
  for row in 0..<basis.height {
    for column in 0..<basis.width {
      let cell = row * basis.width + column
      let value = grid.element(cell)
      if value.isNaN { continue }
      let down = Double(row - basis.height / 2), across = Double(column - basis.width / 2)
      let other = basis.conjugate(row: row, column: column)
      let isAlone = other == (row, column) || grid.element(other.row * basis.width + other.column).isNaN
      rings[Int(hypot(down, across).rounded()), default: []].append((cell, value, isAlone ? 1 : 2))
    }
  }
  let radii = rings.keys.sorted()
  let cells = radii.map { rings[$0] ?? [] }
  let means = cells.map { ring in ring.reduce(0) { $0 + $1.value } / Double(ring.count) }
  return RadialProfile(
    radii: radii.map(Double.init), means: means,
    // The two cells of a conjugate pair have one error: its square counts twice in a sum over cells.
    standardErrors: cells.map { ring in
      ring.reduce(0) { sum, each in
        let error = standardErrors.element(each.cell)
        return sum + each.weight * error * error
      }.squareRoot() / Double(ring.count)
    },
    spreads: zip(cells, means).map { ring, mean in
      (ring.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / Double(ring.count)).squareRoot()
    }, counts: cells.map(\.count))
}
