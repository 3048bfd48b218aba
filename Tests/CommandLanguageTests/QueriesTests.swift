import CommandLanguage
import Testing

/// A snapshot after some cells have run.
func snapshot(_ cells: String...) throws -> LanguageSnapshot {
  let session = Session(table: try testTable())
  for cell in cells {
    let outcome = session.run(cell, host: TestHost())
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, cell))")
  }
  return session.snapshot()
}

/// A cell with its cursor, written as `|`.
struct Marked {
  let source: String
  let place: Int

  init(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    let place = scalars.lastIndex(of: "|") ?? scalars.count
    self.place = place
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[..<place])
    view.append(contentsOf: scalars[min(place + 1, scalars.count)...])
    source = String(view)
  }
}

extension LanguageSnapshot {
  func completions(_ marked: String) -> [CompletionList.Item] {
    let cell = Marked(marked)
    return complete(cell.source, at: cell.place).items
  }

  func texts(_ marked: String) -> [String] { completions(marked).map(\.text) }

  func page(_ marked: String, detail: Int = 0) -> String? {
    let cell = Marked(marked)
    return inspect(cell.source, at: cell.place, detail: detail)?.text
  }
}

@Suite("Completion")
struct CompletionTests {
  private static let session = """
    let net = mlp([1])
    let xs = [1, 2]
    let name = "n"
    let table = ["first": 1.5, "second key": 2]
    let pair = (width: 3, [true])
    let maybe: [Int]? = nil
    enum Shape { case circle(radius: Double), square(Double), none }
    struct Point { var x: Double; var y = 0.0; let unit = "m"
      /// How far from the origin.
      func length(scaledBy k: Double = 1) -> Double { x * k } }
    func area(of shape: Shape, scale: Double = 1) -> Double { scale }
    """

