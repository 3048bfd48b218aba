import Figures
import Glibc
import Testing

@Suite struct ThemeTests {
  /// The contrast of two colours by WCAG 2.1, 1 to 21.
  private static func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ hex: String) -> Double {
      let value = UInt32(hex.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
        let c = Double(part) / 255
        return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (x, y) = (luminance(a) + 0.05, luminance(b) + 0.05)
    return max(x, y) / min(x, y)
  }

  private static let curves = Chart(
    "Seven", x: Axis("x"), y: Axis("y"),
    marks: (0..<7).map { .line(Line(y: [Double($0), 1, 2], name: "series \($0)")) })

  private func svg(_ chart: Chart) throws -> String {
    guard case .text(let text)? = chart.bundle(.init(includesPNG: false))["image/svg+xml"] else {
      throw Missing()
    }
    return text
  }

  private struct Missing: Error {}

  @Test("on a dark sheet words and series stand out from it", arguments: FigureSamples.charts.indices)
  func contrast(_ index: Int) throws {
    var chart = index == 0 ? Self.curves : FigureSamples.charts[index]
    chart.theme = .dark
    let text = try svg(chart)
    #expect(text.contains("fill=\"#1e1e1e\""))
    for match in text.matches(of: #/<text[^>]*fill="(#[0-9a-f]{6})"/#) {
      #expect(Self.contrast(String(match.1), "#1e1e1e") > 4.5)
    }
    for match in text.matches(
      of: #/<(?:path|polyline)[^>]*fill="none"[^>]*stroke="(#[0-9a-f]{6})"[^>]*stroke-width="2"/#)
    {
      #expect(Self.contrast(String(match.1), "#1e1e1e") > 3)
    }
  }

  @Test("a theme changes colours alone, and none that the caller chose")
  func coloursOnly() throws {
    var chart = Chart("one", marks: [.line(Line(y: [1, 2], color: Color(hex: 0x123456)))])
    let light = try svg(chart)
    chart.theme = .dark
    let dark = try svg(chart)
    #expect(light != dark)
    #expect(light.contains("#123456") && dark.contains("#123456"))
    // Names of clips come from the content.
    let colour = #/#[0-9a-f]{6}|e[0-9a-z]+-[0-9]+/#
    #expect(light.replacing(colour, with: "") == dark.replacing(colour, with: ""))
  }

  @Test("the interactive form and the PDF follow")
  func otherForms() {
    var chart = Self.curves
    chart.theme = .dark
    let bundle = chart.bundle(.init(includesPNG: false))
    guard case .json(let spec)? = bundle["application/vnd.vegalite.v5+json"],
      case .bytes(let dark)? = bundle["application/pdf"],
      case .bytes(let light)? = Self.curves.bundle(.init(includesPNG: false))["application/pdf"]
    else {
      Issue.record("a form is missing")
      return
    }
    #expect(spec.contains("\"background\":\"#1e1e1e\""))
    #expect(!spec.contains("\"white\"") && !spec.contains("#222222"))
    #expect(dark != light)
  }
}
