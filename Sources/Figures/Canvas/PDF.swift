/// Writes a canvas as a PDF 1.4 file of one page (ISO 32000-1), in the fonts that every reader has.
///
/// One CSS pixel is ¾ point. The file holds no date, path or random name.
struct PDF {
  private var page = ""
  private var opacities: [Int] = []
  private var rasters: [Raster] = []

  /// The bytes of a PDF file; `title` is shown by readers in their window.
  static func bytes(_ canvas: Canvas, title: String) -> [UInt8] {
    var writer = PDF()
    let height = canvas.size.height * 0.75
    writer.page = "0.75 0 0 -0.75 0 \(number(height)) cm 1 j\n"
    // Paper is white by itself.
    if canvas.paper != .white {
      var sheet = Canvas(size: canvas.size)
      sheet.fill(
        Canvas.Rect(x: 0, y: 0, width: canvas.size.width, height: canvas.size.height), canvas.paper)
      for shape in sheet.shapes { writer.write(shape) }
    }
    for shape in canvas.shapes { writer.write(shape) }
    return writer.file(width: canvas.size.width * 0.75, height: height, title: title)
  }

  private mutating func write(_ shape: Canvas.Shape) {
    switch shape {
    case .fill(let polygons, let color, let opacity, let outline):
      page += "q \(setOpacity(fill: opacity, stroke: outline?.opacity ?? 1))\(Self.color(color)) rg "
      if let outline { page += Self.stroke(outline) }
      page += polygons.map { Self.path($0) + "h " }.joined() + (outline == nil ? "f" : "B") + " Q\n"
    case .lines(let lines, let stroke):
      page += "q \(setOpacity(fill: 1, stroke: stroke.opacity))\(Self.stroke(stroke))"
      page += lines.map(Self.path).joined() + "S Q\n"
    case .dots(let points, let radius, let color, let opacity):
      let stroke = Canvas.Stroke(color: color, width: radius * 2)
      page += "q 1 J \(setOpacity(fill: 1, stroke: opacity))\(Self.stroke(stroke))"
      page += points.map { "\(Self.pair($0)) m \(Self.pair($0)) l " }.joined() + "S Q\n"
    case .text(let text):
      write(text)
    case .image(let raster, let rect):
      rasters.append(raster)
      let (width, height) = (Self.number(rect.width), Self.number(rect.height))
      page += "q \(width) 0 0 -\(height) \(Self.number(rect.x)) \(Self.number(rect.maxY)) cm /I\(rasters.count) Do Q\n"
    case .clip(let rect):
      page += "q \(Self.number(rect.x)) \(Self.number(rect.y)) \(Self.number(rect.width)) "
      page += "\(Self.number(rect.height)) re W n\n"
    case .endClip:
      page += "Q\n"
    }
  }

  private mutating func write(_ text: Canvas.Text) {
    let width = FontMetrics.width(text.string, size: text.size, isBold: text.isBold)
    let shift = text.anchor == .start ? 0 : text.anchor == .middle ? -width / 2 : -width
    let origin = text.isVertical ? (text.at.x, text.at.y - shift) : (text.at.x + shift, text.at.y)
    let turn = text.isVertical ? "0 -1 -1 0" : "1 0 0 -1"
    let matrix = "\(turn) \(Self.number(origin.0)) \(Self.number(origin.1)) Tm "
    let words = Self.words(text)
    page += "q BT "
    if let rim = text.rim { page += "\(Self.color(rim)) RG 3 w 1 Tr \(matrix)\(words)0 Tr " }
    page += "\(Self.color(text.color)) rg \(matrix)\(words)ET Q\n"
  }

  /// The text in pieces of one font, size and height above the line.
  private static func words(_ text: Canvas.Text) -> String {
    var result = ""
    for run in FontMetrics.runs(text.string) {
      let size = number(text.size * (run.isRaised ? FontMetrics.raisedSize : 1))
      result += "\(number(run.isRaised ? text.size * FontMetrics.raisedShift : 0)) Ts "
      var font: PDFEncoding.Font?
      for scalar in run.text.unicodeScalars {
        // A character of no standard font is shown as a question mark of the width that the layout gave it.
        let (next, code) = PDFEncoding.code(of: scalar, isBold: text.isBold) ?? (text.isBold ? .bold : .regular, 0x3f)
        if next != font {
          result += (font == nil ? "" : ") Tj ") + "/\(next.rawValue) \(size) Tf ("
          font = next
        }
        result += escaped(code)
      }
      if font != nil { result += ") Tj " }
    }
    return result
  }

