/// The frequencies of a grid that are measured.
struct FrequencyBlock {
  let basis: FourierBasis
  /// One cell of each conjugate pair that has a cell in the block, in row-major order.
  let cells: [(row: Int, column: Int)]
  private let rows: Range<Int>
  private let columns: Range<Int>

  /// The centred block of `side` rows and columns, all of the grid without one.
  /// - Throws: `FourierError.block` unless from 1 to the shorter extent.
  init(_ basis: FourierBasis, side: Int?) throws(FourierError) {
    self.basis = basis
    if let side {
      let most = min(basis.height, basis.width)
      guard side >= 1, side <= most else { throw .block(side, most: most) }
      let top = basis.height / 2 - side / 2, left = basis.width / 2 - side / 2
      (rows, columns) = (top..<top + side, left..<left + side)
    } else {
      (rows, columns) = (0..<basis.height, 0..<basis.width)
    }
    let (rows, columns) = (rows, columns)
    cells = basis.distinctCells.filter { cell in
      let other = basis.conjugate(row: cell.row, column: cell.column)
      return [cell, other].contains { rows.contains($0.row) && columns.contains($0.column) }
    }
  }

  /// The grid of a value a cell, H·W numbers; NaN outside the block.
  func grid(_ values: [Double]) -> [Double] {
    var grid = [Double](repeating: .nan, count: basis.height * basis.width)
    for (cell, value) in zip(cells, values) {
      for place in [cell, basis.conjugate(row: cell.row, column: cell.column)]
      where rows.contains(place.row) && columns.contains(place.column) {
        grid[place.row * basis.width + place.column] = value
      }
    }
    return grid
  }
}
