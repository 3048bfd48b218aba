import CommandLanguage
import Datasets
import Figures
import Tensors

/// One of several samples: an input with its label.
struct Sample: ForeignValue, Hashable {
  static let typeName = "Sample"

  /// The sample alone.
  let samples: Samples
  /// Its place among those that it was taken from.
  let index: Int

  /// - Throws: `DatasetError.row` outside the rows.
  init(of samples: Samples, at index: Int) throws(DatasetError) {
    self.samples = try samples.gather([index])
    self.index = index
  }

  var label: Int { samples.labels[0] }

  /// The numbers alone, [features].
  var input: Tensor {
    get throws(TensorError) { try samples.inputs.row(0) }
  }

  var previewText: String {
    let kind = samples.imageShape.map { "image of \($0)" } ?? "\(samples.features) numbers"
    return "Sample \(index): \(kind), label \(label)"
  }

  var displayText: String {
    guard samples.imageShape == nil, let input = try? input else { return previewText }
    return previewText + "\n" + TensorPreview(input).lines.joined(separator: "\n")
  }
}

extension Sample: RichlyDisplayed {
  var displayBundle: DisplayBundle {
    guard let tile = samples.tile(0, caption: "") else { return DisplayBundle(text: displayText) }
    let sheet = Chart(content: .images(ImageGrid([tile], columns: 1, domain: 0...1)))
    var titled = sheet
    titled.title = "Sample \(index), label \(label)"
    return titled.bundle().with(text: previewText + "\n" + sheet.text)
  }
}