  @Test(
    "the position decides what is offered first",
    arguments: [
      ("tra|", "train"), ("net.par|", "parameterCount"), ("xs.fil|", "filter"), ("net.widened(2).lay|", "layers"),
      ("PruningScore.ran|", "random"), ("Double.p|", "pi"), ("\"é👍\" + na|", "name"), ("x|", "xs"),
      // What the cell declares above the cursor.
      ("let fresh = mlp([1])\nfresh.par|", "parameterCount"),
      ("let f = 2.5, word = \"w\"\nword.upp|", "uppercased"),
      ("func f(_ inner: Network) {\n  inner.lay|", "layers"),
      ("func f(_ inner: Network) {\n  inn|", "inner"), ("for item in [net] { item.lay|", "layers"),
      ("for (i, each) in [net].enumerated() {\n  each.lay|\n}", "layers"),
      ("xs.map { $0.description.upp|", "uppercased"), ("[net].map { n in n.lay|", "layers"),
      ("[net].map { $0.lay| }", "layers"), ("unknown { $0 }\nlet late = net\nlate.lay|", "layers"),
      ("struct S { var inner: Network\n  func f() { self.inn|", "inner"),
      ("struct S { var inner: Network\n  func f() { inner.lay|", "layers"),
      ("struct S { var inner: Network\n  func f() -> Int { inn|", "inner"),
      ("struct S { var a: Int }\nlet s = S(a: 1)\ns.|", "a"), ("enum E { case one, two }\nlet e: E = .tw|", "two"),
      ("if let found = maybe { found.fir|", "first"), ("guard let found = maybe else { throw 1 }\nfound.las|", "last"),
      // Members after calls, subscripts and chains.
      ("[net][0].lay|", "layers"), ("maybe?.cou|", "count"), ("maybe?.first?.desc|", "description"),
      ("pair.wid|", "width"), ("table[\"first\"]?.rou|", "rounded"), ("net.layers.map { $0 + 1 }.cou|", "count"),
      ("Point(x: 1).len|", "length"), ("Espalier.pru|", "prune"), ("(net).lay|", "layers"),
      ("net.lay| = 3", "layers"), ("xs.app|", "append"), ("\"\\(net.lay|)\"", "layers"),
      // `.member` of the type that the context expects.
      ("prune(net, toSparsity: 0.5, by: .ma|", "magnitude"), ("prune(net, by: .|", "magnitude"),
      ("let s: PruningScore = .|", "magnitude"), ("let s: PruningScore = .ran|(seed: 1)", "random"),
      ("let all: [PruningScore] = [.magnitude, .|", "magnitude"),
      ("func f() -> PruningScore {\n  return .|", "magnitude"), ("func f() -> PruningScore { .| }", "magnitude"),
      ("let s: PruningScore? = .|", "magnitude"), ("let s: PruningScore = .magnitude\ns == .|", "magnitude"),
      ("let shape: Shape = .|", "circle"), ("area(of: .|", "circle"), ("area(of: .sq|(2), scale: 1)", "square"),
      ("let s = Shape.none\nswitch s {\ncase .ci|", "circle"), ("let s = Shape.none\nif case .sq| = s { }", "square"),
      ("switch (Shape.none, 1) { case (.ci|", "circle"), ("let ks: [Double] = [.p|", "pi"),
      ("true ? PruningScore.magnitude : .ra|", "random"), ("area(of: .circle(ra|", "radius: "),
      ("[Shape.none].contains(where: { $0 == .ci|", "circle"), ("let x: Double = .p|", "pi"),
      ("typealias Score = PruningScore\nlet s: Sco|", "Score"),
      ("typealias Score = PruningScore\nScore.ma|", "magnitude"),
      ("func all(_ scores: PruningScore..., times: Int = 1) {}\nall(.magnitude, .|", "magnitude"),
      ("func all(_ scores: PruningScore..., times: Int = 1) {}\nall(.magnitude, |", "times: "),
      ("Double.in|", "init"), ("let p: Point = .in|", "init"),
      // Labels still missing, of all that can be called.
      ("train(net, ep|", "epochs: "), ("prune(net, |", "toSparsity: "), ("regions(|", "from: "),
      ("regions(origin: 1, |", "extent: "), ("area(|", "of: "), ("area(of: .none, |", "scale: "),
      ("Point(|", "x: "), ("Point(x: 1, |", "y: "), ("Point(x: 1).length(|", "scaledBy: "), ("stride(|", "from: "),
      ("stride(from: 0, |", "to: "), ("xs.sorted(|", "by: "), ("xs.reduce(i|", "into: "),
      ("struct Q { init(seed k: Int) {} }\nQ(|", "seed: "), ("net.widened(|", "net"), ("train(net, on|: [1])", "on"),
      ("PruningScore.random(|", "seed: "), ("String(rep|", "repeating: "), ("print(1, |", "separator: "),
      ("func g(a: Int, b: Int) {}\ng(a: 1, |", "b: "), ("train(net,\n  |\n)", "on: "),
      ("true ? ne| : mlp([2])", "net"), ("[na|: 1]", "name"),
      // Types, keywords.
      ("let s: Prun|", "PruningScore"), ("func f(x: Netw|", "Network"), ("let ps: [Poi|", "Point"),
      ("x as Doub|", "Double"), ("func f() {\n  struct Inner {}\n  let i: Inn|", "Inner"), ("wh|", "while"),
      ("func f() {\n  ret|", "return"), ("for i in xs { br|", "break"),
      ("if true { } el|", "else"), ("do { } cat|", "catch"), ("struct T { fu|", "func"),
      ("enum E { case a }\nlet e = E.a\nswitch e {\ncas|", "case"),
    ])
  func completes(marked: String, expected: String) throws {
    let list = try snapshot(CompletionTests.session).texts(marked)
    #expect(list.contains(expected), "\(list.prefix(12))")
  }

  @Test(
    "nothing is offered where a new name, a number, a comment or a text is written",
    arguments: [
      "let |", "let na|", "var x|", "func |", "func tr|", "struct |", "enum E { case |", "for |", "1.|", "12|",
      "x = 0x1|",
      "// tra|", "/* tra|", "let a = 1 // n|", "\"na|\"", "\"na|", "print(\"tra|", "func f(na|", "let (a|", "@tra|",
      "nothing.|", "let t = 1.5e|", "net |", "net na|", ".|", "xs.map { (n|: Int) in n }", "import |", "\"\"\"\nna|",
    ])
  func silent(marked: String) throws {
    let list = try snapshot(CompletionTests.session).texts(marked)
    #expect(list.isEmpty, "\(list.prefix(12))")
  }

