public import Tensors

/// The intrinsic dimension of the points of each label, each class by itself.
///
/// Neighbours are sought within a class alone. A class that the estimator refuses (too few points, all equal) is named
/// with the reason; the others stand.
/// - Parameters:
///   - points: [N, …], one point a row; further axes are flattened.
///   - labels: the class of each row; any whole numbers.
///   - method: the estimator with its parameters.
///   - duplicates: what becomes of rows equal to an earlier row of their class.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `ComparisonError.labels` unless there is one label a row; `DimensionError` for points that are empty, not
///   finite or too large, or where every class is refused: the first reason; `Interrupted`.
/// - Complexity: O(Σ N_c²·D) for classes of N_c points.
public func dimensionPerClass(
  _ points: Tensor, labels: [Int], _ method: DimensionMethod = .mle(), duplicates: DuplicatePolicy = .merge,
  checkpoint: Checkpoint = .none
) throws -> DimensionPerClass {
  let measurement = ClassMeasurement(methods: [method], duplicates: duplicates, checkpoint: checkpoint)
  return try measurement.run(points, labels)[0]
}

/// The same by several methods over one neighbour pass a class; a method that every class refuses is an error.
/// - Throws: as for one method.
/// - Complexity: one pass with the most neighbours that a method reads.
public func dimensionPerClass(
  _ points: Tensor, labels: [Int], methods: [DimensionMethod], duplicates: DuplicatePolicy = .merge,
  checkpoint: Checkpoint = .none
) throws -> [DimensionPerClass] {
  try ClassMeasurement(methods: methods, duplicates: duplicates, checkpoint: checkpoint).run(points, labels)
}

private struct ClassMeasurement {
  let methods: [DimensionMethod]
  let duplicates: DuplicatePolicy
  let checkpoint: Checkpoint

  private typealias Outcome = Result<DimensionEstimate, DimensionError>

  func run(_ points: Tensor, _ labels: [Int]) throws -> [DimensionPerClass] {
    try PointCloud.check(points)
    guard labels.count == points.shape[0] else {
      throw ComparisonError.labels(found: labels.count, points: points.shape[0])
    }
    let groups = Dictionary(grouping: labels.indices) { labels[$0] }.sorted { $0.key < $1.key }
    // Each class speaks for itself as a whole: the rounds of its neighbour pass would say little.
    let quiet = checkpoint.observed(by: nil)
    var outcomes: [[Outcome]] = []
    for (index, group) in groups.enumerated() {
      checkpoint.report(Progress("dimension per class", index, of: groups.count, unit: "label"))
      outcomes.append(try measure(points.gather(group.value), rows: group.value, quiet))
    }
    checkpoint.report(Progress("dimension per class", groups.count, of: groups.count, unit: "label"))
    return try methods.indices.map { index in
      if let first = outcomes.first, outcomes.allSatisfy({ (try? $0[index].get()) == nil }) {
        _ = try first[index].get()
      }
      let classes = zip(groups, outcomes).map { group, outcomes in
        switch outcomes[index] {
        case .success(let estimate):
          DimensionPerClass.Class(label: group.key, rows: group.value.count, estimate: estimate, refusal: nil)
        case .failure(let error):
          DimensionPerClass.Class(label: group.key, rows: group.value.count, estimate: nil, refusal: "\(error)")
        }
      }
      return DimensionPerClass(classes: classes, convention: methods[index].estimator.convention)
    }
  }

  /// One outcome a method for the points of one class.
  private func measure(_ points: Tensor, rows: [Int], _ checkpoint: Checkpoint) throws -> [Outcome] {
    let cloud: PointCloud
    do {
      cloud = try PointCloud(points, duplicates: duplicates, checkpoint: checkpoint)
    } catch DimensionError.duplicate(let row, let first) {
      throw DimensionError.duplicate(row: rows[row], of: rows[first])
    }
    let wanted = min(methods.map(\.neighbors).max() ?? 0, cloud.count - 1)
    let lists = wanted > 0 ? try cloud.neighbors(wanted, checkpoint: checkpoint) : .none(of: cloud)
    return try methods.map { method in
      if method.neighbors >= cloud.count {
        return .failure(.tooManyNeighbors(method.neighbors, points: cloud.count))
      }
      do {
        return .success(try method.estimate(cloud, lists, checkpoint: checkpoint))
      } catch let error as DimensionError {
        return .failure(error)
      }
    }
  }
}
