import CommandLanguage
import Testing

@Suite("Cells")
struct LanguageTests {
  @Test(
    "what is outside the subset is refused where it stands, with what to write instead",
    arguments: [
      "1️⃣class A {}", "1️⃣protocol P {}", "1️⃣extension Int {}", "1️⃣import UIKit", "1️⃣actor A {}",
      "let f = { 1️⃣[a] in 1 }", "1️⃣lazy var x = 1", "1️⃣@inline(__always) func f() -> Int { 1 }", "1️⃣#if DEBUG\n#endif",
      "struct S { var x: Int { get { 1 } 1️⃣_modify { } } }", "1️⃣#warning(\"x\")", "var x: Int 1️⃣{ 3 }", "let r = 1️⃣/a+/",
      "let u: 1️⃣UInt8 = 1", "let y = 1 1️⃣<> 2", "func f(x: 1️⃣some Equatable) {}", "struct S { 1️⃣lazy var x = 1 }",
      "let k = 1️⃣\\String.count", "infix 1️⃣operator **", "struct S { 1️⃣deinit {} }", "struct S1️⃣<T> { var x: T }",
      "typealias P1️⃣<T> = [T]", "struct S { 1️⃣static subscript(i: Int) -> Int { i } }",
      "func 1️⃣== (a: Int, b: Int) -> Bool { true }",
      "struct S { static func 1️⃣+= (a: Int, b: Int) { } }", "struct S: 1️⃣View { }",
      "func f(_ x: inout Int) { }\nlet g = 1️⃣f",
      "let g = { (1️⃣x: inout Int) in x += 1 }", "func f(_ x: 1️⃣borrowing Int) { }", "let x: 1️⃣any Equatable = 1",
      "let x = 1️⃣super.y", "func f() { 1️⃣fallthrough }", "let a = 1 1️⃣=== 2", "let a = 1️⃣#file", "1️⃣@main struct S { }",
      "let x: 1️⃣UInt = 1", "let x: 1️⃣Int64 = 1", "let x = 1️⃣UInt8(3)", "print(1️⃣#function)", "var x = 1\nx1️⃣++",
      "let a = 1️⃣#selector(foo)", "var x = 1\n1️⃣++x", "var x = 1\nx1️⃣--", "struct S { 1️⃣typealias T = Int }",
      "1️⃣subscript(i: Int) -> Int { i }", "1️⃣init() { }", "1️⃣precedencegroup P { }", "let f = { 1️⃣[weak self] in 1 }",
      "func f(_ x: 1️⃣consuming Int) { }", "func f(_ x: 1️⃣any Hashable) { }", "let x: 1️⃣some Equatable = 1",
      "let k = 1️⃣\\[Int].first", "print(\"\\(1️⃣1, 2)\")", "print(\"\\(1️⃣x: 1)\")", "if 1️⃣#available(macOS 10, *) { }",
      "struct S { static var x: Int { get { 1 } 1️⃣set { } } }", "func f() { 1️⃣yield 1 }", "let x = 1 1️⃣%% 2",
      "let x = 1️⃣√4",
      "struct S: 1️⃣Sequence { }", "struct S: Codable, 1️⃣Animal { }", "1️⃣weak var x = 1", "1️⃣unowned let y = 1",
      "1️⃣static let z = 1", "1️⃣macro m() = 1", "let x = 1 1️⃣&<< 2", "1️⃣associatedtype A", "enum E1️⃣<T> { case a(T) }",
      "1️⃣@propertyWrapper struct W { }", "struct S { 1️⃣@Published var x = 1 }", "struct S { let 1️⃣(a, b) = (1, 2) }",
      "enum E: Error { case a }\nfunc f() throws(1️⃣E) { }", "let r: 1️⃣Result<Int, E> = 1",
      "struct S { mutating func f(_ x: inout Int) { } }\nvar s = S(), x = 1\n1️⃣s.f(&x)",
    ])
  func refusals(marked: String) throws {
    let (source, offset) = unmarked(marked)
    let (outcome, output) = try run("print(\"ran\")\n" + source)
    let shift = "print(\"ran\")\n".utf8.count
    #expect(outcome.status == .failed)
    #expect(output.isEmpty, "a cell with an error runs nothing")
    let error = outcome.errors.first { $0.id == "outside-subset" } ?? outcome.errors.first
    #expect(error.map { [$0.range.start - shift] } == [offset], "\(rendered(outcome, source))")
    if error?.id == "outside-subset" { #expect(error?.mend?.isEmpty == false) }
  }

  @Test(
    "a mistake is named and placed",
    arguments: [
      ("let x: Int = 1️⃣2.5", "type-mismatch"), ("1️⃣foo", "unknown-name"), ("let a = [1]\na.1️⃣cout", "unknown-member"),
      ("1 1️⃣+ \"a\"", "operator-mismatch"), ("let n = 3\nlet y = n 1️⃣* 0.5", "operator-mismatch"),
      ("let c = 1\n1️⃣c = 2", "constant"),
      ("func f(a: Int) {}\nf(1️⃣b: 1)", "label-mismatch"), ("func f(a: Int) {}\nf(1️⃣1)", "label-mismatch"),
      ("func f() -> Int { print(1)\nprint(2) 1️⃣}", "missing-return"), ("if 1️⃣1 { }", "type-mismatch"),
      ("1️⃣break", "misplaced-break"),
      ("1️⃣return 1", "misplaced-return"), ("for i in 1️⃣10 { print(i) }", "not-a-sequence"),
      ("let x = 1️⃣nil", "nil-without-type"),
      ("let x: Int? = 1\nx 1️⃣+ 1", "operator-mismatch"), ("1️⃣switch 3 { case 1: print(1) }", "not-exhaustive"),
      ("let s = \"abc\"\n1️⃣s[0]", "string-index"), ("let x = 1️⃣99999999999999999999", "integer-too-large"),
      ("let x = 1️⃣[]", "empty-without-type"),
      ("let a = 1 < 2 1️⃣< 3", "non-associative"), ("1️⃣let x", "missing-value"), ("let f = 3\n1️⃣f(2)", "not-callable"),
      ("let x = (1 + 1️⃣", "syntax"), ("struct P { var x: Int }\nP(1️⃣y: 2)", "label-mismatch"),
      ("enum E { case a }\nlet e = E.1️⃣b", "unknown-member"),
      ("[1, 2].map { 1️⃣a, b in a }", "argument-count"),
      ("var a = [1, 2]\n1️⃣swap(&a[0], &a[1])", "overlapping-access"), ("let 1️⃣(x, x) = (1, 2)", "declared-twice"),
      ("enum E: Int { case a = 1, 1️⃣b = 1 }", "declared-twice"),
      ("switch 1 { 1️⃣default: print(1); case 1: print(2) }", "case-after-default"),
      ("let x: (a: Int, b: Int) = 1️⃣(c: 1, d: 2)", "label-mismatch"),
      ("let x: (a: Int, b: Int) = 1️⃣(b: 1, a: 2)", "argument-order"),
      ("let f: (Int) -> Int = { x in if x > 0 { return 1 } 1️⃣}", "missing-return"),
      ("[1, 2].reduce(0) 1️⃣{ $0 }", "argument-count"), ("func f(a: Int, 1️⃣a: Int) {}", "declared-twice"),
      ("enum E { case a, 1️⃣a }", "declared-twice"), ("func f(_ x: Int) { 1️⃣x += 1 }", "constant"),
      ("var x = 1\nx 1️⃣+= 1.5", "operator-mismatch"), ("func f(a: Int, b: Int) {}\nf(b: 1, 1️⃣a: 2)", "argument-order"),
    ])
  func mistakes(marked: String, id: String) throws {
    let (source, offset) = unmarked(marked)
    let (outcome, _) = try run(source)
    #expect(outcome.status == .failed)
    #expect(outcome.errors.first?.id == id, "\(rendered(outcome, source))")
    if id != "missing-value" && id != "syntax" {
      #expect(outcome.errors.first?.range.start == offset, "\(rendered(outcome, source))")
    }
  }

  @Test("several errors are reported at once, in order, and the cell runs nothing")
  func several() throws {
    let (outcome, output) = try run("print(1)\nlet a: Int = \"x\"\nfoo(a)\nlet b = a.bar\nprint(b + c)")
    #expect(outcome.errors.map(\.id) == ["type-mismatch", "unknown-name", "unknown-member", "unknown-name"])
    #expect(output.isEmpty)
  }

  @Test(
    "what fails while a cell runs is a diagnostic at its place, never the end of the process",
    arguments: [
      ("let a = Int.max\n1️⃣a + 1", "integer-overflow"), ("var a = Int.min\n1️⃣-a", "integer-overflow"),
      ("let z = 0\n1️⃣1 / z", "division-by-zero"),
      ("let z = 0\n1️⃣1 % z", "division-by-zero"), ("let a = [1]\n1️⃣a[1]", "index-out-of-range"),
      ("let a = [1]\n1️⃣a[-1]", "index-out-of-range"),
      ("var a = [1]\n1️⃣a[3] = 2", "index-out-of-range"), ("let x: Int? = nil\n1️⃣x!", "nil-value"),
      ("let n = 5\n1️⃣n...1", "reversed-range"),
      ("var a: [Int] = []\n1️⃣a.removeLast()", "empty-collection"), ("1️⃣Int(1e300)", "integer-overflow"),
      ("func f(_ n: Int) -> Int { 1️⃣f(n + 1) }\nf(0)", "recursion-too-deep"),
      ("let a = [1, 2]\n1️⃣a[1...5]", "index-out-of-range"),
      ("let a = [1, 2]\n1️⃣a[3...]", "index-out-of-range"), ("let a = [1, 2]\n1️⃣a[...2]", "index-out-of-range"),
      ("let a = [1, 2]\n1️⃣a[..<(-1)]", "index-out-of-range"),
      ("let a = [1, 2]\n1️⃣a[...Int.max]", "index-out-of-range"),
      ("let f: Any = 3\n1️⃣f as! String", "type-mismatch"), ("1️⃣[\"a\": 1, \"a\": 2]", "duplicate-key"),
      ("1️⃣[1, 2].prefix(-1)", "invalid-argument"),
      ("let a = Int.min\nlet b = -1\n1️⃣a / b", "integer-overflow"), ("1️⃣abs(Int.min)", "integer-overflow"),
      ("1️⃣stride(from: 0, to: 1, by: 0)", "zero-stride"),
      ("func f(_ x: Int = f()) -> Int { x }\nf()", "recursion-too-deep"),
      ("struct E { }\nthrow 1️⃣E()", "error-thrown"), ("for i in 1️⃣5..<1 { print(i) }", "reversed-range"),
      ("1️⃣String(5, radix: 99)", "invalid-argument"), ("1️⃣Int.max + (1 << 0)", "integer-overflow"),
      ("1️⃣(0..<Int.max).map { $0 }", "too-many-elements"),
      ("func g(_ xs: [Int]) -> [Int] { 1️⃣xs.map { g([$0])[0] } }\ng([1])", "recursion-too-deep"),
      ("var sum = Int.max - 10\nfor i in 0...Int.max { 1️⃣sum += i }", "integer-overflow"),
    ])
  func faults(marked: String, id: String) throws {
    let (source, offset) = unmarked(marked)
    let (outcome, _) = try run(source)
    #expect(outcome.errors.map(\.id) == [id], "\(rendered(outcome, source))")
    if id != "recursion-too-deep" {
      #expect(outcome.errors.first?.range.start == offset, "\(rendered(outcome, source))")
    }
  }

  @Test("a 'defer' runs when a fault leaves its block, and the fault keeps its place and its words")
  func deferOnFault() throws {
    let source = "func f(_ a: [Int]) -> Int {\n  defer { print(\"left\") }\n  return a[7]\n}\nlet x = f([1])"
    let (outcome, output) = try run(source)
    #expect(output == "left\n")
    #expect(outcome.errors.map(\.id) == ["index-out-of-range"])
    let place = source.utf8.count - "a[7]\n}\nlet x = f([1])".utf8.count
    #expect(outcome.errors.first?.range == SourceRange(place, place + 4), "\(rendered(outcome, source))")
    #expect(outcome.errors.first?.notes.map(\.message) == ["called from here"])
  }

  @Test("nested literals take the type of their neighbours as the argument of a command that takes any value")
  func nestedLiterals() throws {
    let host = TestHost()
    let session = Session(table: try testTable())
    #expect(session.run("plot([[0, 0], [0.5, 1]])\nplot([(1, 2), (1.5, 2)])", host: host).errors.isEmpty)
    #expect(host.shown.map(\.description) == ["[[0.0, 0.0], [0.5, 1.0]]", "[(1.0, 2), (1.5, 2)]"])
  }

  @Test("what was committed survives an error and an interrupt")
  func commits() throws {
    let session = Session(table: try CommandTable(modules: []))
    let host = TestHost()
    #expect(session.run("var a = [1, 2]\na.append(3)\nlet b = a[9]\nlet c = 1", host: host).status == .failed)
    #expect(session["a"]?.description == "[1, 2, 3]")
    #expect(session["b"] == nil && session["c"] == nil)
    host.patience = 50
    #expect(session.run("a.append(4)\nwhile true { a[0] += 1 }", host: host).status == .interrupted)
    host.patience = nil
    #expect(session.run("a.count", host: host).value?.description == "4")
  }

  @Test("an escape in a string ends before a combining character, which belongs to what it stands for")
  func escapesAndCombiningCharacters() throws {
    let (outcome, output) = try run("print(\"\\u{65}\u{301}\\t\u{301}|\\\"\u{301}\", terminator: \"\")")
    #expect(outcome.status == .completed)
    #expect(output.unicodeScalars.elementsEqual("e\u{301}\t\u{301}|\"\u{301}".unicodeScalars))
  }

  @Test(
    "a variable that is used while it changes is an error, never the end of the process",
    arguments: [
      "v.removeAll { v = [$0]; return false }", "v.sort { v = [$0, $1]; return $0 < $1 }",
      "v.removeAll { v.append($0); return false }", "v.removeAll { $0 == v[0] }",
      "var d = [\"a\": [1]]\nd[\"a\"]!.removeAll { _ in d = [:]; return true }",
    ])
  func overlappingAccess(_ change: String) throws {
    let session = Session(table: try CommandTable(modules: []))
    let host = TestHost()
    _ = session.run("var v = [3, 1, 2]", host: host)
    _ = session.run(change, host: host)
    #expect(session.run("v = [7]\nv.append(8)\nv", host: host).value?.description == "[7, 8]")
  }

  @Test("a mutating method that fails or is interrupted leaves its receiver with what had changed")
  func receiverStays() throws {
    let session = Session(table: try CommandTable(modules: []))
    let host = TestHost()
    _ = session.run(
      """
      struct Log {
        var lines = ["a"], inner = [Int]()
        var watched = 0 { didSet { lines.append("w"); _ = [1][watched] } }
        mutating func fail() { lines.append("b"); _ = [1][7] }
        mutating func spin() { lines.append("c"); while true { inner.append(1) } }
        mutating func early(_ n: Int) -> Int { defer { lines.append("d") }; if n > 0 { return n }; return -1 }
      }
      var log = Log(), logs = ["x": [Log()]]
      """, host: host)
    #expect(session.run("log.fail()", host: host).errors.map(\.id) == ["index-out-of-range"])
    host.patience = 20
    #expect(session.run("log.spin()", host: host).status == .interrupted)
    host.patience = 20
    #expect(session.run("logs[\"x\"]![0].spin()", host: host).status == .interrupted)
    host.patience = nil
    #expect(session.run("log.watched = 3", host: host).errors.map(\.id) == ["index-out-of-range"])
    #expect(session.run("log.early(2) + log.early(0)", host: host).value?.description == "1")
    #expect(
      session.run(
        "log.lines.joined() + logs[\"x\"]![0].lines.joined() + \"\\((log.watched, log.inner.count > 9))\"", host: host
      )
      .value?.description == "abcwddac(3, true)")
  }

