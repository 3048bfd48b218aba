/// A sheet on which a chart is drawn once, for every back end: a list of a few kinds of shapes.
///
/// Coordinates are CSS pixels, the origin at the top left. The sheet is opaque: GitHub and dark themes show a figure as a
/// picture on whatever ground they have, and ink on a transparent sheet could vanish there.
struct Canvas: Sendable {
  /// A place on the sheet.
  struct Point: Sendable, Hashable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A rectangle on the sheet.
  struct Rect: Sendable, Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var maxX: Double { x + width }
    var maxY: Double { y + height }
    var midX: Double { x + width / 2 }
    var midY: Double { y + height / 2 }

    /// The rectangle without a margin at each side.
    func inset(left: Double = 0, top: Double = 0, right: Double = 0, bottom: Double = 0) -> Rect {
      Rect(x: x + left, y: y + top, width: max(1, width - left - right), height: max(1, height - top - bottom))
    }
  }

  /// How a line is drawn.
  struct Stroke: Sendable, Hashable {
    var color: Color
    var width: Double
    var dash: [Double] = []
    var opacity = 1.0
  }

  /// A line of text.
  struct Text: Sendable, Hashable {
    /// The end of the line that stands at the position.
    enum Anchor: String, Sendable, Hashable {
      case start, middle, end
    }

    var string: String
    var at: Point
    var size: Double
    var color: Color = Palette.ink
    var anchor: Anchor = .start
    var isBold = false
    /// Whether the text reads from the bottom to the top.
    var isVertical = false
    /// A rim of the paper's colour that keeps the text readable on top of data.
    var rim: Color?
  }

  /// One shape.
  enum Shape: Sendable {
    case fill([[Point]], Color, opacity: Double, outline: Stroke?)
    case lines([[Point]], Stroke)
    case dots([Point], radius: Double, Color, opacity: Double)
    case text(Text)
    case image(Raster, Rect)
    case clip(Rect)
    case endClip
  }

  /// The size of the sheet.
  let size: Chart.Size
  /// What the sheet shows, in words, for those who cannot see it.
  var summary = ""
  /// The colour of the sheet.
  let paper: Color
  /// The shapes, the first at the bottom.
  var shapes: [Shape] = []

  init(size: Chart.Size, paper: Color = .white) {
    self.size = size
    self.paper = paper
  }

  mutating func fill(
    _ polygons: [[Point]], _ color: Color, opacity: Double = 1, outline: Stroke? = nil
  ) {
    let polygons = polygons.filter { $0.count > 2 }
    if !polygons.isEmpty { shapes.append(.fill(polygons, color, opacity: opacity, outline: outline)) }
  }

  mutating func fill(_ rect: Rect, _ color: Color, opacity: Double = 1, outline: Stroke? = nil) {
    let corners = [
      Point(rect.x, rect.y), Point(rect.maxX, rect.y), Point(rect.maxX, rect.maxY), Point(rect.x, rect.maxY),
    ]
    fill([corners], color, opacity: opacity, outline: outline)
  }

  mutating func lines(_ lines: [[Point]], _ stroke: Stroke) {
    let lines = lines.filter { $0.count > 1 }
    if !lines.isEmpty { shapes.append(.lines(lines, stroke)) }
  }

  mutating func line(from start: Point, to end: Point, _ stroke: Stroke) {
    lines([[start, end]], stroke)
  }

  mutating func dots(_ points: [Point], radius: Double, _ color: Color, opacity: Double = 1) {
    if !points.isEmpty { shapes.append(.dots(points, radius: radius, color, opacity: opacity)) }
  }

  mutating func text(_ text: Text) {
    if !text.string.isEmpty { shapes.append(.text(text)) }
  }

  mutating func image(_ raster: Raster, in rect: Rect) {
    if raster.width > 0, raster.height > 0 { shapes.append(.image(raster, rect)) }
  }

  /// Draws only inside the rectangle what `body` draws.
  mutating func clipped(to rect: Rect, _ body: (inout Canvas) -> Void) {
    shapes.append(.clip(rect))
    body(&self)
    shapes.append(.endClip)
  }
}
