import Figures
import Testing

@Suite("Charts as text")
struct TextTests {
  @Test(
    "no line of a chart is wider than 80 characters, and a plot has at most 18 rows of picture",
    arguments: FigureSamples.charts)
  func size(chart: Chart) {
    let lines = chart.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 })
    if case .plot = chart.content {
      #expect(lines.count { $0.contains("┤") || $0.contains("│") || $0.contains("└") } <= 18)
    }
  }

  @Test("a rising line climbs from the lower left to the upper right, with the ranges at the axes")
  func line() throws {
    let lines = Chart.line("Rise", x: [0, 10], y: [2, 4], xLabel: "step").text.split(separator: "\n").map(String.init)
    #expect(lines[0] == "Rise")
    #expect(lines[1].hasPrefix("4 ┤") && lines[1].hasSuffix("⠁") == false)
    let plot = lines[1...12].map { $0.drop { $0 != "┤" }.dropFirst() }
    let starts = plot.map { $0.prefix { $0 == " " }.count }
    #expect(starts == starts.sorted(by: >), "each row begins to the left of the one above")
    #expect(plot[0].count == 56 && starts[11] == 0)
    #expect(lines[12].hasPrefix("2 ┤"))
    #expect(lines[14].split(separator: " ") == ["0", "step", "10"])
  }

  @Test("gaps are counted and their reason is said")
  func gaps() {
    #expect(Chart.line(y: [1, .nan, 3, .infinity]).text.contains("2 values left out: not finite"))
    let log = Chart.line(y: [1, 0, 3], yScale: .log).text
    #expect(log.contains("1 value left out: not finite, or not positive on a log axis"))
    #expect(!Chart.line(y: [1, 2]).text.contains("left out"))
    #expect(Chart.line(x: [1], y: [1, 2, 3]).text.contains("2 values left out"))
    #expect(Chart.line(y: [.nan]).text == "no data\n1 value left out: not finite")
  }

  @Test("a heat map is shaded, row 0 where the figure has it")
  func heatMap() {
    let down = Chart.heatMap(values: [0, 1, 1, .nan], rows: 2, columns: 2, label: "error").text
    #expect(down == "│  ██│\n│██··│\nerror: blank 0 … █ 1, 2 × 2 cells\n1 value left out: not finite")
    let up = Chart(marks: [.heatMap(HeatMap([0, 1], rows: 2, columns: 1))]).text
    #expect(up.hasPrefix("│██│\n│  │\n"))
  }

  @Test("bars have their values and errors")
  func bars() {
    let text = Chart.bars(labels: ["MLE", "PCA"], values: [5, 10], errors: [0.5, 0]).text
    let full = String(repeating: "█", count: 36)
    #expect(text == "MLE ┤\(full.prefix(18)) 5 ± 0.5\nPCA ┤\(full) 10")
  }

  @Test("a named curve has its range and last value")
  func remark() {
    let chart = Chart(marks: [.line(Line(y: [3, 1, 2], name: "loss"))])
    #expect(chart.text.hasSuffix("loss: 3 points, 1 … 3, last 2"))
  }

  @Test("every careless chart has a text", arguments: FigureSamples.hostile)
  func hostile(chart: Chart) {
    #expect(!chart.text.contains("nan"))
    if case .plot = chart.content { #expect(!chart.text.isEmpty) }
  }

  @Test("counts of a histogram add up to the finite values")
  func histogram() {
    let values = (0..<1000).map { Double($0 % 37) } + [.nan, .infinity]
    for bins in [nil, 1, 7, 1000, Int.max] {
      let (edges, counts) = Histogram(values, bins: bins).counts()
      #expect(counts.reduce(0, +) == 1000)
      #expect(edges.count == counts.count + 1)
      #expect(edges.first == 0 && edges.last == 36)
    }
    #expect(Histogram([0, 1, 2, 3], bins: 2).counts().counts == [2, 2])
    #expect(Histogram([4, 4]).counts().counts == [2])
  }
}
