import CommandLanguage
import Figures
import Tensors
import Testing
import Workbench

/// How values look: their texts to the character, their richer forms by what they hold.
@Suite("Forms of values")
struct FormTests {
  /// Cells whose values people look at, one of a kind.
  static let cells = [
    "digits()", "digits().test", "digits().test[3]", "digits().test[0..<0]", "mlp([64, 300, 100, 10])",
    "train(mlp([64, 30, 10]), on: digits(), epochs: 3)", "train(mlp([64, 10]), on: digits(), epochs: 3).history",
    "lottery(mlp([64, 10]), on: digits(), rounds: 2, epochs: 2)",
    "lottery(mlp([64, 10]), on: digits(), rounds: 1, epochs: 1).rounds", "mlp([64, 30, 10]).layers",
    "digits().train.inputs", "digits().train.inputs.reshaped([1397, 8, 8])", "mlp([784, 300, 10])[\"fc1.weight\"]",
    "tensor(Array(0..<1000))", "intrinsicDimension(digits().train.inputs)",
    "hullMembership(of: digits().test.inputs, in: digits().train.inputs)",
    "linearRegions(of: mlp([64, 30, 10]), from: digits().test.inputs[0], to: digits().test.inputs[1])",
    "linearRegions(of: mlp([64, 10, 10]), from: digits().test.inputs[0], to: digits().test.inputs[1]).breakpoints",
    "fourierHeatMap(of: mlp([64, 10]), on: digits().test[0..<20])", "Array(0..<10000)",
    "(0..<1000).map { i in (0..<1000).map { j in i * j } }", "(0..<100).map { \"word \\($0)\" }",
    "Dictionary(uniqueKeysWithValues: (0..<1000).map { ($0, String($0)) })", "Set(0..<1000)",
    "(name: \"x\", values: Array(0..<1000), more: [Array(0..<100)])", "(0..<1000).map { (n: $0, square: $0 * $0) }",
    "struct P { var x: [Int]; var name = String(repeating: \"long \", count: 50) }\nP(x: Array(0..<1000))", "history()",
    "variables()",
  ]

  @Test("Every form fits a terminal of 80 columns, is short, and shows no address", arguments: cells)
  func terminal(_ cell: String) throws {
    let text = try Bench().text(cell)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(!text.isEmpty && lines.count <= 24, "\(text)")
    for line in lines { #expect(line.count <= 80, "\(line)") }
    #expect(!text.contains("0x") && !text.contains("error["))
  }

  @Test("Two sessions show the same bytes in every form")
  func determinism() throws {
    let benches = [try Bench(), try Bench()]
    for cell in Self.cells {
      let bundles = benches.map { $0.run(cell).report.result }
      #expect(bundles[0] != nil && bundles[0] == bundles[1], "\(cell)")
    }
  }

  @Test(
    "The text of plain values",
    arguments: [
      (
        "Array(0..<10000)",
        "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,\n"
          + " 21, …, 9995, 9996, 9997, 9998, 9999] (10,000 elements)"
      ),
      ("[1, 2, 3]", "[1, 2, 3]"), ("[[1, 2], []]", "[[1, 2], []]"), ("[Int]()", "[]"),
      ("\"a \\\"b\\\"\"", "\"a \\\"b\\\"\""),
      ("\"one\\n  two \\\"2\\\"\\\\\"", "\"\"\"\none\n  two \"2\"\\\\\n\"\"\""), ("\"\\u{1B}[31m\"", "\"\\u{1B}[31m\""),
      ("[\"a\": [1, 2]]", "[\"a\": [1, 2]]"), ("Int(\"7\")", "Optional(7)"), ("Int(\"x\")", "nil"),
      ("0..<10", "0..<10"),
      ("1...2.5", "1.0...2.5"), ("(1, b: \"x\")", "(1, b: \"x\")"), ("Int.self", "Int"), ("[1.5, 2]", "[1.5, 2.0]"),
      ("let t: Tensor? = tensor([1, 2])\nt", "Tensor [2] Double, 1 to 2, mean 1.5\n  1  2"),
      ("[Int(\"7\"), nil]", "[Optional(7), nil]"), ("{ (a: Int) in a + 1 }", "(Int) -> Int"),
      (
        "func area(of a: [Double], scale: Double = 1) -> Double { a[0] * scale }\narea",
        "area(of: [Double], scale: Double) -> Double"
      ),
      ("[mlp([64, 10])]", "[Network 64-10: 650 parameters, sparsity 0 %]"),
      ("enum E { case a; case b(Int, name: String) }\n[E.a, E.b(3, name: \"x\")]", "[a, b(3, name: \"x\")]"),
    ])
  func plain(_ cell: String, _ expected: String) throws {
    #expect(try Bench().text(cell) == expected)
  }

  @Test("A function is shown by its signature, a long one with a line for each parameter")
  func signatures() throws {
    let bench = try Bench()
    #expect(bench.text("sleep") == "sleep(_ seconds: Double)")
    let lines = bench.text("train").split(separator: "\n")
    #expect(lines.first == "train(" && lines.last == ") -> TrainingRun", "\(lines)")
    #expect(lines.contains("  epochs: Int = 10,") && lines.contains { $0.hasPrefix("  batch: Int = ") }, "\(lines)")
    #expect(
      bench.text(
        "func widths(_ a: (Int, String), names: [String: [Int]], scale: Double, to: Double) -> (Int, Int) { (1, 2) }\nwidths"
      )
        == "widths(\n  _ a: (Int, String),\n  names: [String: [Int]],\n  scale: Double,\n  to: Double\n) -> (Int, Int)")
    #expect(bench.text("[sleep]") == "[sleep(_ seconds: Double)]")
  }

