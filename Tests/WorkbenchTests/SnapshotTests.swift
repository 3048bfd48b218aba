import CommandLanguage
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
