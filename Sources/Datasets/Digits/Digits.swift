import Archives
import FoundationEssentials
import Tensors

/// The handwritten digits that are compiled in.
enum Digits {
  /// Rows of the set.
  static let count = 1_797
  static let image = ImageShape(height: 8, width: 8)
  /// The largest pixel value in the original file.
  static let white: Float = 16

  /// All rows in the original order, pixels scaled to [0, 1].
  /// - Throws: `ArchiveError.damaged` if the embedded bytes do not unpack, which a test rules out.
  static func samples() throws -> Samples {
    let source = "the embedded digits"
    guard let packed = Data(base64Encoded: compressedRows, options: .ignoreUnknownCharacters) else {
      throw ArchiveError.damaged(path: source, cause: "not base 64")
    }
    let width = image.count + 1
    let bytes = try Inflater.inflate(
      Array(packed)[...], .gzip, path: source, size: count * width, checkpoint: .none)
    var pixels: [Float] = []
    var labels: [Int] = []
    pixels.reserveCapacity(count * image.count)
    for row in 0..<count {
      let start = row * width
      for byte in bytes[start..<start + image.count] { pixels.append(Float(byte) / white) }
      labels.append(Int(bytes[start + image.count]))
    }
    return try Samples(
      inputs: Tensor([count, image.count], pixels), labels: labels, classes: 10, imageShape: image)
  }
}

extension Dataset {
  /// Handwritten digits, 1,797 images of 8×8 pixels in [0, 1], compiled in: 1,397 for training, 200 for validation, 200
  /// for test unless limited.
  ///
  /// The original has no split of its own, so each part is drawn at random with the classes in equal shares as nearly
  /// as counts allow; the stream `split` of `seed` draws.
  ///
  /// Source: Alpaydin, Kaynak, "Optical recognition of handwritten digits", doi:10.24432/C50P49, CC BY 4.0.
  /// - Parameters:
  ///   - train: how many of the rows left over to train on; all by default.
  ///   - validation: how many to validate on.
  ///   - test: how many to test on.
  ///   - seed: what the split is drawn with.
  /// - Throws: `DatasetError.partCount` where there are not as many rows.
  /// - Complexity: O(1) a pixel; a few milliseconds.
  public static func digits(
    train: Int? = nil, validation: Int = 200, test: Int = 200, seed: Int = 0
  ) throws -> Dataset {
    let all = try Digits.samples()
    let rest = Digits.count
    guard test >= 0, test <= rest else { throw DatasetError.partCount(part: "test", requested: test, available: rest) }
    guard validation >= 0, validation <= rest - test else {
      throw DatasetError.partCount(part: "validation", requested: validation, available: rest - test)
    }
    let left = rest - test - validation
    let training = train ?? left
    guard training >= 0, training <= left else {
      throw DatasetError.partCount(part: "train", requested: training, available: left)
    }
    let parts = all.labels.stratifiedParts([test, validation, training], classes: all.classes, seed: seed)
    return try Dataset(
      name: "digits", train: all.picked(parts[2]), validation: all.picked(parts[1]), test: all.picked(parts[0]),
      provenance: "Optical Recognition of Handwritten Digits, Alpaydin and Kaynak 1998, CC BY 4.0; pixels / 16; "
        + "stratified random split, seed \(seed)")
  }
}