  @Test("print writes everything, as in Swift; only results are shortened")
  func printing() throws {
    let output = try Bench().run("let a = Array(0..<10000)\nprint(a)\nprint(\"x\")").output
    #expect(output.printed == (0..<10000).description + "\nx\n" || output.printed.utf8.count > 50_000)
    #expect(output.printed.contains(", 5000, 5001, ") && output.printed.hasSuffix("9999]\nx\n"))
  }

  @Test("Long parts are shortened inside of short wholes, to any depth")
  func nesting() throws {
    let bench = try Bench()
    let deep = bench.text("var x: [Any] = [Array(0..<10000)]\nfor _ in 0..<100 { x = [x, 1] }\nx")
    #expect(deep.utf8.count < 400 && deep.contains("…"), "\(deep)")
    let optional = bench.text("let o: [Int]? = Array(0..<10000)\no")
    #expect(optional.hasPrefix("Optional([0, 1, 2") && optional.hasSuffix("9999] (10,000 elements))"), "\(optional)")
    let pairs = bench.text("[\"alpha\": Array(0..<1000), \"beta\": Array(0..<1000)]")
    #expect(pairs.contains("\"alpha\": [0, 1") && pairs.contains("999] (1,000),\n \"beta\""), "\(pairs)")
    let text = bench.text("String(repeating: \"xyz\", count: 100000)")
    #expect(text.utf8.count < 1000 && text.hasSuffix("…\" (300,000 bytes)"), "\(text)")
    let lines = bench.text("String(repeating: \"line\\n\", count: 1000)")
    #expect(lines.split(separator: "\n").count < 50 && lines.hasSuffix("\"\"\" (5,000 bytes)"), "\(lines)")
    #expect(bench.text("String(repeating: \"👩‍🔬\", count: 100000)").count < 1000)
  }

