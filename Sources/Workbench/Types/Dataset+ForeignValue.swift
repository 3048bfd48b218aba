public import CommandLanguage
public import Datasets
public import Figures
import Tensors

extension Samples: ForeignValue {
  public static var typeName: String { "Samples" }

  public var displayText: String {
    let kind = imageShape.map { "images of \($0)" } ?? "rows of \(features) numbers"
    return "Samples: \(NumberText.grouped(count)) \(kind), \(classes) classes"
  }
}

extension Samples: RichlyDisplayed {
  /// The first images with their labels, or the text where the samples are no images.
  public var displayBundle: DisplayBundle {
    guard let grid = imageGrid(first: 20) else { return DisplayBundle(text: displayText) }
    return Chart(displayText, content: .images(grid)).bundle()
  }

  /// The first images, captioned by label; nil for samples that are no grey or colour images, or none.
  func imageGrid(first limit: Int) -> ImageGrid? {
    guard let shape = imageShape, count > 0, shape.channels == 1 || shape.channels == 3 else { return nil }
    let pixels = inputs.floats
    let tiles = (0..<min(limit, count)).map { row in
      ImageGrid.Tile(
        pixels[row * features..<(row + 1) * features].map(Double.init), rows: shape.height, columns: shape.width,
        channels: shape.channels == 1 ? .grey : .planarRGB, caption: "\(labels[row])")
    }
    return ImageGrid(tiles, columns: 10, domain: 0...1)
  }
}

extension Dataset: ForeignValue {
  public static var typeName: String { "Dataset" }

  public var displayText: String {
    let parts = [("train", train), ("validation", validation), ("test", test)]
      .map { "\(NumberText.grouped($0.1.count)) \($0.0)" }
    return "Dataset \(name): " + parts.joined(separator: ", ") + "; \(train.features) features, \(classes) classes"
  }
}

extension Dataset: RichlyDisplayed {
  /// The sizes of the parts and the first training images, with the text of where the data come from.
  public var displayBundle: DisplayBundle {
    guard let grid = train.imageGrid(first: 20) else { return DisplayBundle(text: displayText + "\n" + provenance) }
    return Chart(displayText, content: .images(grid)).bundle()
  }
}
