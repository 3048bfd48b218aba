import Tensors
import TestSupport
import Testing

@Suite("Tensors")
struct TensorTests {
  let matrix = Tensor([2, 3], [1, 2, 3, 4, 5, 6] as [Float])

  @Test("Rows, ranges and gathers take the first axis")
  func slicing() throws {
    #expect(try matrix.row(1) == Tensor([3], [4, 5, 6] as [Float]))
    #expect(try matrix.rows(0..<1) == Tensor([1, 3], [1, 2, 3] as [Float]))
    #expect(try matrix.rows(1..<1).shape == [0, 3])
    #expect(try matrix.gather([1, 0, 1]).floats == [4, 5, 6, 1, 2, 3, 4, 5, 6])
    #expect(try matrix.row(0).row(2).element(0) == 3)
  }

  @Test("An index outside the axis is an error that names it")
  func badIndex() {
    #expect(throws: TensorError.index(2, axis: 0, extent: 2)) { try matrix.row(2) }
    #expect(throws: TensorError.index(-1, axis: 0, extent: 2)) { try matrix.gather([-1]) }
    #expect(throws: TensorError.index(3, axis: 0, extent: 2)) { try matrix.rows(0..<3) }
    #expect(throws: TensorError.rank(operation: "subscript", expected: 1, found: [])) {
      try Tensor([], [1] as [Float]).row(0)
    }
  }

  @Test("Arithmetic broadcasts as NumPy does", arguments: Tensor.Operation.allCases)
  func broadcasting(operation: Tensor.Operation) throws {
    let column = Tensor([2, 1], [10, 20] as [Float])
    let row = Tensor([3], [1, 2, 3] as [Float])
    func apply(_ a: Float, _ b: Float) -> Float {
      switch operation {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      case .divide: a / b
      }
    }
    let outer = try Tensor.combine(column, operation, row)
    #expect(outer.shape == [2, 3])
    #expect(outer.floats == [10, 10, 10, 20, 20, 20].enumerated().map { apply($1, Float($0 % 3 + 1)) })
    #expect(
      try Tensor.combine(matrix, operation, row).floats == (0..<6).map { apply(Float($0 + 1), Float($0 % 3 + 1)) })
    #expect(throws: TensorError.self) { try Tensor.combine(matrix, operation, Tensor([2], [1, 2] as [Float])) }
  }

  @Test("Float with Float stays Float, anything else is Double")
  func precision() throws {
    let double = Tensor([2, 3], [Double](repeating: 0.1, count: 6))
    #expect(try Tensor.combine(matrix, .add, matrix).isDouble == false)
    #expect(try Tensor.combine(matrix, .add, double).doubles[0] == 1.1)
  }

  @Test("Reductions match their definitions and say NaN")
  func reductions() {
    #expect(matrix.sum == 21 && matrix.mean == 3.5 && matrix.maximum == 6 && matrix.minimum == 1)
    #expect(matrix.standardDeviation.isClose(to: (35.0 / 12).squareRoot(), within: .summation(terms: 6)))
    let broken = Tensor([3], [1, .nan, 2] as [Double])
    #expect(broken.maximum?.isNaN == true && broken.firstNonFinite == 1)
    let empty = Tensor([0, 4], [Float]())
    #expect(empty.mean.isNaN && empty.maximum == nil && empty.sum == 0)
  }

  @Test("The largest of equal elements is the first")
  func argmax() throws {
    #expect(try Tensor([2, 3], [1, 3, 3, 2, 1, 0] as [Float]).argmaxRows() == [1, 0])
    #expect(throws: TensorError.empty(operation: "argmax")) { try Tensor([2, 0], [Float]()).argmaxRows() }
  }

  /// The naive product sums in the same order as no BLAS does: k terms of products in [-1, 1].
  @Test("Products match the naive triple loop", arguments: [(1, 1, 1), (3, 5, 2), (17, 64, 33), (4, 0, 3), (0, 2, 2)])
  func products(m: Int, k: Int, n: Int) throws {
    let a = ReferencePoints.uniform(m, k, seed: 11), b = ReferencePoints.uniform(k, n, seed: 12)
    let x = a.doubles, y = b.doubles
    let naive = (0..<m).flatMap { i in
      (0..<n).map { j in (0..<k).reduce(0.0) { $0 + x[i * k + $1] * y[$1 * n + j] } }
    }
    let product = try a.matmul(b)
    #expect(product.shape == [m, n])
    for (value, expected) in zip(product.doubles, naive) {
      #expect(value.isClose(to: expected, within: .summation(terms: k)))
    }
    let single = try Tensor([m, k], a.floats).matmul(Tensor([k, n], b.floats))
    for (value, expected) in zip(single.doubles, naive) {
      #expect(value.isClose(to: expected, within: .summation(terms: k + 2, epsilon: Double(Float.ulpOfOne))))
    }
    #expect(try b.transposed().matmul(a.transposed()).transposed().shape == product.shape)
  }

  @Test("A product cut into panels is that of its columns, the same bits on one thread and two, and can be stopped")
  func panels() throws {
    // 2·m·k·n is 3.3 GFLOP, so that both rows and columns are cut.
    let a = ReferencePoints.uniform(130, 4000, seed: 13), b = ReferencePoints.uniform(4000, 3200, seed: 14)
    let whole = try a.matmul(b)
    let values = b.doubles
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    #expect(try a.matmul(b) == whole)
    for column in [0, 63, 390, 391, 1599, 3199] {
      let alone = try a.matmul(Tensor([4000, 1], (0..<4000).map { values[$0 * 3200 + column] }))
      for row in 0..<130 {
        let value = whole.doubles[row * 3200 + column]
        #expect(value.isClose(to: alone.doubles[row], within: .summation(terms: 4000)))
      }
    }
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try a.matmul(b, checkpoint: Checkpoint(flag: flag)) }
  }

  @Test("Shapes that do not fit are errors that name both")
  func badShapes() {
    #expect(throws: TensorError.shapes(operation: "matmul", [2, 3], [2, 3])) { try matrix.matmul(matrix) }
    #expect(throws: TensorError.reshape(from: [2, 3], to: [4])) { try matrix.reshaped([4]) }
    #expect(Shape(checking: [Int.max, 2]) == nil && Shape(checking: [-1]) == nil)
  }
}
