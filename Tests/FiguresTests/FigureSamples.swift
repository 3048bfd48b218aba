import CZlib
import Figures
import FoundationEssentials

/// Charts of every kind, and readers for the forms they are written in.
enum FigureSamples {
  static let heatMap = Chart.heatMap(
    "Errors", values: [0, 0.25, 0.5, 0.75, 1, .nan], rows: 2, columns: 3, label: "error rate", xLabel: "column")

  static let charts: [Chart] = [
    Chart(
      "Curves", x: Axis("epoch"), y: Axis("loss", scale: .log),
      marks: [
        .line(Line(y: [3, 2, 1], band: .init(lower: [2, 1, 0.5], upper: [4, 3, 2]), name: "train")),
        .line(Line(y: [4, 3, 2], name: "test", stroke: .dashed)), .rule(Rule(.y(1.5), label: "chance")),
        .note(Note(x: 1, y: 2, "best")),
      ]),
    .scatter("Points", x: [1, 2, 3], y: [3, 1, 2], xLabel: "α", yLabel: "10⁻³"),
    .bars("Bars", labels: ["a", "b"], values: [1, -2], errors: [0.1, 0.2]),
    .histogram("Weights", of: [1, 2, 2, 3, 3, 3]),
    heatMap,
    .images("Digits", tiles: [.init([0, 1, 1, 0], rows: 2, columns: 2, caption: "seven")]),
    Chart("Cells", marks: [.polygons(Polygons([[.init(x: 0, y: 0), .init(x: 1, y: 0), .init(x: 0, y: 1)]]))]),
    .grid("Both", of: [.line("one", y: [1, 2]), .line("two", y: [2, 1])]),
  ]

  /// What careless or hostile data look like.
  static let hostile: [Chart] = [
    Chart(marks: []),
    .line(y: []),
    .line(y: [.nan, .infinity, -.infinity]),
    .line(x: [1], y: [1, 2, 3]),
    .line(x: [-1e308, 1e308], y: [-1e308, 1e308]),
    .line(y: [.leastNonzeroMagnitude, .leastNormalMagnitude], yScale: .log),
    .line(y: [-1, 0, -5], yScale: .log),
    Chart(x: Axis(domain: 0...0), y: Axis(domain: -.infinity ... .infinity), marks: [.line(Line(y: [1, 2]))]),
    Chart(
      x: Axis(domain: 100...101), y: Axis(domain: 1...2),
      marks: [
        .histogram(Histogram([1, 2, 300])), .bars(Bars([], [1e300, -1e300])), .rule(Rule(.x(.nan), label: "x")),
      ]),
    .bars(labels: ["only a label"], values: []),
    .bars(labels: [], values: [.nan, 1], errors: [.infinity]),
    .histogram(of: [.nan]),
    .histogram(of: [-1e300, 1e300], bins: .max),
    .histogram(of: [1, 1, 1], bins: -4),
    .heatMap(values: [], rows: 3, columns: 3),
    .heatMap(values: [1], rows: -1, columns: 2),
    .heatMap(values: [1], rows: .max, columns: .max),
    .heatMap(values: [1, 2], rows: 1, columns: 2, x: 0...0, y: 0 ... .infinity),
    .heatMap(values: [.nan, .nan], rows: 1, columns: 2, colors: .diverging),
    Chart(x: Axis(scale: .log), marks: [.heatMap(HeatMap([1, 2], rows: 1, columns: 2, x: 1...100))]),
    Chart(marks: [.polygons(Polygons([[], [.init(x: .nan, y: 0)]], fill: .values([], .magma, label: "v")))]),
    .images(tiles: []),
    .images(
      tiles: [.init([.nan], rows: 4, columns: 4, channels: .planarRGB), .init([], rows: .max, columns: 9)], columns: -3),
    .grid(of: []),
    .grid("nested", of: [.grid(of: [.images(tiles: [])]), .line(y: [1])], columns: .max),
    Chart("\u{0}\u{7}<&>\"' ]]> \u{1F600} 漢字", x: Axis("a\nb"), size: .init(width: -5, height: .nan), marks: []),
    .scatter(x: (0..<6000).map(Double.init), y: (0..<6000).map { Double($0 % 7) }),
  ]

  static func svg(_ chart: Chart) -> String {
    if case .text(let text) = chart.bundle(.init(includesPNG: false))["image/svg+xml"] { text } else { "" }
  }

  static func pdf(_ chart: Chart) -> [UInt8] {
    if case .bytes(let bytes) = chart.bundle(.init(includesPNG: false))["application/pdf"] { bytes } else { [] }
  }

  /// The pictures inside an SVG, as PNG files.
  static func pictures(in svg: String) -> [[UInt8]] {
    svg.split(separator: "data:image/png;base64,").dropFirst().compactMap { part in
      Data(base64Encoded: String(part.prefix { $0 != "\"" })).map(Array.init)
    }
  }

  /// The bytes that zlib packed, `nil` when they are damaged.
  static func inflated(_ bytes: some Collection<UInt8>, size: Int) -> [UInt8]? {
    var length = uLong(size)
    var output = [UInt8](repeating: 0, count: size)
    let status = uncompress(&output, &length, Array(bytes), uLong(bytes.count))
    return status == Z_OK ? Array(output.prefix(Int(length))) : nil
  }
}
