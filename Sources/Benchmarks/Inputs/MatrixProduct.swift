import Tensors

/// A single-precision product C = A·B with its memory, for timing the library alone.
final class MatrixProduct {
  private let a: MatrixOperand<Float>
  private let b: MatrixOperand<Float>
  private var c: [Float]
  /// Floating-point operations: 2·m·k·n.
  let operations: Double

  /// A of rows × inner, B of inner × columns, either one stored as its transpose.
  /// - Precondition: all extents are positive.
  init(_ rows: Int, _ inner: Int, _ columns: Int, transposingA: Bool = false, transposingB: Bool = false) {
    precondition(rows > 0 && inner > 0 && columns > 0)
    a = MatrixOperand(MatrixProduct.numbers(rows * inner), rows, inner, isTransposed: transposingA)
    b = MatrixOperand(MatrixProduct.numbers(inner * columns), inner, columns, isTransposed: transposingB)
    c = [Float](repeating: 0, count: rows * columns)
    operations = 2 * Double(rows) * Double(inner) * Double(columns)
  }

  /// Computes it.
  func run() { BLAS.multiply(a, b, into: &c) }

  /// Small numbers without subnormals.
  private static func numbers(_ count: Int) -> [Float] { (0..<count).map { Float($0 % 17) * 0.125 - 1 } }
}
