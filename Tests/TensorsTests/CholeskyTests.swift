import Tensors
import Testing

@Suite struct CholeskyTests {
  @Test("systems across several blocks are solved", arguments: [1, 5, 64, 65, 200])
  func solving(order: Int) throws {
    var stream = RandomStream(seed: order, name: "test")
    let b = (0..<order * order).map { _ in stream.nextNormal() }
    var a = [Double](repeating: 0, count: order * order)
    for row in 0..<order {
      for column in 0..<order {
        for inner in 0..<order { a[row * order + column] += b[row * order + inner] * b[column * order + inner] }
      }
      a[row * order + row] += Double(order)
    }
    let x = (0..<order).map { _ in stream.nextNormal() }
    let right = (0..<order).map { row in
      (0..<order).reduce(0.0) { $0 + a[row * order + $1] * x[$1] }
    }
    let solved = try #require(try Cholesky(a, order: order)).solve(right)
    // The condition number is at most about 5: eigenvalues from n to about 5 n.
    for (value, expected) in zip(solved, x) { #expect(abs(value - expected) < 1e-11) }
  }

  @Test("a matrix that is not positive definite has no factor")
  func indefinite() throws {
    #expect(try Cholesky([1, 0, 2, 1], order: 2) == nil)
    #expect(try Cholesky([0], order: 1) == nil)
    #expect(try Cholesky([.nan], order: 1) == nil)
  }
}
