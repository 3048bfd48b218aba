import CommandLanguage
import Testing

@Suite("The standard library of cells")
struct LibraryTests {
  @Test(
    "what a member cannot do is a diagnostic at its place",
    arguments: [
      ("1️⃣[1, 2, 3][1...][0]", "index-out-of-range"), ("1️⃣[1, 2, 3][1...2][0..<2]", "index-out-of-range"),
      ("var a = [1, 2, 3]\n1️⃣a[1...5] = [1]", "index-out-of-range"),
      ("var t = [1, 2, 3][1...]\n1️⃣t[0] = 1", "index-out-of-range"),
      ("var a = [1]\n1️⃣a.removeFirst(2)", "empty-collection"),
      ("var a = [1]\n1️⃣a.removeLast(-1)", "invalid-argument"),
      ("var a = [1]\n1️⃣a.removeSubrange(0..<3)", "index-out-of-range"),
      ("var a = [1]\n1️⃣a.insert(contentsOf: [1], at: 5)", "index-out-of-range"),
      ("var a = [1]\n1️⃣a.replaceSubrange(-1..<0, with: [])", "index-out-of-range"),
      ("var s: Set<Int> = []\n1️⃣s.removeFirst()", "empty-collection"),
      ("var s = \"\"\n1️⃣s.removeFirst()", "empty-collection"),
      ("var s = \"ab\"\n1️⃣s.removeLast(3)", "empty-collection"),
      ("let s = \"ab\"\n1️⃣s[s.endIndex]", "index-out-of-range"),
      ("let s = \"ab\"\n1️⃣s.index(after: s.endIndex)", "index-out-of-range"),
      ("let s = \"ab\"\n1️⃣s.index(before: s.startIndex)", "index-out-of-range"),
      ("let s = \"ab\"\n1️⃣s.index(s.startIndex, offsetBy: 5)", "index-out-of-range"),
      ("let s = \"ab\"\n1️⃣s[s.startIndex...s.endIndex]", "index-out-of-range"),
      ("let s = \"ab\"\ns[1️⃣s.endIndex..<s.startIndex]", "reversed-range"),
      ("var s = \"ab\"\n1️⃣s.remove(at: s.endIndex)", "index-out-of-range"),
      ("1️⃣\"x\".padding(toLength: 3, withPad: \"\", startingAt: 0)", "invalid-argument"),
      ("1️⃣Array(repeating: 0, count: 1_000_000_000_000)", "too-many-elements"),
      ("1️⃣String(repeating: \"ab\", count: 1_000_000_000_000)", "too-many-elements"),
      ("1️⃣sequence(first: 1, next: { $0 })", "too-many-elements"),
      ("1️⃣fatalError(\"stop\")", "fatal-error"), ("1️⃣preconditionFailure()", "precondition-failed"),
      ("let n: Int? = nil\nlet m: Int = n ?? 1️⃣fatalError(\"none\")", "fatal-error"),
      ("1️⃣5.advanced(by: Int.max)", "integer-overflow"), ("1️⃣(Int.min...Int.max).count", "integer-overflow"),
      ("1️⃣[1, 2].split(separator: 1, maxSplits: -1)", "invalid-argument"),
      ("1️⃣[3, 1].joined(separator: \",\")", "type-mismatch"),
      ("1️⃣Int.random(in: 3..<3, seed: 1)", "empty-collection"),
      ("1️⃣String(format: \"%d\", 1.5)", "invalid-format"), ("1️⃣String(format: \"%s\", \"x\")", "invalid-format"),
      ("1️⃣String(format: \"%f %f\", 1.5)", "invalid-format"), ("1️⃣String(format: \"%f\", 1.5, 2)", "invalid-format"),
      ("1️⃣String(format: \"%n\", 1)", "invalid-format"), ("1️⃣String(format: \"%5000d\", 1)", "invalid-format"),
      ("1️⃣String(format: \"%\", 1)", "invalid-format"),
    ])
  func faults(marked: String, id: String) throws {
    let (source, offset) = unmarked(marked)
    let (outcome, _) = try run(source)
    #expect(outcome.errors.first?.id == id, "\(rendered(outcome, source))")
    #expect(outcome.errors.first?.range.start == offset, "\(rendered(outcome, source))")
  }

  @Test(
    "what Swift has and cells do not is refused with what to write instead",
    arguments: [
      ("[1, 2].1️⃣hashValue", "outside-subset"), ("(0.5...2.5).1️⃣map { $0 }", "outside-subset"),
      ("[1: 2].1️⃣index(forKey: 1)", "outside-subset"), ("1️⃣dump([1])", "outside-subset"),
      ("var t = [1, 2][1...]\nt.1️⃣sort()", "outside-subset"), ("1️⃣\"abc\"[0]", "string-index"),
      ("[1].randomElement(1️⃣)", "missing-argument"), ("Int.random(in: 0..<51️⃣)", "missing-argument"),
    ])
  func refusals(marked: String, id: String) throws {
    let (source, offset) = unmarked(marked)
    let (outcome, _) = try run(source)
    #expect(outcome.errors.first?.id == id, "\(rendered(outcome, source))")
    #expect(outcome.errors.first?.range.start == offset, "\(rendered(outcome, source))")
    #expect(outcome.errors.first?.mend?.isEmpty == false)
  }

