/// How characters are written in the fonts that every PDF reader has.
enum PDFEncoding {
  /// A font of the page.
  enum Font: String, Hashable {
    case regular = "F1"
    case bold = "F2"
    case symbol = "F3"
  }

  /// A character of the Symbol font.
  struct Symbol: Sendable {
    let code: UInt8
    let width: Int
  }

  /// The font and code of a character; `nil` where no standard font has it.
  static func code(of scalar: Unicode.Scalar, isBold: Bool) -> (font: Font, code: UInt8)? {
    let font: Font = isBold ? .bold : .regular
    switch scalar.value {
    case 0x20...0x7e, 0xa0...0xff: return (font, UInt8(scalar.value))
    default:
      if let code = windows[scalar] { return (font, code) }
      return symbol[scalar].map { (.symbol, $0.code) }
    }
  }

  /// The code of the minus sign, which WinAnsiEncoding lacks and the fonts of a page add.
  static let minus: UInt8 = 0x8f

  private static let windows: [Unicode.Scalar: UInt8] = [
    "−": minus, "€": 0x80, "…": 0x85, "‰": 0x89, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96,
    "—": 0x97, "Š": 0x8a, "š": 0x9a, "Œ": 0x8c, "œ": 0x9c, "Ž": 0x8e, "ž": 0x9e, "Ÿ": 0x9f,
  ]

  /// Greek letters and signs of mathematics, with Adobe's codes and widths.
  static let symbol: [Unicode.Scalar: Symbol] = {
    let table: [(Unicode.Scalar, UInt8, Int)] = [
      ("Γ", 0x47, 603), ("Δ", 0x44, 612), ("Θ", 0x51, 741), ("Λ", 0x4c, 686), ("Ξ", 0x58, 645), ("Π", 0x50, 768),
      ("Σ", 0x53, 592), ("Υ", 0x55, 690), ("Φ", 0x46, 763), ("Ψ", 0x59, 795), ("Ω", 0x57, 768), ("α", 0x61, 631),
      ("β", 0x62, 549), ("γ", 0x67, 411), ("δ", 0x64, 494), ("ε", 0x65, 439), ("ζ", 0x7a, 494), ("η", 0x68, 603),
      ("θ", 0x71, 521), ("ι", 0x69, 329), ("κ", 0x6b, 549), ("λ", 0x6c, 549), ("μ", 0x6d, 576), ("ν", 0x6e, 521),
      ("ξ", 0x78, 493), ("ο", 0x6f, 549), ("π", 0x70, 549), ("ρ", 0x72, 549), ("ς", 0x56, 439), ("σ", 0x73, 603),
      ("τ", 0x74, 439), ("υ", 0x75, 576), ("φ", 0x6a, 603), ("χ", 0x63, 549), ("ψ", 0x79, 686), ("ω", 0x77, 686),
      ("≤", 0xa3, 549), ("≥", 0xb3, 549), ("∞", 0xa5, 713), ("≠", 0xb9, 549), ("≈", 0xbb, 549), ("∂", 0xb6, 494),
      ("∇", 0xd1, 713), ("∑", 0xe5, 713), ("√", 0xd6, 549), ("∈", 0xce, 713), ("∝", 0xb5, 713), ("→", 0xae, 987),
      ("←", 0xac, 987), ("↑", 0xad, 603), ("↓", 0xaf, 603), ("∩", 0xc7, 768), ("∪", 0xc8, 768), ("⊂", 0xcc, 713),
    ]
    return Dictionary(uniqueKeysWithValues: table.map { ($0.0, Symbol(code: $0.1, width: $0.2)) })
  }()
}
