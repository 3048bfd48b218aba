import Archives
import Tensors

/// Inputs and labels as files hold them, of which parts are taken.
struct LabelledRows {
  private let inputs: StoredArray
  private let labels: [Int]
  /// How many classes the labels tell apart.
  let classes: Int
  /// How a row folds into an image, where it does.
  let image: ImageShape?
  /// The inputs as numbers, unless they are bytes of pixels, which stay bytes until they are taken.
  private let numbers: [Float]?

  /// Rows of inputs with a label each.
  ///
  /// Rows of two more axes are grey images, of three more images with one or three channels, the channels first as
  /// PyTorch has them or last as Keras has them; they come out first.
  /// - Parameter classes: how many classes there are; one more than the largest label unless given.
  /// - Throws: `DatasetError` for inputs that are no rows or are empty, do not go with the labels, or hold labels
  ///   outside the classes or numbers that are not finite; `ArchiveError.inexact`.
  init(
    inputs: StoredArray, from source: String, labels: [Int], from labelSource: String, classes: Int? = nil
  ) throws {
    guard inputs.shape.rank >= 2 else { throw DatasetError.inputs(shape: inputs.shape) }
    guard inputs.shape[0] == labels.count else {
      throw DatasetError.counts(
        images: source, imageCount: inputs.shape[0], labels: labelSource, labelCount: labels.count)
    }
    guard inputs.count > 0 else { throw DatasetError.noRows(source: source, shape: inputs.shape) }
    let largest = labels.max() ?? 0
    guard largest < Self.mostClasses else {
      throw DatasetError.manyClasses(source: labelSource, largest: largest, most: Self.mostClasses)
    }
    let count = classes ?? largest + 1
    for (row, label) in labels.enumerated() where label < 0 || label >= count {
      throw DatasetError.label(source: labelSource, row: row, found: label, classes: max(count, 1))
    }
    let planar = inputs.planar
    self.inputs = planar
    self.labels = labels
    self.classes = count
    image = planar.imageShape
    numbers = planar.type == .uint8 && image != nil ? nil : try planar.tensor.floats
    if let index = numbers?.firstIndex(where: { !$0.isFinite }) {
      let width = planar.count / labels.count
      throw DatasetError.notFinite(source: source, row: index / width, column: index % width)
    }
  }

  private init(_ whole: LabelledRows, _ range: Range<Int>) {
    let width = whole.inputs.bytes.count / whole.labels.count
    let bytes = whole.inputs.bytes
    inputs = StoredArray(
      whole.inputs.type, Shape([range.count] + whole.inputs.shape.extents.dropFirst()),
      bytes: bytes[bytes.startIndex + range.lowerBound * width..<bytes.startIndex + range.upperBound * width])
    labels = Array(whole.labels[range])
    classes = whole.classes
    image = whole.image
    let features = whole.inputs.count / whole.labels.count
    numbers = whole.numbers.map { Array($0[range.lowerBound * features..<range.upperBound * features]) }
  }

  /// Classes beyond this are a column that is no label.
  private static let mostClasses = 1 << 20

  /// How many there are.
  var count: Int { labels.count }

  /// Whether the numbers are bytes of pixels, which ``samples(_:checkpoint:)`` divides by 255.
  var isScaled: Bool { numbers == nil }

  /// Consecutive rows.
  /// - Precondition: there are such rows.
  subscript(range: Range<Int>) -> LabelledRows { LabelledRows(self, range) }

  /// All rows, in the file's order or shuffled by the stream `split` of a seed.
  func order(seed: Int?, index: Int) -> [Int] {
    guard let seed else { return Array(0..<count) }
    var stream = RandomStream(seed: seed, name: "split", index: index)
    return stream.permutation(of: count)
  }

  /// Disjoint random parts with the classes in equal shares.
  func stratifiedParts(_ counts: [Int], seed: Int) -> [[Int]] {
    labels.stratifiedParts(counts, classes: classes, seed: seed)
  }

  /// Chosen rows, bytes of pixels divided by 255.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(elements taken).
  func samples(_ rows: [Int], checkpoint: Checkpoint) throws -> Samples {
    let width = inputs.count / count
    if let numbers {
      let all = Tensor([count, width], numbers)
      return Samples(trusted: all, labels, classes: classes, imageShape: image).picked(rows)
    }
    let labels = rows.map { self.labels[$0] }
    let pixels = inputs.bytes
    let rowsPerLook = max(1, (1 << 22) / width)
    let values = try [Float](unsafeUninitializedCapacity: rows.count * width) { buffer, initialized in
      for (position, row) in rows.enumerated() {
        if position % rowsPerLook == 0 { try checkpoint.check() }
        let start = pixels.startIndex + row * width
        for column in 0..<width {
          buffer.initializeElement(at: initialized + column, to: Float(pixels[start + column]) / 255)
        }
        initialized += width
      }
    }
    return Samples(trusted: Tensor([rows.count, width], values), labels, classes: classes, imageShape: image)
  }
}

extension StoredArray {
  /// How a row folds into an image: rows of two more axes, or of three with one or three channels first.
  fileprivate var imageShape: ImageShape? {
    let extents = shape.extents
    guard extents.dropFirst().allSatisfy({ $0 > 0 }) else { return nil }
    switch extents.count {
    case 3: return ImageShape(height: extents[1], width: extents[2])
    case 4 where extents[1] == 1 || extents[1] == 3:
      return ImageShape(channels: extents[1], height: extents[2], width: extents[3])
    default: return nil
    }
  }

  /// The same images with their channels first, where they are last.
  fileprivate var planar: StoredArray {
    let extents = shape.extents
    guard extents.count == 4, ![1, 3].contains(extents[1]), [1, 3].contains(extents[3]) else { return self }
    let (pixels, channels) = (extents[1] * extents[2], extents[3])
    let source = Array(bytes)
    var moved: [UInt8] = []
    moved.reserveCapacity(source.count)
    for image in stride(from: 0, to: source.count, by: pixels * channels * type.size) {
      for channel in 0..<channels {
        for pixel in 0..<pixels {
          let start = image + (pixel * channels + channel) * type.size
          moved += source[start..<start + type.size]
        }
      }
    }
    return StoredArray(type, [extents[0], channels, extents[1], extents[2]], bytes: moved[...])
  }
}