  private static func escaped(_ code: UInt8) -> String {
    switch code {
    case 0x28, 0x29, 0x5c: "\\" + String(UnicodeScalar(code))
    case 0x20...0x7e: String(UnicodeScalar(code))
    default: "\\" + [6, 3, 0].map { String(code >> $0 & 7) }.joined()
    }
  }

  /// The command that sets how opaque fills and strokes are; empty for opaque ones.
  private mutating func setOpacity(fill: Double, stroke: Double) -> String {
    guard fill < 1 || stroke < 1 else { return "" }
    let key = Int((fill * 100).rounded()) * 1000 + Int((stroke * 100).rounded())
    if !opacities.contains(key) { opacities.append(key) }
    return "/G\(key) gs "
  }

  private func file(width: Double, height: Double, title: String) -> [UInt8] {
    let firstImage = 8
    let states = opacities.map { key in
      "/G\(key) << /ca \(Self.number(Double(key / 1000) / 100)) /CA \(Self.number(Double(key % 1000) / 100)) >>"
    }
    let images = rasters.indices.map { "/I\($0 + 1) \(firstImage + 2 * $0) 0 R" }
    let encoding = "<< /BaseEncoding /WinAnsiEncoding /Differences [\(PDFEncoding.minus) /minus] >>"
    func font(_ name: String) -> String {
      "<< /Type /Font /Subtype /Type1 /BaseFont /\(name)\(name == "Symbol" ? "" : " /Encoding \(encoding)") >>"
    }
    var file = PDFFile()
    file.add("<< /Type /Catalog /Pages 2 0 R >>")
    file.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    file.add(
      """
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Self.number(width)) \(Self.number(height))] /Contents 4 0 R
      /Group << /S /Transparency /CS /DeviceRGB >>
      /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> /ExtGState << \(states.joined(separator: " ")) >>
      /XObject << \(images.joined(separator: " ")) >> >> >>
      """)
    file.addStream("", PNG.deflated(Array(page.utf8)))
    for name in ["Helvetica", "Helvetica-Bold", "Symbol"] { file.add(font(name)) }
    for (index, raster) in rasters.enumerated() {
      let shape = "/Type /XObject /Subtype /Image /Width \(raster.width) /Height \(raster.height) /BitsPerComponent 8"
      let mask = raster.alpha == nil ? "" : " /SMask \(firstImage + 2 * index + 1) 0 R"
      file.addStream("\(shape) /ColorSpace /DeviceRGB\(mask)", PNG.deflated(raster.colors))
      // An opaque raster keeps the numbering with an object that nothing refers to.
      if let alpha = raster.alpha {
        file.addStream("\(shape) /ColorSpace /DeviceGray", PNG.deflated(alpha))
      } else {
        file.add("null")
      }
    }
    return file.bytes(title: title)
  }

  private static func number(_ value: Double) -> String {
    NumberText.coordinate(value, decimals: 3)
  }

  private static func pair(_ point: Canvas.Point) -> String {
    NumberText.coordinate(point.x) + " " + NumberText.coordinate(point.y)
  }

  private static func path(_ points: [Canvas.Point]) -> String {
    var text = ""
    for (index, point) in points.enumerated() { text += pair(point) + (index == 0 ? " m " : " l ") }
    return text
  }

  private static func color(_ color: Color) -> String {
    [color.red, color.green, color.blue].map { number(Double($0) / 255) }.joined(separator: " ")
  }

  private static func stroke(_ stroke: Canvas.Stroke) -> String {
    let dash = stroke.dash.isEmpty ? "" : "[\(stroke.dash.map(number).joined(separator: " "))] 0 d "
    return "\(color(stroke.color)) RG \(number(stroke.width)) w \(dash)"
  }
}
