import Figures
import Testing

@Suite("Sparklines")
struct SparklineTests {
  @Test(
    "A curve runs from its least to its greatest value",
    arguments: [
      ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"), ([1, 0], "█▁"), ([2, 2, 2], "▄▄▄"), ([], ""),
      ([0, .nan, 1], "▁ █"), ([.nan, .infinity], "  "), ([-1e308, 1e308], "▄▄"),
    ] as [([Double], String)])
  func curves(_ values: [Double], _ expected: String) {
    #expect(Sparkline.text(values) == expected)
  }

  @Test("Many values share columns, each the mean of its share")
  func shares() {
    #expect(Sparkline.text([0, 0, 0, 0, 4, 4, 8, 8], width: 4) == "▁▁▅█")
    #expect(Sparkline.text((0..<10_000).map(Double.init)).count == 32)
  }

  @Test("A table over a figure is one HTML with both, and each in its own forms")
  func tableOverFigure() {
    let table = Table("t", columns: [.init("a")], rows: [["<1>"]])
    let bundle = table.bundle(over: .line("curve \"1\"", y: [1, 2, 3]))
    guard case .text(let html)? = bundle["text/html"] else {
      Issue.record("no HTML")
      return
    }
    #expect(html.hasPrefix("<div><table>") && html.contains("&lt;1&gt;"))
    #expect(html.contains("alt=\"curve &quot;1&quot;\"") && html.contains("src=\"data:image/svg+xml,%3Csvg"))
    #expect(bundle["image/svg+xml"] != nil && bundle["text/latex"] != nil && bundle.plainText == table.text)
    #expect(bundle.entries.last?.mime == "text/plain")
  }
}
