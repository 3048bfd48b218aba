import Geometry
import Testing

@Suite("The Fourier basis")
struct FourierBasisTests {
  @Test("Values at 32×32 are the golden ones")
  func golden() {
    let basis = FourierBasis(height: 32, width: 32)
    let first = basis.image(row: 16, column: 17)
    // The goldens have eight decimals.
    for (value, expected) in zip(first, [0.03125, 0.02455297, 0.01691238, 0.00862186]) {
      #expect(abs(value - expected) < 0.5e-8)
    }
    #expect(basis.image(row: 16, column: 16).allSatisfy { abs($0 - 0.03125) < 1e-17 })
    for (pixel, value) in basis.image(row: 0, column: 0).enumerated() {
      #expect(abs(value - ((pixel / 32 + pixel % 32) % 2 == 0 ? 0.03125 : -0.03125)) < 1e-17)
    }
    // Fifteen decimals, and a cosine rounded at 2⁻⁵³.
    #expect(abs(basis.image(row: 20, column: 9)[3 * 32 + 5] + 0.036746112575605) < 1e-15)
    let other = basis.conjugate(row: 20, column: 9)
    #expect(abs(basis.image(row: other.row, column: other.column)[3 * 32 + 5] - 0.024552967449597) < 1e-15)
  }

  @Test(
    "Distinct frequencies are counted by conjugate symmetry",
    arguments: [(32, 32, 514), (28, 28, 394), (5, 5, 13), (4, 7, 15), (1, 1, 1)])
  func distinct(height: Int, width: Int, count: Int) {
    let basis = FourierBasis(height: height, width: width)
    let cells = basis.distinctCells
    #expect(cells.count == count)
    var seen = Set<Int>()
    for cell in cells {
      let other = basis.conjugate(row: cell.row, column: cell.column)
      #expect(basis.conjugate(row: other.row, column: other.column) == cell)
      seen.insert(cell.row * width + cell.column)
      seen.insert(other.row * width + other.column)
    }
    #expect(seen.count == height * width)
  }

  @Test("All cells together are an orthonormal basis", arguments: [(4, 4), (5, 3), (6, 5), (1, 8)])
  func orthonormal(height: Int, width: Int) {
    let basis = FourierBasis(height: height, width: width)
    let images = (0..<height * width).map { basis.image(row: $0 / width, column: $0 % width) }
    for (i, a) in images.enumerated() {
      for (j, b) in images.enumerated() {
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-14)
      }
    }
  }
}
