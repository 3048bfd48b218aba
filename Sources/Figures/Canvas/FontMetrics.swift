/// Widths of the standard PDF fonts, so that a figure is laid out alike wherever it is drawn.
///
/// Units are thousandths of the font size, from Adobe's metrics of Helvetica, Helvetica-Bold and Symbol.
enum FontMetrics {
  /// The size of raised figures, as a fraction of the font size.
  static let raisedSize = 0.72
  /// How far raised figures stand above the line, as a fraction of the font size.
  static let raisedShift = 0.36

  /// A stretch of text in one position: on the line or raised.
  struct Run: Hashable {
    var text: String
    var isRaised: Bool
  }

  /// The text with its Unicode superscripts as raised plain figures, which every font has.
  static func runs(_ text: String) -> [Run] {
    var runs: [Run] = []
    for character in text {
      let plain = raised[character]
      let piece = plain ?? character
      if let last = runs.last, last.isRaised == (plain != nil) {
        runs[runs.count - 1].text.append(piece)
      } else {
        runs.append(Run(text: String(piece), isRaised: plain != nil))
      }
    }
    return runs
  }

  /// The width of a line of text.
  static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    runs(text).reduce(0) { sum, run in
      let units = run.text.unicodeScalars.reduce(0) { $0 + width(of: $1, isBold: isBold) }
      return sum + Double(units) / 1000 * size * (run.isRaised ? raisedSize : 1)
    }
  }

  /// The text cut with an ellipsis to a width.
  static func fitted(_ text: String, width: Double, size: Double, isBold: Bool = false) -> String {
    guard self.width(text, size: size, isBold: isBold) > width else { return text }
    var kept = text
    while !kept.isEmpty, self.width(kept + "…", size: size, isBold: isBold) > width { kept.removeLast() }
    return kept.isEmpty ? "" : kept + "…"
  }

  /// The width of one character; unknown ones are as wide as a digit, East Asian ones as wide as high.
  static func width(of scalar: Unicode.Scalar, isBold: Bool) -> Int {
    let ascii = isBold ? boldASCII : regularASCII
    switch scalar.value {
    case 0x20...0x7e: return ascii[Int(scalar.value) - 0x20]
    case 0xa0...0xff: return latin[Int(scalar.value) - 0xa0]
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xff00...0xff60, 0x1f300...0x1faff:
      return 1000
    case 0x300...0x36f: return 0
    default:
      if let symbol = PDFEncoding.symbol[scalar] { return symbol.width }
      return punctuation[scalar] ?? 556
    }
  }

  private static let raised: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "−",
    "⁺": "+", "ⁿ": "n",
  ]

  private static let punctuation: [Unicode.Scalar: Int] = [
    "−": 584, "–": 556, "—": 1000, "…": 1000, "•": 350, "‘": 222, "’": 222, "“": 333, "”": 333, "‰": 1000, "€": 556,
  ]

  private static let regularASCII = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]

  private static let boldASCII = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
  ]

  private static let latin = [
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
  ]
}
