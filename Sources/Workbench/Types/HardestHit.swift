import CommandLanguage
import Datasets
import Figures
import Geometry

/// The samples whose margins fall furthest from one network to another, furthest first.
struct HardestHit: Hashable, Sendable {
  let falls: [LossGeometry.Fall]
  let samples: Samples
  /// Whether margins are over each network's mean length of features.
  let isRelative: Bool
}

extension HardestHit: ForeignValue {
  static var typeName: String { "HardestHit" }

  var displayText: String {
    ([previewText]
      + falls.prefix(20).map { fall in
        "  row \(fall.row), class \(fall.label): margin \(NumberText.reading(fall.before)) to "
          + NumberText.reading(fall.after)
      }).joined(separator: "\n")
  }

  var previewText: String {
    let lost = falls.count { $0.isLost }
    return "\(falls.count) samples whose margins fall furthest, \(lost) of them lost"
      + (isRelative ? "; margins over mean feature lengths" : "")
  }
}

extension HardestHit: RichlyDisplayed {
  /// The samples as images with class and margins; the text where they are none.
  var displayBundle: DisplayBundle {
    let tiles = falls.prefix(20).compactMap { fall in
      samples.tile(
        fall.row,
        caption: "\(fall.label): \(NumberText.fixed(fall.before, decimals: 2))→"
          + NumberText.fixed(fall.after, decimals: 2))
    }
    guard !tiles.isEmpty else { return DisplayBundle(text: displayText) }
    return Chart(previewText, content: .images(ImageGrid(tiles, columns: 10))).bundle().with(text: displayText)
  }
}
