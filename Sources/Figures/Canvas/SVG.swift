import FoundationEssentials

/// Writes a canvas as Scalable Vector Graphics: attributes only, no style sheet that could touch a page around it.
struct SVG {
  private var body = ""
  private var clips = 0

  /// The text of an SVG document.
  static func text(_ canvas: Canvas) -> String {
    var writer = SVG()
    for shape in canvas.shapes { writer.write(shape) }
    let width = NumberText.coordinate(canvas.size.width)
    let height = NumberText.coordinate(canvas.size.height)
    // Clip names come from the content: figures on one page share a name only when what it names is the same.
    let body = writer.body.replacing(placeholder, with: "e" + String(fingerprint(writer.body), radix: 36))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      xml:space="preserve" role="img" aria-label="\(escaped(canvas.summary))" font-family="\(fonts)">
      <rect width="\(width)" height="\(height)" fill="\(canvas.paper.hex)"/>
      \(body)</svg>

      """
  }

  private static let placeholder = "\u{1}"
  private static let fonts = "Helvetica, Arial, 'Liberation Sans', sans-serif"

  /// Text for an attribute or an element: markup escaped, characters that XML forbids replaced.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{0}"..<" ": result += " "
      case "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The 64-bit FNV-1a hash of a text.
  static func fingerprint(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private mutating func write(_ shape: Canvas.Shape) {
    switch shape {
    case .fill(let polygons, let color, let opacity, let outline):
      body += "<path d=\"\(polygons.map { Self.path($0) + "Z" }.joined())\" fill=\"\(color.hex)\""
      if opacity < 1 { body += " fill-opacity=\"\(NumberText.coordinate(opacity))\"" }
      if let outline { body += Self.attributes(outline) + " stroke-linejoin=\"round\"" }
      body += "/>\n"
    case .lines(let lines, let stroke):
      body += "<path d=\"\(lines.map(Self.path).joined())\" fill=\"none\"\(Self.attributes(stroke))"
      body += " stroke-linejoin=\"round\"/>\n"
    case .dots(let points, let radius, let color, let opacity):
      // Round caps on lines of no length: one short element for any number of points.
      let path = points.map { "M\(Self.pair($0))h0" }.joined()
      body += "<path d=\"\(path)\" fill=\"none\""
      body += Self.attributes(Canvas.Stroke(color: color, width: radius * 2, opacity: opacity))
      body += " stroke-linecap=\"round\"/>\n"
    case .text(let text):
      write(text)
    case .image(let raster, let rect):
      let data = Data(PNG.bytes(raster)).base64EncodedString()
      body += "<image \(Self.attributes(rect)) preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\""
      body += " href=\"data:image/png;base64,\(data)\"/>\n"
    case .clip(let rect):
      clips += 1
      let name = "\(Self.placeholder)-\(clips)"
      body += "<clipPath id=\"\(name)\"><rect \(Self.attributes(rect))/></clipPath>\n"
      body += "<g clip-path=\"url(#\(name))\">\n"
    case .endClip:
      body += "</g>\n"
    }
  }

  private mutating func write(_ text: Canvas.Text) {
    body += "<text x=\"\(NumberText.coordinate(text.at.x))\" y=\"\(NumberText.coordinate(text.at.y))\""
    body += " font-size=\"\(NumberText.coordinate(text.size))\" fill=\"\(text.color.hex)\""
    if text.anchor != .start { body += " text-anchor=\"\(text.anchor.rawValue)\"" }
    if text.isBold { body += " font-weight=\"bold\"" }
    if text.isVertical {
      body += " transform=\"rotate(-90 \(NumberText.coordinate(text.at.x)) \(NumberText.coordinate(text.at.y)))\""
    }
    if let rim = text.rim {
      body += " stroke=\"\(rim.hex)\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
    }
    body += ">"
    var isRaised = false
    for run in FontMetrics.runs(text.string) {
      let shift = NumberText.coordinate(text.size * FontMetrics.raisedShift)
      if run.isRaised {
        let size = NumberText.coordinate(text.size * FontMetrics.raisedSize)
        body += "<tspan dy=\"-\(shift)\" font-size=\"\(size)\">\(Self.escaped(run.text))</tspan>"
      } else if isRaised {
        body += "<tspan dy=\"\(shift)\">\(Self.escaped(run.text))</tspan>"
      } else {
        body += Self.escaped(run.text)
      }
      isRaised = run.isRaised
    }
    body += "</text>\n"
  }

  private static func path(_ points: [Canvas.Point]) -> String {
    var text = ""
    for (index, point) in points.enumerated() { text += (index == 0 ? "M" : "L") + pair(point) }
    return text
  }

  private static func pair(_ point: Canvas.Point) -> String {
    NumberText.coordinate(point.x) + " " + NumberText.coordinate(point.y)
  }

  private static func attributes(_ rect: Canvas.Rect) -> String {
    let (x, y) = (NumberText.coordinate(rect.x), NumberText.coordinate(rect.y))
    return "x=\"\(x)\" y=\"\(y)\" width=\"\(NumberText.coordinate(rect.width))\" "
      + "height=\"\(NumberText.coordinate(rect.height))\""
  }

  private static func attributes(_ stroke: Canvas.Stroke) -> String {
    var text = " stroke=\"\(stroke.color.hex)\" stroke-width=\"\(NumberText.coordinate(stroke.width))\""
    if !stroke.dash.isEmpty {
      text += " stroke-dasharray=\"\(stroke.dash.map { NumberText.coordinate($0) }.joined(separator: " "))\""
    }
    if stroke.opacity < 1 { text += " stroke-opacity=\"\(NumberText.coordinate(stroke.opacity))\"" }
    return text
  }
}