  @Test(
    "what fits the expected type comes first, then the session, commands, the library, keywords",
    arguments: [
      ("prune(|", ["net"]), ("let n: Network = |", ["net", "mlp", "train"]), ("let d: Double = ar|", ["area"]),
      ("train(net, |", ["on: ", "epochs: ", "rate: ", "seed: "]), ("prune(net, |", ["toSparsity: ", "by: "]),
      ("regions(|", ["from: ", "to: ", "origin: ", "extent: "]), ("Point(|", ["x: ", "y: "]),
      ("|", ["Point", "Shape"]),
      ("if tr|", ["true", "train"]), ("regions(origin: 0, |", ["extent: "]),
    ])
  func order(marked: String, expected: [String]) throws {
    let list = try snapshot(CompletionTests.session).texts(marked)
    #expect(Array(list.prefix(expected.count)) == expected, "\(list.prefix(12))")
  }

  @Test(
    "what does not belong is not offered",
    arguments: [
      ("train(n, on: d, |", "on: "), ("regions(origin: 0, |", "from: "), ("let x = tr|", "try"), ("let y = le|", "let"),
      ("Point(x: 1, |", "x: "), ("Point(|", "unit: "), ("let s: PruningScore = .|", "net"),
      ("{ }\nlat|\nlet late = 1", "late"),
      ("func f() { let inside = 1 }\nins|", "inside"), ("net.|", "train"), ("br|", "break"), ("ret|", "return"),
    ])
  func leavesOut(marked: String, unwanted: String) throws {
    let list = try snapshot(CompletionTests.session).texts(marked)
    #expect(!list.contains(unwanted))
  }

  @Test("an item carries its kind, its type or signature, and a summary")
  func items() throws {
    let snapshot = try snapshot(CompletionTests.session)
    func item(_ marked: String, _ text: String) throws -> [String] {
      let item = try #require(snapshot.completions(marked).first { $0.text == text }, "\(marked)")
      return [item.kind, item.signature, item.summary]
    }
    #expect(
      try item("pru|", "prune")
        == ["function", "prune(_ net: Network, toSparsity: Double, by: PruningScore = magnitude) -> String", "Prunes."])
    #expect(try item("ne|", "net") == ["variable", "Network", "Network(1)"])
    #expect(
      try item("Point(x: 1).l|", "length")
        == ["method", "length(scaledBy: Double = 1) -> Double", "How far from the origin."])
    #expect(try item("train(net, e|", "epochs: ") == ["label", "epochs: Int = 10", "how long [epochs]"])
    #expect(try item("xs.ma|", "map")[1] == "map(_ transform: (Int) -> T) -> [T]")
    #expect(try item("xs.map { $0.des|", "description")[0] == "property")
    #expect(try item("area(of: .c|", "circle")[1] == "circle(radius: Double) -> Shape")
  }

  @Test(
    "keys inside a subscript's string, also of a dictionary that the cell makes",
    arguments: [
      ("table[\"|", ["first", "second key"], 0), ("table[\"second k|\"]", ["second key"], 8),
      ("let d = [\"one\": 1, \"two\": 2]\nprint(d[\"t|", ["two"], 1), ("\"👍\"; table[\"fi|\"]", ["first"], 2),
      ("xs[\"|", [], 0), ("print(\"|", [], 0),
    ])
  func keys(marked: String, expected: [String], typed: Int) throws {
    let cell = Marked(marked)
    let list = try snapshot(CompletionTests.session).complete(cell.source, at: cell.place)
    #expect(list.items.map(\.text) == expected)
    #expect(list.range == cell.place - typed..<cell.place)
  }

  @Test("files are asked for where a parameter is a path, and replace its last part")
  func paths() throws {
    let snapshot = try snapshot()
    func complete(_ marked: String) -> (asked: [String], list: CompletionList) {
      let cell = Marked(marked)
      var asked: [String] = []
      let list = snapshot.complete(cell.source, at: cell.place) { path in
        asked.append(path)
        return ["data/", "draft.npz"]
      }
      return (asked, list)
    }
    for (marked, path, part) in [
      ("read(\"|", "", 0), ("read(\"d|\")", "d", 1), ("read(\"a/b/d|\n1", "a/b/d", 1),
      ("read(\"~/dr-2.|", "~/dr-2.", 5),
      ("let é = read(\"🗂/d|", "🗂/d", 1),
    ] {
      let (asked, list) = complete(marked)
      #expect(asked == [path], "\(marked)")
      #expect(list.items.map(\.text) == ["data/", "draft.npz"])
      #expect(list.items.map(\.signature) == ["folder", "file"])
      let place = Marked(marked).place
      #expect(list.range == place - part..<place, "\(marked)")
    }
    #expect(complete("read(\"a\", as: \"d|").asked.isEmpty)
    #expect(complete("print(\"d|").asked.isEmpty)
  }

  @Test("positions count code points, with emoji and combining characters before them")
  func codePoints() throws {
    let snapshot = try snapshot("let cafe\u{301} = 1", "let net = mlp([1])")
    let cell = Marked("\"👩‍👩‍👧 e\u{301}\"; let é = net; é.lay|")
    let list = snapshot.complete(cell.source, at: cell.place)
    #expect(list.items.map(\.text) == ["layers"])
    #expect(list.range == cell.place - 3..<cell.place)
    #expect(snapshot.texts("caf|") == ["cafe\u{301}"])
  }
}

