/// The ground of a figure: white paper, or the dark sheet of a dark notebook or slide.
///
/// Both are opaque, so that a figure can be read on whatever a front end puts behind it.
public enum Theme: String, Sendable, Hashable, CaseIterable {
  /// Dark ink on white.
  case light
  /// Light ink on near-black; the colours of series are raised in lightness and keep their order.
  case dark

  /// The colour of the sheet.
  var paper: Color {
    switch self {
    case .light: .white
    case .dark: Color(hex: 0x1e1e1e)
    }
  }

  /// What stands for a colour of the light palette; all others stay.
  func color(_ color: Color) -> Color {
    switch self {
    case .light: color
    case .dark: Theme.darkened[color] ?? color
    }
  }

  private static let darkened: [Color: Color] = {
    let series: [UInt32] = [0x4c9fd8, 0xff8a3d, 0x2fcf9f, 0xe79cc6, 0xffc04d, 0x9bd4f7, 0xa8a8a8]
    var colors = Dictionary(zip(Palette.series, series.map { Color(hex: $0) })) { first, _ in first }
    colors[.white] = Theme.dark.paper
    colors[Palette.ink] = Color(hex: 0xe8e8e8)
    colors[Palette.softInk] = Color(hex: 0xc4c4c4)
    colors[Palette.line] = Color(hex: 0x969696)
    colors[Palette.grid] = Color(hex: 0x3a3a3a)
    colors[Palette.missing] = Color(hex: 0x5c5c5c)
    return colors
  }()
}
