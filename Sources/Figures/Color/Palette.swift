/// The colours that every figure shares.
enum Palette {
  /// Colours for series, told apart by colour-blind readers (Okabe and Ito 2008, "Color Universal Design"); black and
  /// yellow of the original, too strong and too weak on white, give way to a grey.
  static let series: [Color] = [
    Color(hex: 0x0072b2), Color(hex: 0xd55e00), Color(hex: 0x009e73), Color(hex: 0xcc79a7), Color(hex: 0xe69f00),
    Color(hex: 0x56b4e9), Color(hex: 0x666666),
  ]

  /// The words and numbers of a figure.
  static let ink = Color(hex: 0x222222)
  /// Tick labels and captions.
  static let softInk = Color(hex: 0x4a4a4a)
  /// Axis lines and reference lines.
  static let line = Color(hex: 0x8a8a8a)
  /// The grid.
  static let grid = Color(hex: 0xe6e6e6)
  /// Cells without a value.
  static let missing = Color(hex: 0xbdbdbd)

  /// The colour of the series with a number; they repeat after the last.
  static func series(_ index: Int) -> Color {
    series[index % series.count]
  }

  /// A soft colour for a cell that means nothing but "not my neighbour".
  static func soft(_ index: Int) -> Color {
    // The golden ratio spreads successive cells over the palette; three tints keep equal hues apart.
    let tint = [0.45, 0.6, 0.75][(index / series.count) % 3]
    return series[(index % series.count * 3) % series.count].mixed(with: .white, tint)
  }
}