@Suite("Inspection")
struct InspectionTests {
  private static let session = """
    let net = mlp([1, 2])
    /// The area of a disc.
    ///
    /// Grows with the square of the radius.
    func area(_ radius: Double) -> Double { 3 * radius * radius }
    /// A place in the plane.
    struct Point {
      /// To the right.
      var x: Double
      /// How far from the origin.
      func length() -> Double { x }
    }
    let p = Point(x: 1)
    """

  @Test("a command shows signature, parameters with defaults and units, formula, example, paper")
  func command() throws {
    let text = try #require(try snapshot().page("train(|"))
    for part in [
      "train(\n  _ net: Network,\n  on: [Double],\n  epochs: Int = 10,", "\n) -> Network\n",
      "how long [epochs] (default 10)",
      "w ← w - rate ∇L", "Example: train(mlp([2]), on: [1])", "doi:10.1000/test",
    ] { #expect(text.contains(part), "\(text)") }
  }

  @Test(
    "what stands at the cursor is explained by its type",
    arguments: [
      ("net|", ["net: Network", "Network(1-2)", "A network."]), ("net.lay|ers", ["layers: [Int]", "the widths"]),
      ("net.widened(|", ["widened(_ k: Int = 1) -> Network", "a wider copy"]),
      ("prune(net, toSparsity: 0.5, by: .magn|itude)", [".magnitude: PruningScore", "by size"]),
      ("prune(net, toSpa|rsity: 0.5)", ["toSparsity: Double", "how far", "prune(… toSparsity: …)"]),
      ("prune(net, toSparsity: 0|)", ["prune(_ net"]), ("prune(net, toSparsity: \"a|b\")", ["prune(_ net"]),
      ("area(2|)", ["area(_ radius: Double) -> Double", "The area of a disc.\n\nGrows with"]),
      ("/// Twice.\nfunc twice(_ x: Int) -> Int { 2 * x }\ntw|ice(2)", ["twice(_ x: Int) -> Int", "Twice."]),
      ("/// Twice.\nfunc tw|ice(_ x: Int) -> Int { 2 * x }", ["twice(_ x: Int) -> Int", "Twice."]),
      ("p.x|", ["x: Double", "To the right."]), ("p.leng|th()", ["length() -> Double", "How far from the origin."]),
      ("Poin|t(x: 1)", ["Point(x: Double) -> Point", "A place in the plane."]),
      ("p|", ["p: Point", "A place in the plane."]),
      ("let q: Po|int = p", ["struct Point", "A place in the plane."]),
      ("let q: Net|work = net", ["Network", "A network."]),
      ("[1].ma|p { $0 }", ["map(_ transform: (Int) -> T) -> [T]"]), ("strid|e(from: 0, to: 2, by: 1)", ["stride(from"]),
      ("for i in 0..<3 { i| }", ["i: Int"]), ("[net].map { $0|.layers }", ["$0: Network"]),
      ("[net].map { $0.lay|ers }", ["layers: [Int]"]),
      ("switch PruningScore.magnitude { case .magn|itude: 1 }", ["by size"]),
      ("let local = net\nlo|cal.layers", ["local: Network"]), ("let loc|al = net", ["local: Network"]),
      (
        "regi|ons(origin: 1)", ["regions(origin: Double, extent: Double = 1.0) -> Double", "o", "regions(from: Double"]
      ),
      ("regions(from: 1, |", ["regions(from: Double, to: Double)"]),
      ("PruningScore.rand|om()", ["random(seed: Int = 0)"]),
      ("train?", ["Trains a copy"]), ("net.layers?", ["the widths"]), ("PruningScore.magnitude?", ["by size"]),
      ("\"👍\"; net.lay|ers", ["the widths"]), ("prune(mlp(|[1]), toSparsity: 1)", ["mlp(_ widths: [Int]) -> Network"]),
      ("Espalier.tra|in", ["Trains a copy"]), ("enum E {\n/// First.\ncase a, b }\nE.a|", [".a: E", "First."]),
      ("print(net, sepa|rator: 1)", ["separator: String"]), ("Doub|le(3)", ["Double(_ number: Int) -> Double"]),
    ])
  func explains(marked: String, parts: [String]) throws {
    let text = try snapshot(InspectionTests.session).page(marked) ?? "nothing"
    for part in parts { #expect(text.contains(part), "\(text)") }
  }

  @Test("the overload whose labels are written comes first")
  func overloads() throws {
    let snapshot = try snapshot()
    #expect(try #require(snapshot.page("regions(from: 1, to: |")).hasPrefix("regions(from:"))
    #expect(try #require(snapshot.page("regions(origin: 1, |")).hasPrefix("regions(origin:"))
  }

  @Test("the second level shows all overloads and the members of the type")
  func details() throws {
    let snapshot = try snapshot(InspectionTests.session)
    #expect(try #require(snapshot.page("net|", detail: 0)).contains("parameterCount") == false)
    #expect(try #require(snapshot.page("net|", detail: 1)).contains("parameterCount: Int\n      how many weights"))
    #expect(try #require(snapshot.page("net??")).contains("how many weights"))
    #expect(try #require(snapshot.page("regions|", detail: 1)).contains("Counts on a line."))
  }

  @Test(
    "nothing is known of nothing",
    arguments: ["", "|", "nobody|", "1 +| 2", "\"text|\"", "// tra|in", "net.nobody|", "let nobody| = ", "?", "a b?"])
  func unknown(marked: String) throws {
    #expect(try snapshot(InspectionTests.session).page(marked) == nil)
  }

  @Test(
    "a question is one line with a name",
    arguments: [
      ("train?", "train", 0), ("  train?? \n", "train", 1), ("net.logits?", "net.logits", 0), ("?train", "train", 0),
      ("train ?", "train", 0),
    ])
  func questions(source: String, subject: String, detail: Int) throws {
    let line = try #require(QuestionLine(source))
    #expect(line.subject == subject && line.detail == detail)
    #expect(try snapshot().completeness(of: source) == .complete)
  }

  @Test(
    "anything else is no question",
    arguments: [
      "a?.b", "a ? b : c", "f(x)?", "?", "a???", "train?\nnet?", "let x: Int?", "\"a\"?", ".a?", "a.?", "try?",
    ])
  func noQuestions(source: String) { #expect(QuestionLine(source) == nil) }
}

@Suite("Queries of a snapshot")
struct QueriesTests {
  @Test(
    "a cell is complete, incomplete with an indent, or invalid",
    arguments: [
      ("let a = 1", Completeness.complete), ("func f() {", .incomplete(indent: "  ")),
      ("let a = [1,", .incomplete(indent: "  ")),
      ("let a = )", .invalid), ("if true {\n  print(1)\n}", .complete),
      ("print(\"\"\"\nabc", .incomplete(indent: "  ")), ("", .complete),
      ("for i in 0..<3 { if i > 1 {", .incomplete(indent: "    ")),
    ])
  func completeness(source: String, expected: Completeness) throws {
    #expect(try snapshot().completeness(of: source) == expected)
  }

  /// Cells in all parts of the language, for tries at every position.
  private static let cells = [
    """
    let net = mlp([784, 300, 10]), data = [1.0, 2]
    let run = train(net, on: data, epochs: 3) // trains
    print("loss \\(run.layers.map { "\\($0)" }.joined(separator: ", "))", separator: "")
    """,
    """
    enum Shape: String, CaseIterable { case circle, square }
    struct Point { var x: Double, y = 0.0
      /// length
      mutating func move(by d: Double) { self.x += d; y -= d }
      init(_ x: Double) { self.x = x }
      static let origin = 1
      var norm: Double { (x * x + y * y).squareRoot() } }
    for s in Shape.allCases where s != .circle { switch s { case .circle: print(1); case .square: break } }
    """,
    """
    func fib(_ n: Int, memo: [Int: Int] = [:]) -> Int {
      guard n > 1 else { return n }
      if let known = memo[n] { return known }
      return fib(n - 1) + fib(n - 2) }
    let 👍 = [1, 2, 3].reduce(into: [String: Int]()) { $0["e\u{301}\\($1)", default: 0] += 1 }
    outer: while true { repeat { break outer } while false }
    do { try prune(net, toSparsity: 0.5, by: .random(seed: 1)) } catch { print(error) }
    let x: Int? = nil, y = x ?? (x == nil ? 1 : x!), z = \"\"\"
      many \\(y) lines
      \"\"\"
    """,
  ]

  @Test("every position of a cell can be asked about, also of one that is cut off or broken")
  func everywhere() throws {
    let snapshot = try snapshot("let net = mlp([1])\nlet table = [\"key\": 1]")
    var random = FixedGenerator(state: 7)
    for cell in QueriesTests.cells {
      let scalars = Array(cell.unicodeScalars)
      for place in 0...scalars.count {
        _ = snapshot.complete(cell, at: place)
        _ = snapshot.inspect(cell, at: place, detail: place % 2)
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: scalars[..<place])
        _ = snapshot.complete(String(cut), at: place)
        _ = snapshot.inspect(String(cut), at: place)
        // A piece missing in the middle, and a stray sign.
        let start = Int(random.next() % UInt64(place + 1))
        var broken = String.UnicodeScalarView()
        broken.append(contentsOf: scalars[..<start])
        broken.append(Array("([{.\"`$\\:?".unicodeScalars)[Int(random.next() % 10)])
        broken.append(contentsOf: scalars[place...])
        _ = snapshot.complete(String(broken), at: start + Int(random.next() % 3))
        _ = snapshot.inspect(String(broken), at: start)
      }
    }
  }

  @Test("whatever follows a dot in a sound program is offered after the dot", arguments: agreementSnippets.indices)
  func members(index: Int) throws {
    let snapshot = try snapshot()
    let snippet = agreementSnippets[index]
    let scalars = Array(snippet.unicodeScalars)
    for place in scalars.indices.dropLast(2) where scalars[place] == "." && isName(scalars[place + 1]) {
      guard place > 0, isName(scalars[place - 1]) || ")]?!\"}".unicodeScalars.contains(scalars[place - 1]) else {
        continue
      }
      let word = scalars[(place + 1)...].prefix { isName($0) || ("0"..."9").contains($0) }.map { String($0) }.joined()
      // What stands in a text is no member, and a number is not completed.
      guard snapshot.inspect(snippet, at: place + 2) != nil else { continue }
      let offered = snapshot.complete(snippet, at: place + 1).items.map(\.text)
      #expect(offered.contains(word), "\(word) in \(snippet): \(offered.prefix(5))")
    }
  }

  private func isName(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }

  @Test("no place of a sound or a cut-off program takes long", arguments: agreementSnippets.indices)
  func quick(index: Int) throws {
    let snapshot = try snapshot()
    let scalars = Array(agreementSnippets[index].unicodeScalars)
    for place in stride(from: index % 5, through: scalars.count, by: 5) {
      var cut = String.UnicodeScalarView()
      cut.append(contentsOf: scalars[..<place])
      let time = ContinuousClock().measure {
        _ = snapshot.complete(String(cut), at: place)
        _ = snapshot.inspect(agreementSnippets[index], at: place, detail: 1)
      }
      #expect(time < .seconds(1), "\(String(cut)) took \(time)")
    }
  }

  @Test("positions outside the cell are those at its ends", arguments: [-5, 10_000])
  func outside(place: Int) throws {
    let snapshot = try snapshot()
    #expect(snapshot.complete("trai", at: place).range == (place < 0 ? 0..<0 : 0..<4))
    _ = snapshot.inspect("train", at: place)
  }

  @Test("deep nesting and calls within calls stay quick")
  func deep() throws {
    let snapshot = try snapshot("let net = mlp([1])")
    let clock = ContinuousClock()
    for source in [
      String(repeating: "prune(", count: 60) + "net.", String(repeating: "[1].map { ", count: 60) + "$0.",
      String(repeating: "regions(from: ", count: 60) + ".", String(repeating: "unknown(", count: 60) + ".",
      String(repeating: "f { g(", count: 30) + "net.", String(repeating: "net.", count: 3_000),
      String(repeating: "1 + ", count: 2_000) + "net.", String(repeating: "(", count: 500) + "net.",
      String(repeating: "max(1, ", count: 60) + "net.",
    ] {
      let time = clock.measure {
        _ = snapshot.complete(source, at: source.unicodeScalars.count)
        _ = snapshot.inspect(source, at: source.unicodeScalars.count)
      }
      #expect(time < .seconds(1), "\(source.prefix(30)) took \(time)")
    }
  }
}

/// A generator with a fixed seed (xorshift64*).
private struct FixedGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
