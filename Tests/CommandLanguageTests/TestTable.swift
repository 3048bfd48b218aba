import CommandLanguage

/// A stand-in for a network: the language knows no domain, so the tests bring their own.
struct Net: ForeignValue, Equatable {
  static let typeName = "Network"
  var widths: [Int]
  var displayText: String { "Network(\(widths.map(String.init).joined(separator: "-")))" }
}

/// A way to score weights.
enum Score: ForeignValue, Equatable {
  static let typeName = "PruningScore"
  case magnitude, random(seed: Int)
  var displayText: String {
    switch self {
    case .magnitude: "magnitude"
    case .random(let seed): "random(\(seed))"
    }
  }
}

/// A vector with arithmetic.
struct Vector: ForeignValue, Equatable {
  static let typeName = "Tensor"
  var values: [Double]
  var displayText: String { "Tensor\(values)" }
}

struct TestFailure: Error {
  var reason: String
}

/// The commands of the tests.
func testTable() throws -> CommandTable {
  try CommandTable(modules: [
    CommandModule("networks", summary: "Networks.") {
      TypeDeclaration(Net.self, "A network.") {
        Property("parameterCount", "how many weights") { $0.widths.reduce(0, +) }
        Property("layers", "the widths") { net in net.widths }
        Method("widened", "a wider copy", .positional("k", Int.self, default: 1, "how much")) { call, net, k in
          guard k > 0 else { throw call.invalid("k", expected: "a positive number", found: "\(k)", mend: "write 1") }
          return Net(widths: net.widths.map { $0 + k })
        }
      }
      TypeDeclaration(Score.self, "A score.") {
        StaticMember("magnitude", "by size") { Score.magnitude }
        StaticMember("layered", "a layer at a time") { Score.magnitude }
        StaticMethod("layered", "at rates", .positional("rates", [Double].self, "the rates")) { _, rates in
          Score.random(seed: rates.count)
        }
        StaticMethod("random", "by chance", .labelled("seed", Int.self, default: 0, "the seed")) { _, seed in
          Score.random(seed: seed)
        }
      }
      TypeDeclaration(Vector.self, "A vector.") {
        Property("count", "how many") { $0.values.count }
        Subscript("one number", .positional("index", Int.self, "which")) { call, vector, index in
          guard vector.values.indices.contains(index) else {
            throw call.invalid("index", expected: "an index below \(vector.values.count)", found: "\(index)")
          }
          return vector.values[index]
        }
      }
      OperatorDeclaration("+") { (a: Vector, b: Vector) in Vector(values: zip(a.values, b.values).map { $0 + $1 }) }
      OperatorDeclaration("*") { (a: Vector, b: Double) in Vector(values: a.values.map { $0 * b }) }
      OperatorDeclaration("*") { (a: Double, b: Vector) in Vector(values: b.values.map { $0 * a }) }
      OperatorDeclaration(prefix: "-") { (a: Vector) in Vector(values: a.values.map { -$0 }) }
      Command("mlp", "Makes a network.", .positional("widths", [Int].self, "the widths"), example: "mlp([2, 3])") {
        _, widths in
        Net(widths: widths)
      }
      Command("tensor", "Makes a vector.", .positional("values", [Double].self, "the numbers")) { _, values in
        Vector(values: values)
      }
      Command(
        "train", "Trains a copy of a network.", .positional("net", Net.self, "where to start"),
        .labelled("on", [Double].self, "the data"),
        .labelled("epochs", Int.self, default: 10, "how long", unit: "epochs"),
        .labelled("rate", Double.self, default: 1e-3, "the step"), .labelled("seed", Int?.self, "the random seed"),
        purity: .pure(hint: "'net' is unchanged; use the result"), formula: "w ← w - rate ∇L",
        example: "train(mlp([2]), on: [1])",
        paper: "doi:10.1000/test"
      ) { call, net, data, epochs, rate, seed in
        guard epochs > 0 else {
          throw call.invalid("epochs", expected: "at least 1", found: "\(epochs)", mend: "write 'epochs: 1'")
        }
        return Net(widths: net.widths + [epochs, data.count, seed ?? -1])
      }
      Command(
        "prune", "Prunes.", .positional("net", Net.self, "what"), .labelled("toSparsity", Double.self, "how far"),
        .labelled("by", Score.self, default: .magnitude, "the score")
      ) { call, net, sparsity, score in "\(net.displayText) \(sparsity) \(score.displayText)" }
      Command("regions", "Counts on a line.", .labelled("from", Double.self, "a"), .labelled("to", Double.self, "b")) {
        _, a, b in b - a
      }
      Command(
        "regions", "Counts in a plane.", .labelled("origin", Double.self, "o"),
        .labelled("extent", Double.self, default: 1, "e")
      ) { _, _, e in e }
      Command("plot", "Shows.", .positional("value", Value.self, "what")) { call, value in
        call.host.show(value, id: nil)
      }
      Command(
        "repeated", "Runs a function.", .labelled("times", Int.self, default: 2, "how often"),
        .positional("body", FunctionValue.self, "what", signature: .function([.int], .unknown))
      ) { call, times, body in
        try (0..<times).map { try call.apply(body, to: [.int($0)]) }
      }
      Command(
        "read", "Reads a file.", .positional("path", String.self, "where it is", isPath: true),
        .labelled("as", String.self, default: "text", "how to read it")
      ) { _, path, _ in path }
      Command("fail", "Fails.") { _ in throw TestFailure(reason: "no such file") }
    }
  ])
}