  @Test("an interrupt says where it struck")
  func interruptPlace() throws {
    let host = TestHost()
    host.patience = 5
    let outcome = Session(table: try CommandTable(modules: [])).run("let a = 1\nwhile true { }", host: host)
    #expect(outcome.status == .interrupted)
    #expect(outcome.errors.map(\.id) == ["interrupted"])
    #expect(outcome.errors.first.map { $0.range.start > 9 } == true)
  }

  @Test(
    "an interrupt stops any loop and passes every catch",
    arguments: [
      "while true { }", "repeat { } while true", "for i in 0..<Int.max { }",
      "do { while true { } } catch { print(\"caught\") }",
      "func f(_ n: Int) -> Int { n < 2 ? 1 : f(n - 1) + f(n - 2) }\nf(60)", "let x = try? { while true { } }()",
      "for _ in Array(0..<1000) { for _ in Array(0..<1000) { [3, 1, 2].sorted() } }",
    ])
  func interrupts(source: String) throws {
    let host = TestHost()
    host.patience = 20
    let outcome = Session(table: try CommandTable(modules: [])).run(source, host: host)
    #expect(outcome.status == .interrupted)
    #expect(host.output.isEmpty)
  }

  @Test("a name declared again makes a new binding; functions keep the old one and a note says so")
  func redeclaring() throws {
    let session = Session(table: try CommandTable(modules: []))
    let host = TestHost()
    _ = session.run("let k = 1\nfunc f() -> Int { k }", host: host)
    let outcome = session.run("let k = \"two\"\nprint(f(), k)", host: host)
    #expect(host.output == "1 two\n")
    #expect(outcome.diagnostics.map(\.id) == ["older-binding"])
  }