  @Test(
    "an index is not taken for a place in another text",
    arguments: [
      "let s = \"ab\", t = \"xyz\"\ns[t.index(t.startIndex, offsetBy: 1)]",
      "let s = \"hello world\"\nlet w = s[s.index(s.startIndex, offsetBy: 6)...]\ns[w.firstIndex(of: \"r\")!]",
      "let s = \"aaab\"\nlet w = s[s.index(after: s.startIndex)...]\ns[w.firstIndex(of: \"b\")!]",
      "let s = \"aaab\"\nlet w = s[s.index(after: s.startIndex)...]\nw[s.index(s.startIndex, offsetBy: 2)]",
    ])
  func otherText(source: String) throws {
    let (outcome, _) = try run(source)
    #expect(outcome.errors.first?.id == "index-of-another-text", "\(rendered(outcome, source))")
  }

  @Test("the members that come from Foundation answer as Foundation does")
  func foundation() throws {
    let source = #"""
      print(String(format: "%.3f|%8.2f|%-8.1f|%+.1f|%08.3f|%e|%g|%G", 3.14159, 2.5, 1.25, 1.0, -1.5, 12345.678, 1e-4, 1e-10))
      print(String(format: "%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%ld|%i", 42, 42, 42, 42, 42, 255, 255, 8, 7, 9))
      print(String(format: "%@ is %d%% (%@)", "loss", 5, "x"), String(format: "none"), String(format: "%c", 65))
      print("[" + "  a b \n".trimmingCharacters(in: .whitespaces) + "]", "..x.".trimmingCharacters(in: .punctuationCharacters))
      print("a,b,,c".components(separatedBy: ","), "a.b.c".replacingOccurrences(of: ".", with: "-"))
      print("ab".padding(toLength: 5, withPad: ".", startingAt: 0), "x".padding(toLength: 6, withPad: "123", startingAt: 1))
      print("abcdef".padding(toLength: 3, withPad: " ", startingAt: 0), "hello big world".capitalized, "o'neil x2y".capitalized)
      if let r = "a-b-c".range(of: "b-") { print("a-b-c"[r], "a-b-c"[..<r.lowerBound], "a-b-c"[r.upperBound...]) }
      """#
    let (outcome, output) = try run(source)
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, source))")
    // What a program that imports Foundation printed.
    let printed = #"""
      3.142|    2.50|1.2     |+1.0|-001.500|1.234568e+04|0.0001|1E-10
      42|   42|42   |00042|+42|ff|FF|10|7|9
      loss is 5% (x) none A
      [a b 
      ] x
      ["a", "b", "", "c"] a-b-c
      ab... x23123
      abc Hello Big World O'neil X2Y
      b- a- c

      """#
    #expect(output == printed)
  }

  @Test("what a seed picks is the same every time, and within what it is picked from")
  func seeds() throws {
    let source = """
      let a = Array(0..<50)
      print(a.shuffled(seed: 7) == a.shuffled(seed: 7), a.shuffled(seed: 7) != a, a.shuffled(seed: 7).sorted() == a)
      print((0..<200).allSatisfy { (3...5).contains((3...5).randomElement(seed: $0)!) }, [Int]().randomElement(seed: 1) == nil)
      print(Set((0..<200).map { Int.random(in: -1..<2, seed: $0) }) == [-1, 0, 1])
      print((0..<200).allSatisfy { (0.5..<0.75).contains(Double.random(in: 0.5..<0.75, seed: $0)) })
      print(Set((0..<64).map { Bool.random(seed: $0) }).count)
      """
    let (outcome, output) = try run(source)
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, source))")
    #expect(output == "true true true\ntrue true\ntrue\ntrue\n2\n")
  }

  @Test("the elements of endless ranges are not made where nothing needs them")
  func longRanges() throws {
    let source = """
      print((0..<Int.max).isEmpty, (0..<Int.max).first!, (0...Int.max).last! == Int.max, (0..<Int.max).dropFirst(5).count)
      print((Int.min...Int.max).contains(7), (0..<Int.max).firstIndex(of: 12)!, (0..<Int.max).overlaps(5..<6))
      """
    let (outcome, output) = try run(source)
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, source))")
    #expect(output == "false 0 true 9223372036854775802\ntrue 12 true\n")
  }
}
