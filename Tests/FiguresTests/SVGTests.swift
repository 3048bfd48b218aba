import Figures
import Testing

@Suite("Charts as SVG")
struct SVGTests {
  @Test(
    "every chart, careless data included, is well formed and free of numbers that are none",
    arguments: FigureSamples.charts + FigureSamples.hostile)
  func wellFormed(chart: Chart) {
    let svg = FigureSamples.svg(chart)
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    #expect(openElements(in: svg) == [])
    #expect(!svg.contains("=\"nan") && !svg.contains("inf\"") && !svg.contains("Mnan") && !svg.contains("Lnan"))
    #expect(!svg.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test("two renderings of equal charts are the same bytes", arguments: FigureSamples.charts)
  func determinism(chart: Chart) {
    #expect(FigureSamples.svg(chart) == FigureSamples.svg(chart))
    #expect(FigureSamples.pdf(chart) == FigureSamples.pdf(chart))
    #expect(chart.text == chart.text)
  }

  @Test("words are escaped")
  func escaping() {
    let svg = FigureSamples.svg(.line("a < b & \"c\"", y: [1, 2]))
    #expect(svg.contains("a &lt; b &amp; &quot;c&quot;</text>"))
    #expect(!svg.contains("a < b"))
  }

  @Test("figures on one page do not share clip names unless they are the same figure")
  func clipNames() throws {
    func name(_ chart: Chart) throws -> Substring {
      let svg = FigureSamples.svg(chart)
      let start = try #require(svg.firstRange(of: "clipPath id=\"")).upperBound
      return svg[start...].prefix { $0 != "\"" }
    }
    #expect(try name(.line(y: [1, 2])) == name(.line(y: [1, 2])))
    #expect(try name(.line(y: [1, 2])) != name(.line(y: [1, 3])))
  }

  @Test("a value that is no number breaks the curve, and a point between gaps stays visible")
  func gaps() throws {
    let svg = FigureSamples.svg(.line(y: (0..<30).map { $0 == 10 || $0 == 12 ? .nan : Double($0) }))
    let curve = try #require(svg.split(separator: "\n").first { $0.contains("stroke-width=\"2\"") })
    #expect(curve.count { $0 == "M" } == 2)
    #expect(svg.count(of: "h0") == 1)
  }

  @Test("on a log axis only positive values are drawn")
  func logGaps() {
    let svg = FigureSamples.svg(.scatter(x: [1, 2, 3, 4], y: [0, -1, 10, 100], yScale: .log))
    #expect(svg.count(of: "h0") == 2)
  }

  @Test(
    "a chart without data says so", arguments: [Chart(marks: []), .line(y: [.nan]), .images(tiles: []), .grid(of: [])])
  func noData(chart: Chart) {
    #expect(FigureSamples.svg(chart).contains("no data"))
  }

  @Test("a single point is drawn in the middle")
  func singlePoint() {
    let svg = FigureSamples.svg(.line(y: [3]))
    #expect(svg.count(of: "h0") == 1)
  }

  @Test("a long curve is thinned, but its one spike stays")
  func thinning() throws {
    var values = [Double](repeating: 0, count: 100_000)
    values[50_001] = 1
    let svg = FigureSamples.svg(.line(y: values))
    #expect(svg.utf8.count < 100_000)
    let flat = FigureSamples.svg(Chart(y: Axis(domain: -0.06...1.06), marks: [.line(Line(y: values.map { _ in 0 }))]))
    func highest(_ svg: String) throws -> Double {
      let curve = try #require(svg.split(separator: "\n").first { $0.contains("stroke-width=\"2\"") })
      let path = curve.split(separator: "\"")[1]
      return try #require(path.split { "ML".contains($0) }.compactMap { Double($0.split(separator: " ")[1]) }.min())
    }
    #expect(try highest(svg) < highest(flat) - 100)
  }

  @Test("many points become a picture, few stay shapes")
  func pointCloud() {
    let many = (0..<6000).map { Double($0) }
    #expect(FigureSamples.pictures(in: FigureSamples.svg(.scatter(x: many, y: many))).count == 1)
    #expect(FigureSamples.pictures(in: FigureSamples.svg(.scatter(x: [1], y: [1]))).isEmpty)
  }

  @Test("a legend appears for two names and not for one")
  func legend() {
    let one = Mark.line(Line(y: [1, 2], name: "first"))
    let two = Mark.line(Line(y: [2, 1], name: "second"))
    #expect(!FigureSamples.svg(Chart(marks: [one])).contains(">first<"))
    #expect(FigureSamples.svg(Chart(marks: [one, two])).contains(">second<"))
    #expect(!FigureSamples.svg(Chart(legend: .none, marks: [one, two])).contains(">second<"))
  }

  @Test("equal bars still stand side by side")
  func equalBars() {
    let bars = Mark.bars(Bars(["a"], [1]))
    let svg = FigureSamples.svg(Chart(marks: [bars, bars]))
    let shapes = svg.split(separator: "\n").filter { $0.hasPrefix("<path") && $0.contains("Z\"") }
    #expect(Set(shapes.map { $0.prefix { $0 != "Z" } }).count == 2)
  }

  @Test("a legend that all panels share stands once")
  func sharedLegend() {
    let panel = Chart(marks: [.line(Line(y: [1, 2], name: "first")), .line(Line(y: [2, 1], name: "second"))])
    #expect(FigureSamples.svg(.grid(of: [panel, panel, panel])).count(of: ">first<") == 1)
  }

  /// The names of the elements left open, or the first that closes wrongly.
  private func openElements(in svg: String) -> [Substring] {
    var open: [Substring] = []
    for tag in svg.split(separator: "<") where !tag.isEmpty {
      guard let end = tag.firstIndex(of: ">") else { return ["no end: \(tag.prefix(40))"] }
      let name = tag.prefix { $0 != " " && $0 != ">" && $0 != "/" }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst().prefix(upTo: end) else { return [tag] }
      } else if tag[..<end].last != "/" {
        open.append(name)
      }
    }
    return open
  }
}

extension String {
  /// How often a text occurs.
  func count(of part: String) -> Int { ranges(of: part).count }
}
