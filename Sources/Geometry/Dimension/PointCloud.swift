public import Tensors

/// A checked set of points with its duplicates dealt with.
///
/// One cloud and one `Neighbors` serve any number of estimators:
/// ```swift
/// let cloud = try PointCloud(points)
/// let neighbors = try cloud.neighbors(20)
/// let a = try DimensionMethod.mle(neighbors: 20).estimate(cloud, neighbors)
/// let b = try DimensionMethod.twoNN().estimate(cloud, neighbors)
/// ```
public struct PointCloud: Hashable, Sendable {
  /// The points that are measured, [N', D].
  public let points: Tensor
  /// Rows given.
  public let rowCount: Int
  /// What became of rows that repeat another.
  public let duplicates: DuplicatePolicy
  /// Rows that repeat an earlier row exactly.
  public let duplicateCount: Int
  /// For each row given, the row of `points` that stands for it.
  let places: [Int]

  /// - Parameters:
  ///   - points: [N, …]; further axes are flattened.
  ///   - duplicates: what becomes of rows equal to an earlier row.
  ///   - checkpoint: where the comparison of rows looks for an interrupt.
  /// - Throws: `DimensionError` for a scalar, an empty set, a coordinate that is not finite or too large (naming the
  ///   row), or a duplicate under `.error`; `Interrupted`.
  /// - Complexity: O(N·D).
  public init(
    _ points: Tensor, duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
  ) throws {
    try PointCloud.check(points)
    let flat = points.flattened
    rowCount = flat.shape[0]
    self.duplicates = duplicates
    let firsts = try PointCloud.firstAppearances(flat, checkpoint)
    var places = [Int](repeating: 0, count: rowCount)
    var distinct: [Int] = []
    for row in 0..<rowCount {
      if firsts[row] == row {
        places[row] = distinct.count
        distinct.append(row)
      } else {
        if duplicates == .error { throw DimensionError.duplicate(row: row, of: firsts[row]) }
        places[row] = places[firsts[row]]
      }
    }
    duplicateCount = rowCount - distinct.count
    if duplicates == .merge, duplicateCount > 0, let merged = try? flat.gather(distinct) {
      self.points = merged
      self.places = places
    } else {
      self.points = flat
      self.places = Array(0..<rowCount)
    }
  }

  /// Points that are measured.
  public var count: Int { points.shape[0] }

  /// The exact neighbours of each point.
  /// - Throws: `DimensionError` where `count` is below one or not below the number of points; `Interrupted`.
  public func neighbors(_ count: Int, checkpoint: Checkpoint = .none) throws -> Neighbors {
    try Neighbors(of: points, neighbors: count, checkpoint: checkpoint)
  }

  static func check(_ points: Tensor) throws(DimensionError) {
    guard points.rank >= 1 else { throw .notPoints(points.shape) }
    guard points.count > 0 else { throw .empty(points.shape) }
    guard points.shape[0] <= Int(Int32.max) else { throw .tooManyPoints(points.shape[0]) }
    if let offset = points.firstOutOfRange {
      let width = points.rowWidth
      throw .notUsable(row: offset / width, column: offset % width, value: points.element(offset))
    }
  }

  /// For each row the first row equal to it.
  private static func firstAppearances(_ points: Tensor, _ checkpoint: Checkpoint) throws -> [Int] {
    let hashes = try Centering.shards(of: points.shape[0], checkpoint) { range in
      rowHashes(points.doubles(rows: range), width: points.rowWidth)
    }.flatMap(\.self)
    var seen: [UInt64: [Int]] = [:]
    return hashes.enumerated().map { row, hash in
      let equal = seen[hash, default: []].first { other in
        points.doubles(rows: other..<other + 1) == points.doubles(rows: row..<row + 1)
      }
      if equal == nil { seen[hash, default: []].append(row) }
      return equal ?? row
    }
  }

  /// One number a row, the same for equal rows.
  private static func rowHashes(_ values: [Double], width: Int) -> [UInt64] {
    stride(from: 0, to: values.count, by: width).map { start in
      var hash: UInt64 = 0
      for offset in start..<start + width {
        // Adding zero turns -0 into +0, which it equals.
        hash = (hash ^ (values[offset] + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
      return hash
    }
  }
}
