extension Canvas {
  /// The sheet in the colours of a theme.
  func themed(_ theme: Theme) -> Canvas {
    if theme == .light { return self }
    var themed = Canvas(size: size, paper: theme.paper)
    themed.summary = summary
    themed.shapes = shapes.map { shape in
      switch shape {
      case .fill(let polygons, let color, let opacity, let outline):
        .fill(polygons, theme.color(color), opacity: opacity, outline: outline.map { self.themed(theme, $0) })
      case .lines(let lines, let stroke): .lines(lines, self.themed(theme, stroke))
      case .dots(let points, let radius, let color, let opacity):
        .dots(points, radius: radius, theme.color(color), opacity: opacity)
      case .text(let text): .text(self.themed(theme, text))
      case .image, .clip, .endClip: shape
      }
    }
    return themed
  }

  private func themed(_ theme: Theme, _ text: Text) -> Text {
    var text = text
    text.color = theme.color(text.color)
    text.rim = text.rim.map(theme.color)
    return text
  }

  private func themed(_ theme: Theme, _ stroke: Stroke) -> Stroke {
    var stroke = stroke
    stroke.color = theme.color(stroke.color)
    return stroke
  }
}

extension JSON {
  /// Members whose text is a colour.
  private static let colorMembers: Set<String> = [
    "background", "color", "fill", "stroke", "gridColor", "domainColor", "tickColor", "labelColor", "titleColor",
  ]

  /// A specification in the colours of a theme. Words of the caller that look like a colour stay.
  func themed(_ theme: Theme) -> JSON { theme == .light ? self : themed(theme, isColor: false) }

  private func themed(_ theme: Theme, isColor: Bool) -> JSON {
    switch self {
    case .string("white") where isColor: return .string(theme.paper.hex)
    case .string(let text):
      guard isColor, text.utf8.count == 7, text.hasPrefix("#"), let hex = UInt32(text.dropFirst(), radix: 16) else {
        return self
      }
      return .string(theme.color(Color(hex: hex)).hex)
    case .array(let values): return .array(values.map { $0.themed(theme, isColor: isColor) })
    case .object(let members):
      return .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, value in
            // A colour is a text, the `value` of an encoding of colours, or in the `range` of their scale.
            let holds = Self.colorMembers.contains(name) || isColor && ["value", "scale", "range"].contains(name)
            return (name, value.themed(theme, isColor: holds))
          }))
    case .null, .bool, .number: return self
    }
  }
}
