/// A way to turn a number between 0 and 1 into a colour.
public enum ColorMap: String, Sendable, Hashable, CaseIterable {
  /// Dark blue over green to yellow, even to the eye and safe for colour-blind readers (van der Walt and Smith 2015, CC0).
  case viridis
  /// Black over purple to cream (van der Walt and Smith 2015, CC0).
  case magma
  /// Blue over white to red, for values about zero (ColorBrewer's eleven-class RdBu; Harrower and Brewer 2003,
  /// doi:10.1179/000870403235002042).
  case diverging
  /// Black to white.
  case grey

  /// The published colours at equal distances from 0 to 1.
  var stops: [UInt32] {
    switch self {
    case .viridis:
      [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725]
    case .magma:
      [0x000004, 0x1c1044, 0x4f127b, 0x812581, 0xb5367a, 0xe55964, 0xfb8761, 0xfec287, 0xfcfdbf]
    case .diverging:
      [
        0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f,
      ]
    case .grey:
      [0x000000, 0xffffff]
    }
  }

  /// The colour at `fraction`, linear between the published ones; fractions outside 0…1 take the nearest end.
  public func color(at fraction: Double) -> Color {
    let stops = stops
    let place = (fraction.isFinite ? min(max(fraction, 0), 1) : 0) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    return Color(hex: stops[index]).mixed(with: Color(hex: stops[index + 1]), place - Double(index))
  }

  /// The colours at 256 equal distances: a table for rasters.
  package func table() -> [Color] {
    (0..<256).map { color(at: Double($0) / 255) }
  }
}
