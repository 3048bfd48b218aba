import CommandLanguage
import TestSupport
import Testing
import Workbench

@Suite("Snapshots")
struct SnapshotTests {
  @Test("a snapshot costs the same however large the variables are")
  func cost() throws {
    func seconds(_ count: Int) throws -> Double {
      let bench = try Bench()
      let (report, _) = bench.run(
        """
        let t = tensor(Array(repeating: 0.5, count: \(count)))
        let pair = [Array(repeating: 1, count: \(count)), Array(repeating: 2, count: \(count))]
        let named = (first: pair, text: String(repeating: "x", count: \(count)))
        struct Kept { var values: [Int]; var maybe: [[Int]]? }
        let kept = Kept(values: pair[0], maybe: pair)
        let byName = ["a": pair]
        """)
      #expect(report.failures.isEmpty, "\(report.failures.map(\.text))")
      return (0..<5).map { _ in
        let clock = ContinuousClock()
        return clock.measure { _ = bench.workbench.snapshot() } / .seconds(1)
      }.min() ?? .infinity
    }
    // A snapshot that looked at the elements would take a thousand times as long; 20 is beyond any noise.
    #expect(try seconds(1_000_000) < 20 * seconds(1_000))
  }

  @Test(
    "previews are short and say what a value is",
    arguments: [
      ("[[1, 2], [3]]", "[[1, 2], [3]]"), ("[\"a\": 1.5]", "[\"a\": 1.5]"), ("(x: 1, \"b\")", "(x: 1, \"b\")"),
      ("Array(0..<100)", "[0, 1, 2, 3, 4, 5, …] (100)"), ("Int(\"7\")", "Optional(7)"),
      ("tensor([1, 2])", "Tensor [2] Double, 1 to 2, mean 1.5"),
      ("tensor(Array(repeating: 0.5, count: 5000))", "Tensor [5000] Double"),
    ])
  func previews(_ expression: String, _ expected: String) throws {
    let bench = try Bench()
    _ = bench.run("let value = \(expression)")
    #expect(bench.workbench.variables.map(\.preview) == [expected])
  }
}

@Suite("Completion of the domain")
struct DomainCompletionTests {
  private func complete(_ marked: String, after cells: String...) throws -> [CompletionList.Item] {
    let bench = try Bench()
    for cell in cells { #expect(bench.run(cell).report.failures.isEmpty) }
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    return bench.workbench.snapshot().complete(
      parts.joined(), at: parts[0].unicodeScalars.count, files: PathCompletion.names(after:)
    ).items
  }

  @Test(
    "the first offers at typical places",
    arguments: [
      ("train(|", ["net"]), ("train(net, on: |", ["data", "digits"]),
      ("train(net, on: data, |", ["epochs: ", "batch: "]),
      ("prune(net, |", ["toSparsity: ", "by: ", "scope: "]), ("prune(net, toSparsity: 0.5, by: .|", ["magnitude"]),
      ("prune(net, scope: .|", ["global", "layerwise", "uniform", "uniformPlus", "erdosRenyi"]), ("net[\"|", ["fc1.weight", "fc1.bias"]),
      ("net[\"fc2.|\"]", ["fc2.weight", "fc2.bias"]), ("shares[\"|", ["layer", "kept"]),
      ("let s: PruningScore = .|", ["magnitude"]),
      ("hullMembership(|", ["of: ", "in: ", "aim: "]), ("train(net, on: data, stop: .|", ["earliest"]),
      ("intrinsicDimension(data.train.inputs, .mle(nor|", ["normalization: "]),
      ("let run = train(net, on: data)\nrun.history[0].tr|", ["train"]), ("help(.pr|", ["pruning"]),
      ("Chart(\"a\", marks: [.li|", ["line"]), ("let test = data.test\ntest.lab|", ["labels"]),
      ("train(net, on: data).validation.acc|", ["accuracy"]),
      ("lottery(net, on: data).rounds.map { $0.test.acc|", ["accuracy"]),
    ])
  func first(marked: String, expected: [String]) throws {
    let items = try complete(
      marked, after: "let net = mlp([8, 4, 2])\nlet data = digits()",
      "let shares = Table([.text(\"layer\", [\"fc1\"]), .numbers(\"kept\", [0.2])])")
    #expect(items.prefix(expected.count).map(\.text) == expected, "\(items.prefix(8).map(\.text))")
    for item in items where item.kind != "keyword" && item.kind != "key" { #expect(!item.signature.isEmpty, "\(item)") }
  }

  @Test("paths: folders with a slash, hidden names when asked for, what a literal needs escaped")
  func paths() throws {
    let folder = try TemporaryFolder()
    for name in ["data/a.npz", "draft.svg", ".hidden", "a \"quoted\" name", "été.txt"] {
      try folder.write([], to: name)
    }
    func names(_ path: String) -> [String] { PathCompletion.names(after: "\(folder.path)/\(path)") }
    #expect(names("") == ["a \\\"quoted\\\" name", "data/", "draft.svg", "été.txt"])
    #expect(names("d") == ["data/", "draft.svg"])
    #expect(names(".") == [".hidden"])
    #expect(names("data/") == ["a.npz"])
    #expect(names("nowhere/").isEmpty && names("z").isEmpty)
    #expect(PathCompletion.names(after: "Pack").contains("Package.swift"))
    #expect(PathCompletion.names(after: "~") == ["~/"])
    #expect(PathCompletion.names(after: "~somebody/").isEmpty)
    let items = try complete("save(Chart(\"a\", marks: []), \"\(folder.path)/d|")
    #expect(items.map(\.text) == ["data/", "draft.svg"])
    #expect(items.map(\.signature) == ["folder", "file"])
  }

  @Test("no more names than anybody reads")
  func bounded() throws {
    let folder = try TemporaryFolder()
    for index in 0..<300 { try folder.write([], to: "file\(index)") }
    #expect(PathCompletion.names(after: folder.path + "/").count == 200)
  }
}
