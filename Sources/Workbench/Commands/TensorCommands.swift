import CommandLanguage
import Tensors

extension CommandModule {
  /// Arrays of numbers.
  static let tensors = CommandModule("tensors", summary: "Arrays of numbers: making them, arithmetic, products.") {
    Command(
      "tensor", "Makes an array from numbers or nested arrays of numbers, in double precision.",
      .positional("values", Value.self, "a number, or arrays of equal length nested to any depth"),
      result: Tensor.valueType, example: "tensor([[1, 2], [3, 4]])"
    ) { call, values in
      try NestedNumbers(values, call).tensor
    }
    TypeDeclaration(Tensor.self, "An array of numbers in single or double precision, laid out row by row.") {
      Property("shape", "The extents, outermost axis first.") { $0.shape.extents }
      Property("count", "The number of elements.") { $0.count }
      Property("mean", "The arithmetic mean of all elements.", formula: "Σx / n") { $0.mean }
      Property("sum", "The sum of all elements.", formula: "Σx") { $0.sum }
      Property("standardDeviation", "The population standard deviation.", formula: "√(Σ(x - mean)² / n)") {
        $0.standardDeviation
      }
      Property("norm", "The Euclidean norm.", formula: "√Σx²") { $0.norm }
      Property("max", "The largest element; nil when there is none.") { $0.maximum }
      Property("min", "The smallest element; nil when there is none.") { $0.minimum }
      Property("values", "The elements as an array of Double, row by row.") { $0.doubles }
      Property("transposed", "The transpose of a matrix.") { try $0.transposed() }
      Method(
        "matmul", "The matrix product.",
        .positional("other", Tensor.self, "a matrix with as many rows as this has columns"),
        formula: "Cᵢⱼ = Σₖ AᵢₖBₖⱼ", example: "tensor([[1, 2]]).matmul(tensor([[3], [4]]))"
      ) { call, tensor, other in
        let inner = Double(tensor.shape.extents.last ?? 0)
        return try call.working(operations: 2 * Double(tensor.count) * Double(other.count) / max(inner, 1)) {
          try tensor.matmul(other, checkpoint: $0)
        }
      }
      Method(
        "reshaped", "The same elements under another shape.",
        .positional("shape", [Int].self, "extents whose product is the number of elements"),
        example: "tensor([1, 2, 3, 4]).reshaped([2, 2])"
      ) { call, tensor, extents in
        guard let shape = Shape(checking: extents) else {
          throw call.invalid("shape", expected: "extents of at least 0", found: "\(extents)")
        }
        return try tensor.reshaped(shape)
      }
      Subscript("One row, or one element of a vector.", .positional("index", Int.self, "from 0")) { _, tensor, index in
        let row = try tensor.row(index)
        return row.rank == 0 ? Value.double(row.element(0)) : row.value
      }
      Subscript("Consecutive rows.", .positional("rows", Range<Int>.self, "from … up to, but not with")) {
        _, tensor, rows in
        try tensor.rows(rows)
      }
      Subscript(
        "One element of a matrix.", .positional("row", Int.self, "from 0"), .positional("column", Int.self, "from 0")
      ) {
        _, tensor, row, column in try tensor.row(row).row(column).element(0)
      }
    }
    Tensor.Operation.allCases.flatMap { operation in
      [
        OperatorDeclaration(operation.rawValue) { (a: Tensor, b: Tensor) in try Tensor.combine(a, operation, b) },
        OperatorDeclaration(operation.rawValue) { (a: Tensor, b: Double) in
          try Tensor.combine(a, operation, a.scalar(b))
        },
        OperatorDeclaration(operation.rawValue) { (a: Double, b: Tensor) in
          try Tensor.combine(b.scalar(a), operation, b)
        },
      ].map { CommandBuilder.Declaration.operator($0) }
    }
    OperatorDeclaration(prefix: "-") { (a: Tensor) in a.map { -$0 } }
  }
}

extension Tensor {
  /// A scalar of the array's own precision, so that `images * 2` stays in single precision.
  fileprivate func scalar(_ value: Double) -> Tensor {
    isDouble ? Tensor([], [value]) : Tensor([], [Float(value)])
  }
}

/// Numbers out of nested arrays, each level of one length.
private struct NestedNumbers {
  var extents: [Int] = []
  var numbers: [Double] = []

  init(_ value: Value, _ call: CallContext) throws {
    var level = value
    while let elements = level.arrayElements {
      extents.append(elements.count)
      guard let first = elements.first else { break }
      level = first
    }
    try collect(value, depth: 0, path: "", call)
  }

  var tensor: Tensor { Tensor(Shape(extents), numbers) }

  private mutating func collect(_ value: Value, depth: Int, path: String, _ call: CallContext) throws {
    if depth < extents.count, let elements = value.arrayElements {
      guard elements.count == extents[depth] else {
        throw call.invalid(
          "values", expected: "\(extents[depth]) elements in each array of depth \(depth + 1)",
          found: "\(elements.count) at values\(path)")
      }
      for (index, element) in elements.enumerated() {
        try collect(element, depth: depth + 1, path: "\(path)[\(index)]", call)
      }
      return
    }
    switch value {
    case .int(let number) where depth == extents.count: numbers.append(Double(number))
    case .double(let number) where depth == extents.count: numbers.append(number)
    case .float(let number) where depth == extents.count: numbers.append(Double(number))
    default:
      throw call.invalid(
        "values", expected: depth < extents.count ? "an array" : "a number", found: "\(value.typeText) at values\(path)"
      )
    }
  }
}
