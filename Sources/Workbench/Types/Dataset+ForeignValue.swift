public import CommandLanguage
public import Datasets
public import Figures
import Tensors

extension LabelNoise: ForeignValue {
  public static var typeName: String { "LabelNoise" }
  public var displayText: String { description }
}

extension Samples: ForeignValue {
  public static var typeName: String { "Samples" }

  /// What they are, and how many there are of each class.
  public var displayText: String {
    guard count > 0, classes <= 20 else { return previewText }
    let counts = classCounts.map(NumberText.grouped).joined(separator: ", ")
    return previewText + "\n" + Paragraph.text("  of each class: " + counts, indent: 4)
  }

  public var previewText: String {
    let kind = imageShape.map { "images of \($0)" } ?? "rows of \(features) numbers"
    return "Samples: \(NumberText.grouped(count)) \(kind), \(classes) classes"
  }
}

extension Samples: RichlyDisplayed {
  /// The first images with their labels, or the text where the samples are no images.
  public var displayBundle: DisplayBundle {
    guard let chart = contactSheet(previewText) else { return DisplayBundle(text: displayText) }
    var untitled = chart
    untitled.title = ""
    return chart.bundle().with(text: displayText + "\n" + untitled.text)
  }

  /// The first images under a title.
  func contactSheet(_ title: String) -> Chart? {
    imageGrid(first: 20).map { Chart(title, content: .images($0)) }
  }

  /// The first images, captioned by label; nil for samples that are no grey or colour images, or none.
  func imageGrid(first limit: Int) -> ImageGrid? {
    let tiles = (0..<min(limit, count)).compactMap { tile($0, caption: "\(labels[$0])") }
    return tiles.isEmpty ? nil : ImageGrid(tiles, columns: 10)
  }

  /// One image; nil for samples that are no grey or colour images.
  /// - Precondition: the row exists.
  func tile(_ row: Int, caption: String) -> ImageGrid.Tile? {
    guard let shape = imageShape, shape.channels == 1 || shape.channels == 3 else { return nil }
    return ImageGrid.Tile(
      inputs.floats[row * features..<(row + 1) * features].map(Double.init), rows: shape.height, columns: shape.width,
      channels: shape.channels == 1 ? .grey : .planarRGB, caption: caption)
  }
}

extension Dataset: ForeignValue {
  public static var typeName: String { "Dataset" }

  /// The sizes of the parts, and where the data come from.
  public var displayText: String { previewText + "\n" + Paragraph.text("  " + provenance, indent: 2) }

  public var previewText: String {
    let parts = [("train", train), ("validation", validation), ("test", test)]
      .map { "\(NumberText.grouped($0.1.count)) \($0.0)" }
    return "Dataset \(name): " + parts.joined(separator: ", ") + "; \(train.features) features, \(classes) classes"
  }
}

extension Dataset: RichlyDisplayed {
  /// The first training images, with the sizes of the parts.
  public var displayBundle: DisplayBundle {
    guard let chart = train.contactSheet(previewText) else { return DisplayBundle(text: displayText) }
    var untitled = chart
    untitled.title = ""
    return chart.bundle().with(text: displayText + "\n" + untitled.text)
  }
}

extension Standardization: ForeignValue {
  public static var typeName: String { "Standardization" }

  /// The numbers of at most three channels; of more, how many there are.
  public var displayText: String {
    func text(_ numbers: [Double]) -> String {
      numbers.count > 3
        ? "\(NumberText.grouped(numbers.count)) numbers" : numbers.map(NumberText.reading).joined(separator: ", ")
    }
    return "Standardization: mean \(text(mean)); deviation \(text(deviation))"
  }
}
