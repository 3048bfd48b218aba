import Tensors

extension Samples {
  /// Consecutive rows.
  /// - Throws: `DatasetError.row` for the first bound outside the rows.
  /// - Complexity: O(elements taken).
  public subscript(range: Range<Int>) -> Samples {
    get throws(DatasetError) {
      guard range.lowerBound >= 0 else { throw .row(range.lowerBound, count: count) }
      guard range.upperBound <= count else { throw .row(range.upperBound - 1, count: count) }
      return picked(Array(range))
    }
  }

  /// Chosen rows in the order given; repeats are allowed.
  /// - Throws: `DatasetError.row` for the first index outside the rows.
  /// - Complexity: O(elements taken).
  public func gather(_ indices: [Int]) throws(DatasetError) -> Samples {
    for index in indices where index < 0 || index >= count { throw .row(index, count: count) }
    return picked(indices)
  }

  /// The rows of one class, in order.
  /// - Throws: `DatasetError.class` for a class that does not exist.
  /// - Complexity: O(count + elements taken).
  public func ofClass(_ label: Int) throws(DatasetError) -> Samples {
    guard label >= 0, label < classes else { throw .class(label, classes: classes) }
    return picked(labels.indices.filter { labels[$0] == label })
  }

  /// Chosen rows.
  /// - Precondition: every index is a row.
  func picked(_ indices: [Int]) -> Samples {
    let width = features
    let source = inputs.floats
    let values = [Float](unsafeUninitializedCapacity: indices.count * width) { buffer, initialized in
      for (position, index) in indices.enumerated() {
        for column in 0..<width {
          buffer.initializeElement(at: position * width + column, to: source[index * width + column])
        }
      }
      initialized = indices.count * width
    }
    return Samples(
      trusted: Tensor([indices.count, width], values), indices.map { labels[$0] }, classes: classes,
      imageShape: imageShape)
  }
}
