import CommandLanguage
import Testing

@Suite("Commands of a table")
struct DeclaringTests {
  @Test(
    "a call reaches the body with its arguments converted",
    arguments: [
      ("mlp([1, 2])", "Network(1-2)"),
      ("train(mlp([4]), on: [1, 2.5])", "Network(4-10-2--1)"),
      ("train(mlp([4]), on: [1], epochs: 3, seed: 7)", "Network(4-3-1-7)"),
      ("train(mlp([4]), on: [1], rate: 1/2)", "Network(4-10-1--1)"),
      ("mlp([1, 2]).parameterCount", "3"),
      ("mlp([1, 2]).widened().widened(3).layers", "[5, 6]"),
      ("prune(mlp([1]), toSparsity: 0.5)", "Network(1) 0.5 magnitude"),
      ("prune(mlp([1]), toSparsity: 1, by: .random(seed: 4))", "Network(1) 1.0 random(4)"),
      ("prune(mlp([1]), toSparsity: 1, by: .random())", "Network(1) 1.0 random(0)"),
      ("prune(mlp([1]), toSparsity: 1, by: PruningScore.random(seed: 2))", "Network(1) 1.0 random(2)"),
      (
        "let methods: [PruningScore] = [.magnitude, .random(seed: 1)]\nmethods.map { \"\\($0)\" }",
        "[\"magnitude\", \"random(1)\"]"
      ),
      ("regions(from: 1, to: 3)", "2.0"),
      ("regions(origin: 1)", "1.0"),
      ("tensor([1, 2]) + tensor([3, 4]) * 2", "Tensor[7.0, 10.0]"),
      ("2 * tensor([1]) + -tensor([1])", "Tensor[1.0]"),
      ("tensor([1, 5])[1]", "5.0"),
      ("func f(net: Network) -> Int { net.parameterCount }\nf(net: mlp([3, 4]))", "7"),
      ("repeated(times: 3) { $0 * 2 }", "[0, 2, 4]"),
      ("repeated { i in \"n\\(i)\" }", "[\"n0\", \"n1\"]"),
      ("let mlp = mlp([1])\nmlp", "Network(1)"),
      ("let mlp = mlp([1])\nEspalier.mlp([2])", "Network(2)"),
      ("let mlp = mlp([1])\nlet other = mlp([3])\nother", "Network(3)"),
      ("mlp([1]) == mlp([1])", "true"),
      ("[[1], [2]].map(mlp).map { $0.parameterCount }", "[1, 2]"),
    ])
  func calls(source: String, expected: String) throws {
    let (outcome, _) = try run(source, table: testTable())
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, source))")
    #expect(outcome.value?.description == expected)
  }

  @Test(
    "a mistake in a call is placed and explained",
    arguments: [
      ("train(mlp([1]), on: [1], 1️⃣epoch: 3)", "label-mismatch", "did you mean 'epochs'?"),
      ("1️⃣trian(mlp([1]), on: [1])", "unknown-name", "did you mean 'train'?"),
      ("train(mlp([1])1️⃣)", "missing-argument", nil),
      ("train(mlp([1]), on: [1], epochs: 1️⃣2.5)", "type-mismatch", "write 'Int(2.5)'"),
      ("train(mlp([1]), on: [1], epochs: 1️⃣0)", "invalid-argument", "write 'epochs: 1'"),
      ("prune(mlp([1]), toSparsity: 0.5, by: 1️⃣.magnitde)", "unknown-member", "did you mean '.magnitude'?"),
      ("mlp([1]).1️⃣parameterCont", "unknown-member", "did you mean 'parameterCount'?"),
      ("tensor([1])[1️⃣3]", "invalid-argument", nil),
      ("1️⃣fail()", "command-failed", nil),
      ("mlp([1]) 1️⃣+ 1", "operator-mismatch", nil),
      (
        "let s = 1️⃣.magnitude", "member-without-type",
        "write 'PruningScore.magnitude', or give the variable a type: 'let x: PruningScore = .magnitude'"
      ),
    ] as [(String, String, String?)])
  func mistakes(marked: String, id: String, mend: String?) throws {
    let (source, offset) = unmarked(marked)
    let (outcome, _) = try run(source, table: testTable())
    let error = try #require(outcome.errors.first)
    #expect(error.id == id, "\(rendered(outcome, source))")
    if id != "unknown-member" || !source.contains(".magnitde") {
      #expect(error.range.start == offset, "\(rendered(outcome, source))")
    }
    if let mend {
      #expect(error.mend == mend || error.fixIts.contains { $0.message == mend }, "\(rendered(outcome, source))")
    }
  }

  @Test("an unused result of a pure command draws a warning with its hint")
  func unused() throws {
    let (outcome, _) = try run("train(mlp([1]), on: [1])\nplot(1)", table: testTable())
    #expect(outcome.status == .completed)
    #expect(outcome.diagnostics.map(\.id) == ["unused-result"])
    #expect(outcome.diagnostics.first?.mend == "'net' is unchanged; use the result")
  }

  @Test("errors of commands are worded by the host")
  func wording() throws {
    let session = Session(table: try testTable()) { error in
      (error as? TestFailure).map { ErrorText(id: "environment", message: $0.reason, mend: "look there") }
    }
    let outcome = session.run("fail()", host: TestHost())
    #expect(outcome.errors.first?.id == "environment")
    #expect(outcome.errors.first?.message == "no such file")
    #expect(outcome.errors.first?.mend == "look there")
  }

  @Test("an error that words itself needs no host, and any other shows its own description")
  func ownWording() throws {
    let module = CommandModule("m", summary: "") {
      Command("rankless", "Fails.") { _ -> Int in throw Rankless() }
      Command("fails", "Fails.") { _ -> Int in throw TestFailure(reason: "out of rows") }
    }
    let session = Session(table: try CommandTable(modules: [module]))
    let worded = try #require(session.run("rankless()", host: TestHost()).errors.first)
    #expect(worded.id == "rankless")
    #expect(worded.message == "expected a matrix, found a vector")
    #expect(worded.mend == "reshape it")
    #expect(worded.range == SourceRange(0, 10))
    let other = try #require(session.run("fails()", host: TestHost()).errors.first)
    #expect(other.id == "command-failed")
    #expect(other.message.contains("out of rows"))
  }

  @Test(
    "a table in which modules repeat a name is refused, and both are named",
    arguments: [
      ("m", "n", "the modules 'm' and 'n' both declare 'f(x:)' with the same types; "),
      ("m", "m", "two modules are called 'm'; "),
    ])
  func repeatedNames(first: String, second: String, words: String) {
    let modules = [first, second].map { name in
      CommandModule(name, summary: "") { Command("f", "One.", .labelled("x", Int.self, "x")) { _, x in x } }
    }
    let error = #expect(throws: TableError.self) { try CommandTable(modules: modules) }
    #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
  }

  @Test("a table in which modules repeat a type or an operator is refused, and both are named")
  func repeatedTypes() {
    let types = ["m", "n"].map { CommandModule($0, summary: "") { TypeDeclaration(Net.self, "A net.") {} } }
    #expect(throws: TableError(place: "Network", problem: .duplicateType(modules: ["m", "n"]))) {
      try CommandTable(modules: types)
    }
    let operators = ["m", "n"].map {
      CommandModule($0, summary: "") { OperatorDeclaration("+") { (a: Int, b: Int) in a + b } }
    }
    #expect(
      throws: TableError(place: "+", problem: .duplicateOperator(operands: ["Int", "Int"], modules: ["m", "n"]))
    ) { try CommandTable(modules: operators) }
  }

  @Test("a name may return in another module with other labels or types")
  func overloads() throws {
    let one = CommandModule("m", summary: "") {
      Command("f", "One.", .positional("x", Int.self, "x")) { _, x in "int \(x)" }
    }
    let other = CommandModule("n", summary: "") {
      Command("f", "Two.", .positional("x", String.self, "x")) { _, x in "text \(x)" }
      Command("f", "Three.", .labelled("y", Int.self, "y")) { _, y in "label \(y)" }
    }
    let session = Session(table: try CommandTable(modules: [one, other]))
    let outcome = session.run("[f(1), f(\"a\"), f(y: 2)]", host: TestHost())
    #expect(outcome.value?.description == "[\"int 1\", \"text a\", \"label 2\"]")
  }

  @Test("a module with two declarations of one signature is refused")
  func duplicates() {
    let twice = CommandModule("m", summary: "") {
      Command("f", "One.", .labelled("x", Int.self, "x")) { _, x in x }
      Command("f", "Two.", .labelled("x", Int.self, "x")) { _, x in x }
    }
    let error = #expect(throws: TableError.self) { try CommandTable(modules: [twice]) }
    #expect(error?.problem == .duplicateCommand(labels: "f(x:)", modules: ["m", "m"]))
    #expect(error?.description.hasPrefix("the module 'm' declares 'f(x:)' with the same types twice; ") == true)
  }

  @Test("a table with an undeclared type, or an example that does not parse, is refused")
  func undeclared() {
    let open = CommandModule("m", summary: "") { Command("f", "One.", .positional("x", Net.self, "x")) { _, x in x } }
    #expect(throws: TableError(place: "f", problem: .undeclaredType("Network"))) { try CommandTable(modules: [open]) }
    let broken = CommandModule("m", summary: "") { Command("f", "One.", example: "f(") { _ in 1 } }
    #expect(throws: TableError(place: "f", problem: .exampleDoesNotParse("f("))) { try CommandTable(modules: [broken]) }
  }
}

/// An error with words of its own.
private struct Rankless: WordedError {
  var errorText: ErrorText {
    ErrorText(id: "rankless", message: "expected a matrix, found a vector", mend: "reshape it")
  }
}

/// A source without its mark, and where the mark stood in UTF-8.
func unmarked(_ text: String) -> (source: String, offset: Int) {
  guard let mark = text.range(of: "1️⃣") else { return (text, 0) }
  let before = text[..<mark.lowerBound]
  return (String(before + text[mark.upperBound...]), before.utf8.count)
}

extension String {
  fileprivate func range(of mark: Character) -> Range<String.Index>? {
    firstIndex(of: mark).map { $0..<index(after: $0) }
  }
}