  @Test("errors inside a function of an earlier cell are placed at the call, with a note")
  func earlierCell() throws {
    let session = Session(table: try CommandTable(modules: []))
    _ = session.run("func get(_ a: [Int], _ i: Int) -> Int {\n  a[i]\n}", host: TestHost())
    let outcome = session.run("let x = 1\nget([1], 5)", host: TestHost())
    #expect(outcome.errors.first?.range == SourceRange(10, 21))
    #expect(outcome.errors.first?.notes.first?.message == "in 'get', declared by an earlier cell, line 2: a[i]")
  }

  @Test(
    "expressions nested or chained deeply end in a diagnostic",
    arguments: [("(", "1", ")"), ("[", "1", "]"), ("-(", "1", ")"), ("{ ", "1", " }()")])
  func nesting(opening: String, middle: String, closing: String) throws {
    let source = String(repeating: opening, count: 5_000) + middle + String(repeating: closing, count: 5_000)
    #expect(try run(source).outcome.status == .failed)
    let chain = (0..<20_000).map { "\($0)" }.joined(separator: " + ")
    #expect(try run(chain).outcome.errors.first?.id == "nested-too-deeply")
    let members = "let a = 1\na" + String(repeating: ".magnitude", count: 5_000)
    #expect(try run(members).outcome.status == .failed)
  }

  @Test("a session shows its variables with types and previews")
  func variables() throws {
    let session = Session(table: try CommandTable(modules: []))
    _ = session.run("let n = 3\nlet xs = Array(0..<100)\nvar name = \"x\"", host: TestHost())
    #expect(
      session.variables == [
        Variable(name: "n", type: "Int", preview: "3"), Variable(name: "name", type: "String", preview: "\"x\""),
        Variable(name: "xs", type: "[Int]", preview: "[0, 1, 2, 3, 4, 5, …] (100)"),
      ])
    session["given"] = .double(0.5)
    #expect(session.run("given * 2", host: TestHost()).value?.description == "1.0")
    session.reset()
    #expect(session.variables.isEmpty)
  }
}
