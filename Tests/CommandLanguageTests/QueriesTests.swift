import CommandLanguage
import Testing

@Suite("Queries of a snapshot")
struct QueriesTests {
  private func snapshot(_ cells: String...) throws -> LanguageSnapshot {
    let session = Session(table: try testTable())
    for cell in cells { _ = session.run(cell, host: TestHost()) }
    return session.snapshot()
  }

  @Test(
    "completion knows the position",
    arguments: [
      ("tra", "train"), ("train(net, ep", "epochs: "), ("prune(net, toSparsity: 0.5, by: .ma", "magnitude"),
      ("net.par", "parameterCount"),
      ("xs.fil", "filter"), ("net.widened(2).lay", "layers"), ("PruningScore.ran", "random"), ("x", "xs"),
      ("Double.p", "pi"), ("\"é👍\" + na", "name"),
    ])
  func completes(source: String, expected: String) throws {
    let snapshot = try snapshot("let net = mlp([1])\nlet xs = [1, 2]\nlet name = \"n\"")
    let list = snapshot.complete(source, at: source.unicodeScalars.count)
    #expect(list.items.contains { $0.text == expected })
    #expect(list.range.upperBound == source.unicodeScalars.count)
  }

  @Test("labels that are written already are not offered again")
  func labelsOnce() throws {
    let items = try snapshot().complete("train(n, on: d, ", at: 16).items
    #expect(items.contains { $0.text == "epochs: " } && !items.contains { $0.text == "on: " })
  }

  @Test("inspection shows signature, parameters with defaults and units, formula, example, paper")
  func inspects() throws {
    let text = try #require(try snapshot().inspect("train(", at: 6)).text
    for part in [
      "train(_ net: Network, on: [Double], epochs: Int = 10, rate: Double = 0.001, seed: Int? = nil) -> Network",
      "how long [epochs] (default 10)",
      "w ← w - rate ∇L", "Example: train(mlp([2]), on: [1])", "doi:10.1000/test",
    ] { #expect(text.contains(part), "\(text)") }
    let variable = try snapshot("let net = mlp([1, 2])").inspect("net", at: 2)
    #expect(variable?.text == "net: Network\n\nNetwork(1-2)")
  }

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
}
