import CommandLanguage
import Testing
import Workbench

@Suite("Compaction in cells")
struct CompactionCommandTests {
  @Test("compact gives the smaller network with the same outputs, compaction the table")
  func compaction() throws {
    let bench = try Bench()
    let report = bench.run(
      """
      let net = prune(mlp([64, 300, 100, 10], seed: 1), toSparsity: 0.99)
      let small = compact(net)
      let table = compaction(of: net)
      let inputs = digits().test.inputs
      """
    ).report
    #expect(report.failures.isEmpty, "\(report.failures.map(\.text))")
    #expect(bench.text("(net.logits(inputs) - small.logits(inputs)).max! < 1e-5") == "true")
    #expect(bench.text("small.parameterCount < net.parameterCount / 2") == "true")
    #expect(bench.text("table.removedUnits == 410 - table.layers.map { $0.unitsAfter }.reduce(0, +)") == "true")
    #expect(bench.text("table.network.parameterCount == small.parameterCount") == "true")
    let text = bench.text("table")
    #expect(text.hasPrefix("Compaction: "))
    #expect(text.contains("fc1    dense  300 → "))
    #expect(bench.text("compaction(of: mlp([4, 3, 2]))").hasPrefix("Compaction: 0 units removed, 23 parameters"))
  }
}
