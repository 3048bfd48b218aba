import Archives
import Tensors

extension Parameter {
  /// The numbers of an array for this parameter, in single precision.
  /// - Throws: `NetworkError.parameterShape` for another shape, `.parameterElements` for integers, `.parameterValue` for
  ///   the first number that is not finite in single precision or a negative variance; `ArchiveError`.
  /// - Complexity: O(elements).
  func values(in array: StoredArray) throws -> [Float] {
    guard array.shape == value.shape else {
      throw NetworkError.parameterShape(name, expected: value.shape, found: array.shape)
    }
    guard !array.type.isInteger else { throw NetworkError.parameterElements(name, found: array.type.rawValue) }
    let tensor = try array.tensor
    let values = tensor.floats
    if let offset = values.firstIndex(where: { !$0.isFinite }) {
      throw invalid(at: offset, expected: "a finite number of single precision", found: tensor.element(offset))
    }
    if kind == .runningVariance, let offset = values.firstIndex(where: { $0 < 0 }) {
      throw invalid(at: offset, expected: "a variance, 0 or more", found: tensor.element(offset))
    }
    return values
  }

  /// The marks of an array for this parameter; nil where they prune nothing.
  /// - Throws: `NetworkError.maskShape` for another shape, `.parameterValue` for a mark that is neither 0 nor 1,
  ///   `.notPrunable` for a mask that prunes something else than a weight; `ArchiveError`.
  /// - Complexity: O(elements).
  func mask(in array: StoredArray) throws -> Mask? {
    guard array.shape == value.shape else {
      throw NetworkError.maskShape(name, expected: value.shape, found: array.shape)
    }
    let marks = try array.tensor.floats
    if let offset = marks.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      throw invalid(at: offset, expected: "a mark of its mask, 0 or 1", found: Double(marks[offset]))
    }
    guard marks.contains(0) else { return nil }
    guard isPrunable else { throw NetworkError.notPrunable(name) }
    return Mask(value.shape, kept: marks.map { UInt8($0) })
  }

  private func invalid(at offset: Int, expected: String, found: Double) -> NetworkError {
    let place = zip(value.shape.strides, value.shape.extents).map { offset / $0 % $1 }
    return .parameterValue(name, place: place, expected: expected, found: "\(found)")
  }
}
