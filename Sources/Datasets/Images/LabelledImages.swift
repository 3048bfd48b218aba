import Archives
import Tensors

/// Images and labels as their two IDX files hold them.
struct LabelledImages {
  private let pixels: ArraySlice<UInt8>
  private let labels: ArraySlice<UInt8>
  private let image: ImageShape
  private let classes: Int

  /// - Throws: `DatasetError` for files that cannot be read, do not go together, hold no images or labels outside the
  ///   classes; `Interrupted`.
  init(images imagePath: String, labels labelPath: String, classes: Int, checkpoint: Checkpoint) throws {
    let images = try IDXFile.read(path: imagePath, rank: 3, checkpoint: checkpoint)
    let labels = try IDXFile.read(path: labelPath, rank: 1, checkpoint: checkpoint)
    let extents = images.shape.extents
    guard extents[0] == labels.count else {
      throw DatasetError.counts(
        images: imagePath, imageCount: extents[0], labels: labelPath, labelCount: labels.count)
    }
    guard images.count > 0 else {
      throw ArchiveError.malformed(
        path: imagePath, offset: 4, expected: "at least one image of one pixel", found: "extents \(images.shape)")
    }
    for (row, label) in labels.bytes.enumerated() where Int(label) >= classes {
      throw DatasetError.label(source: labelPath, row: row, found: Int(label), classes: classes)
    }
    pixels = images.bytes
    self.labels = labels.bytes
    image = ImageShape(height: extents[1], width: extents[2])
    self.classes = classes
  }

  /// How many there are.
  var count: Int { labels.count }

  /// All rows, in the files' order or shuffled by the stream `split` of a seed.
  func order(seed: Int?, part: String) -> [Int] {
    guard let seed else { return Array(0..<count) }
    var stream = RandomStream(seed: seed, name: "split", index: part == "train" ? 0 : 1)
    return stream.permutation(of: count)
  }

  /// Chosen rows with pixels divided by 255.
  /// - Throws: `Interrupted`.
  func samples(_ rows: [Int], checkpoint: Checkpoint) throws -> Samples {
    let width = image.count
    let rowsPerLook = max(1, (1 << 22) / width)
    let values = try [Float](unsafeUninitializedCapacity: rows.count * width) { buffer, initialized in
      for (position, row) in rows.enumerated() {
        if position % rowsPerLook == 0 { try checkpoint.check() }
        let source = pixels.startIndex + row * width
        for column in 0..<width {
          buffer.initializeElement(at: initialized + column, to: Float(pixels[source + column]) / 255)
        }
        initialized += width
      }
    }
    return try Samples(
      inputs: Tensor([rows.count, width], values),
      labels: rows.map { Int(labels[labels.startIndex + $0]) }, classes: classes, imageShape: image)
  }
}
