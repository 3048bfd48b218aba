import Figures
import FoundationEssentials
import Testing

@Suite("Bundles")
struct BundleTests {
  /// The parts of a Vega-Lite specification that every chart has.
  struct Specification: Decodable {
    struct Layer: Decodable {
      struct Values: Decodable { var values: [[String: Value]] }
      var data: Values
    }

    /// A value of a row: a number, a text or nothing.
    enum Value: Decodable, Equatable {
      case number(Double), text(String), none

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          self = .none
        } else if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }
    }

    var schema: String
    var layer: [Layer]?
    var concat: [[String: Ignored]]?
    struct Ignored: Decodable { init(from decoder: any Decoder) throws {} }
    enum CodingKeys: String, CodingKey { case schema = "$schema", layer, concat }
  }

  private func specification(_ chart: Chart) throws -> Specification? {
    guard case .json(let text) = chart.bundle(.init(includesPNG: false))["application/vnd.vegalite.v5+json"] else {
      return nil
    }
    return try JSONDecoder().decode(Specification.self, from: Data(text.utf8))
  }

  @Test("the forms come in the order of richness, and no JSON tree view takes their place")
  func order() {
    let bundle = Chart.line(y: [1, 2]).bundle(.init(includesPNG: false))
    #expect(
      bundle.entries.map(\.mime)
        == ["application/vnd.vegalite.v5+json", "image/svg+xml", "application/pdf", "text/plain"])
    let lean = Chart.line(y: [1, 2]).bundle(.init(includesPNG: false, includesPDF: false, vegaRowLimit: -1))
    #expect(lean.entries.map(\.mime) == ["image/svg+xml", "text/plain"])
  }

  @Test("Vega-Lite is valid JSON with the data inside", arguments: FigureSamples.charts + FigureSamples.hostile)
  func vega(chart: Chart) throws {
    guard let found = try specification(chart) else { return }
    #expect(found.schema == "https://vega.github.io/schema/vega-lite/v5.json")
    #expect((found.layer?.isEmpty ?? found.concat?.isEmpty) != nil)
  }

  @Test("values that JSON cannot write are null, and words keep their quotes")
  func nulls() throws {
    let rows = try #require(specification(.line("\"\\\n", y: [1, .nan]))?.layer?.first?.data.values)
    #expect(
      rows == [["i": .number(0), "x": .number(0), "y": .number(1)], ["i": .number(1), "x": .number(1), "y": .none]])
  }

  @Test("a chart with more rows than the limit goes without Vega-Lite and says so")
  func rowLimit() {
    let chart = Chart.line(y: [Double](repeating: 1, count: 5001))
    let bundle = chart.bundle(.init(includesPNG: false))
    #expect(bundle["application/vnd.vegalite.v5+json"] == nil)
    #expect(bundle.notes == ["no interactive form: 5001 rows of data, more than the limit of 5000"])
    #expect(Chart.line(y: [Double](repeating: 1, count: 5000)).bundle(.init(includesPNG: false)).notes.isEmpty)
  }

  @Test("a bundle has a PNG with its display size, or a note why it has none")
  func png() {
    let bundle = Chart.line(y: [1, 2]).bundle()
    if case .bytes(let bytes) = bundle["image/png"] {
      #expect(bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]))
      #expect(bundle.extents["image/png"] == .init(width: 640, height: 400))
      #expect(bundle.notes.isEmpty)
    } else {
      #expect(bundle.notes.count == 1 && bundle.notes[0].hasPrefix("no PNG: "))
    }
  }
}
