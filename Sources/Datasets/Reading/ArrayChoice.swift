import Archives
import Tensors

/// Which arrays of an archive are the inputs and the labels of one part.
struct ArrayChoice {
  private let archive: TensorArchive
  private let source: String

  init(_ archive: TensorArchive, source: String) {
    self.archive = archive
    self.source = source
  }

  /// The words by which files tell the parts.
  private static let parts = ["train", "test"]

  /// The names of an array's two parts: `y_train` and `y_test`, or `train_y` and `test_y`.
  func parted(_ name: String) -> [String]? {
    let forms = [Self.parts.map { "\(name)_\($0)" }, Self.parts.map { "\($0)_\(name)" }]
    return forms.first { $0.allSatisfy(archive.contains) }
  }

  /// The inputs that go with labels: the array named; else the only other array of rows, or all other columns beside
  /// each other.
  /// - Parameters:
  ///   - labels: the name of the labels, which are not among the inputs; nil where they are from elsewhere
  ///   - count: how many labels there are
  ///   - part: "train" or "test" where the archive has both parts, whose arrays have it in their names
  /// - Throws: `ArchiveError.noArray`, `DatasetError.unclearInputs` where several arrays could be meant.
  func inputs(named name: String?, besides labels: String?, count: Int, part: String?) throws -> StoredArray {
    if let name { return try rows(archive.array(name)) }
    let others = archive.entries.filter { entry in
      entry.name != labels && entry.array.shape.extents.first == count
        && part.map { entry.name.hasPrefix($0 + "_") || entry.name.hasSuffix("_" + $0) } != false
    }
    let matrices = others.filter { $0.array.shape.rank > 1 }
    if matrices.count == 1 { return matrices[0].array }
    guard matrices.isEmpty, !others.isEmpty else {
      throw DatasetError.unclearInputs(
        source: source, arrays: archive.entries.prefix(12).map { "'\($0.name)' \($0.array.shape)" })
    }
    return try columns(others.map(\.array))
  }

  /// A vector as rows of one number.
  private func rows(_ array: StoredArray) -> StoredArray {
    array.shape.rank == 1 ? StoredArray(array.type, [array.count, 1], bytes: array.bytes) : array
  }

  /// Vectors of one length as the columns of a matrix in single precision.
  private func columns(_ arrays: [StoredArray]) throws -> StoredArray {
    let (rows, width) = (arrays[0].count, arrays.count)
    var values = [Float](repeating: 0, count: rows * width)
    for (column, array) in arrays.enumerated() {
      for (row, value) in try array.tensor.floats.enumerated() { values[row * width + column] = value }
    }
    return StoredArray(Tensor([rows, width], values))
  }
}