  @Test("A form costs the same however large the value is")
  func cost() throws {
    func seconds(_ count: Int) throws -> Double {
      let bench = try Bench()
      let (report, _) = bench.run(
        """
        let numbers = Array(0..<\(count))
        struct Pair { var a: Int; var b: Int }
        let pairs = numbers.map { Pair(a: $0, b: $0) }
        let table = [numbers, numbers]
        let words = Dictionary(uniqueKeysWithValues: numbers.map { ($0, $0) })
        let text = String(repeating: "word ", count: \(count))
        let all = (numbers, pairs, words, text)
        """)
      #expect(report.failures.isEmpty, "\(report.failures.map(\.text))")
      return ["numbers", "pairs", "table", "words", "text", "all"].map { name in
        (0..<5).map { _ in ContinuousClock().measure { _ = bench.workbench.evaluate(name) } / .seconds(1) }.min() ?? 0
      }.reduce(0, +)
    }
    // A form that looked at the elements would take a hundred times as long; 10 is beyond any noise.
    #expect(try seconds(200_000) < 10 * seconds(2_000))
  }

  @Test("Numbers that are none are counted, and the range is of the others")
  func notFinite() throws {
    let bench = try Bench()
    #expect(
      bench.text("tensor([[1, 0.0 / 0.0], [-1.0 / 0.0, 4.25]])")
        == "Tensor [2, 2] Double, 1 to 4.25, mean 2.625 where finite, 1 NaN, 1 infinite\n  1.00   NaN\n    −∞  4.25")
    #expect(bench.text("tensor([0.0 / 0.0, 0.0 / 0.0])") == "Tensor [2] Double, 2 NaN\n  NaN  NaN")
    #expect(
      bench.text("tensor(Array(repeating: 1.0, count: 1001) + [0.0 / 0.0])")
        .hasPrefix("Tensor [1002] Double, all 1 where finite, 1 NaN\n"))
    #expect(bench.text("tensor([1e300, -1e300])").hasPrefix("Tensor [2] Double, −10³⁰⁰ to 10³⁰⁰, mean 0\n"))
    #expect(bench.text("tensor([1.7e308, 1.7e308, 1.7e308, 1.7e308])").hasPrefix("Tensor [4] Double, all 1.7×10³⁰⁸"))
  }

  @Test(
    "Tensors of any shape",
    arguments: [
      ("tensor(3.5)", "3.5"), ("tensor([Double]())", "Tensor [0] Double, empty"),
      ("tensor([1, 2]).reshaped([1, 1, 2])", "Tensor [1, 1, 2] Double, 1 to 2, mean 1.5\n  1  2"),
      ("tensor([0.5, -0.25])", "Tensor [2] Double, −0.25 to 0.5, mean 0.125\n   0.50  −0.25"),
      (
        "tensor(Array(0..<12)).reshaped([3, 2, 2])",
        "Tensor [3, 2, 2] Double, 0 to 11, mean 5.5\n  [0] of 3 matrices:\n  0  1\n  2  3"
      ),
      (
        "tensor(Array(0..<40)).reshaped([40, 1])",
        "Tensor [40, 1] Double, 0 to 39, mean 19.5\n   0\n   1\n   2\n   3\n  ⋮\n  37\n  38\n  39"
      ),
      (
        "tensor(Array(0..<200)).reshaped([2, 100])",
        "Tensor [2, 100] Double, 0 to 199, mean 99.5\n"
          + "    0    1    2    3    4    5    6  …   93   94   95   96   97   98   99\n"
          + "  100  101  102  103  104  105  106  …  193  194  195  196  197  198  199"
      ),
    ])
  func tensors(_ cell: String, _ expected: String) throws {
    #expect(try Bench().text(cell) == expected)
  }

  @Test("A tensor of 50 million numbers is shown at once, its range left to those who ask")
  func largeTensor() throws {
    let text = try Bench().text("tensor(Array(repeating: 0.5, count: 20000000)).reshaped([2000, 10000])")
    #expect(text.hasPrefix("Tensor [2000, 10000] Double, 20,000,000 numbers\n  0.5  0.5"))
  }

  @Test("Images are shown as images: data sets, samples, and one sample with its label")
  func images() throws {
    let bench = try Bench()
    for cell in ["digits()", "digits().test", "digits().test[3]"] {
      let bundle = try #require(bench.run(cell).report.result)
      #expect(bundle["image/svg+xml"] != nil, "\(cell)")
    }
    #expect(bench.text("digits().test[3]").hasPrefix("Sample 3: image of 1×8×8, label 4\n"))
    #expect(
      bench.text("let s = digits().test[3]\ns.label == digits().test.labels[3] && s.input.shape == [64]") == "true")
    #expect(bench.text("digits().test[3].input.values == digits().test.inputs[3].values") == "true")
    let failure = try #require(bench.run("digits().test[200]").report.failures.first)
    #expect(failure.message.contains("200") && failure.message.contains("199"), "\(failure.text)")
    #expect(bench.run("digits().test[0..<0]").report.result?.entries.map(\.mime) == ["text/plain"])
    #expect(bench.run("digits().test.inputs[3]").report.result?["image/svg+xml"] == nil, "a tensor stays a tensor")
  }

  @Test("Arrays of structures and tuples have a table, long ones with their count")
  func tables() throws {
    let bench = try Bench()
    func html(_ cell: String) -> String {
      guard case .text(let html)? = bench.run(cell).report.result?["text/html"] else { return "" }
      return html
    }
    let rows = html("struct P { var x: Int; var name = \"p<\" }\n(0..<100).map { P(x: $0) }")
    #expect(rows.contains("<th align=\"right\"") && rows.contains(">x</th>") && rows.contains("100 rows"))
    #expect(rows.contains(">&quot;p&lt;&quot;</td>") && rows.contains(">⋮</td>") && rows.contains(">99</td>"))
    #expect(rows.split(separator: "<tr>").count == 18, "a heading, ten rows, a gap, five rows")
    #expect(html("[(n: 1, 2.5)]").contains(">1</th>"))
    #expect(html("let mixed: [Any] = [(a: 1, b: 2), 3]\nmixed").isEmpty)
    #expect(html("[1, 2]").isEmpty && html("[(Int, Int)]()").isEmpty)
    #expect(html("mlp([64, 30, 10]).layers").contains(">30 × 64</td>"))
  }

  @Test("A network's table ends in totals, a lottery shows table and figure, a run its numbers and curves")
  func results() throws {
    let bench = try Bench()
    let net = bench.text("prune(mlp([64, 30, 10]), toSparsity: 0.5)")
    #expect(net.split(separator: "\n").last?.hasPrefix("total  ") == true && net.contains("50 %"), "\(net)")
    #expect(net.contains("2,260") && net.contains("1,110"), "\(net)")
    let lottery = try #require(
      bench.run("lottery(mlp([64, 10]), on: digits(), rounds: 1, epochs: 1)").report.result)
    guard case .text(let html)? = lottery["text/html"] else {
      Issue.record("no table")
      return
    }
    #expect(html.contains("<table>") && html.contains("<img alt=") && html.contains("src=\"data:image/svg+xml,%3C"))
    #expect(lottery["image/svg+xml"] != nil && lottery.plainText.contains("early-stop step"))
    let run = bench.text("train(mlp([64, 10]), on: digits(), epochs: 3, seed: 5)")
    #expect(run.hasPrefix("TrainingRun: 3 epochs, 72 steps, seed 5; test accuracy "), "\(run)")
    #expect(run.contains("▁") && run.contains("→") && run.contains(" of 1,397"), "\(run)")
    let dimension = bench.text("intrinsicDimension(digits().train.inputs)")
    #expect(dimension.hasPrefix("6.60 ± 0.22\n  Levina-Bickel MLE, k = 20, numerator (k-1)"), "\(dimension)")
    #expect(
      bench.run("hullMembership(of: digits().test.inputs, in: digits().train.inputs)").report.result?["image/svg+xml"]
        != nil)
    #expect(
      bench.run("hullMembership(of: digits().train.inputs[0..<3], in: digits().train.inputs)").report.result?
        .entries.map(\.mime) == ["text/plain"], "nothing is outside")
  }
}
