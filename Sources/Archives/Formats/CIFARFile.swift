package import Tensors

/// The binary format of CIFAR-10 and CIFAR-100: a record an image, of one label byte or two (coarse, then fine), and
/// 3,072 bytes of red, green and blue planes of 32×32.
///
/// Source: Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
package enum CIFARFile {
  /// One image.
  package static let image = ImageShape(channels: 3, height: 32, width: 32)

  /// How a record begins.
  private struct Layout {
    /// What each label byte is called, and below what it is.
    let labels: [(name: String, classes: UInt8)]
    var recordSize: Int { labels.count + CIFARFile.image.count }

    /// Whether the bytes are records, and the first label that is outside its classes.
    func misfit(_ bytes: ArraySlice<UInt8>) -> Int? {
      guard bytes.count % recordSize == 0 else { return bytes.count - bytes.count % recordSize }
      for record in stride(from: bytes.startIndex, to: bytes.endIndex, by: recordSize) {
        for (offset, label) in labels.enumerated() where bytes[record + offset] >= label.classes {
          return record + offset - bytes.startIndex
        }
      }
      return nil
    }
  }

  private static let layouts = [
    Layout(labels: [("labels", 10)]), Layout(labels: [("coarse_labels", 20), ("fine_labels", 100)]),
  ]

  /// The arrays `images` [count, 3, 32, 32], and `labels`, or `coarse_labels` and `fine_labels` of CIFAR-100.
  /// - Throws: `ArchiveError.malformed` where the bytes are no records of either set.
  /// - Complexity: O(bytes).
  package static func read(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) -> TensorArchive {
    let size = layouts[0].recordSize
    guard !bytes.isEmpty, let layout = layouts.first(where: { $0.misfit(bytes) == nil }) else {
      throw .malformed(
        path: path, offset: layouts[0].misfit(bytes) ?? 0,
        expected: "records of \(size) bytes with a label below 10, or of \(size + 1) with labels below 20 and 100",
        found: bytes.isEmpty ? "an empty file" : "\(bytes.count) bytes that are neither")
    }
    let count = bytes.count / layout.recordSize
    var images: [UInt8] = []
    images.reserveCapacity(count * image.count)
    var archive = TensorArchive()
    for record in stride(from: bytes.startIndex, to: bytes.endIndex, by: layout.recordSize) {
      images += bytes[record + layout.labels.count..<record + layout.recordSize]
    }
    let shape = Shape([count, image.channels, image.height, image.width])
    archive.append(StoredArray(.uint8, shape, bytes: images[...]), named: "images")
    for (offset, label) in layout.labels.enumerated() {
      let labels = stride(from: bytes.startIndex + offset, to: bytes.endIndex, by: layout.recordSize).map { bytes[$0] }
      archive.append(StoredArray(.uint8, [count], bytes: labels[...]), named: label.name)
    }
    return archive
  }
}
