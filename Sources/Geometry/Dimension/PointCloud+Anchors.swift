public import Tensors

/// Sets of which not every point is measured, or others are.
extension PointCloud {
  /// The same points with neighbours of a random part of them measured, each among all the others.
  ///
  /// The estimate then costs `count`·N·D instead of N²·D, and its standard error counts as adjacent the anchors that
  /// are neighbours of each other.
  /// - Parameters:
  ///   - count: anchors, drawn without repetition from the distinct points.
  ///   - seed: of the draw (stream `anchors`).
  /// - Throws: `DimensionError` for fewer than one anchor, more than points, or a cloud of queries or distances.
  public func anchored(_ count: Int, seed: Int = 0) throws(DimensionError) -> PointCloud {
    guard case .everyPoint = subject else { throw .anchorsOfPart }
    let all = points.shape[0]
    guard count >= 1, count <= all else { throw .anchors(count, points: all) }
    var stream = RandomStream(seed: seed, name: "anchors")
    let rows = stream.permutation(of: all).prefix(count).sorted()
    var slots = [Int](repeating: -1, count: all)
    for (slot, row) in rows.enumerated() { slots[row] = slot }
    return PointCloud(
      points: points, rowCount: rowCount, duplicates: duplicates, duplicateCount: duplicateCount, metric: metric,
      subject: .anchors(rows), places: places.map { slots[$0] },
      remarks: remarks + ["\(count) anchors of \(all) points, drawn with seed \(seed)"])
  }

  /// Points whose neighbours are sought in a set apart.
  ///
  /// A query equal to a reference point is at distance zero from it. Under `.merge` it is taken for that point, which
  /// is then not its neighbour; under `.drop` it has no value; under `.jitter` it is moved; under `.error` it is
  /// refused.
  ///
  /// For the standard error a query stands at its nearest reference point, or at the one that it is taken for: two
  /// queries are adjacent where either's stand is the other's, or among the other's k nearest.
  /// - Parameters:
  ///   - queries: [Q, …]; further axes are flattened.
  ///   - reference: [N, …], of as many coordinates.
  /// - Throws: `DimensionError` as for one set, for each of the two, and for widths that differ; `Interrupted`.
  /// - Complexity: O((N + Q)·D).
  public init(
    of queries: Tensor, in reference: Tensor, duplicates: DuplicatePolicy = .merge, metric: Metric = .euclidean,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws {
    for each in [queries, reference] { try PointCloud.check(each) }
    guard queries.rowWidth == reference.rowWidth else {
      throw DimensionError.widths(queries: queries.rowWidth, reference: reference.rowWidth)
    }
    let among = try DistinctRows(reference, duplicates, metric, seed: seed, name: "jitter", checkpoint: checkpoint)
    let asked = try DistinctRows(
      queries, duplicates, metric, seed: seed, name: "jitter.queries", checkpoint: checkpoint)
    var remarks = asked.remarks + among.remarks.map { "of the reference, " + $0 }
    // Rows of the reference as they were given, whatever jitter did to them.
    let rows = try metric.placed(queries.flattened, checkpoint: checkpoint)
    let found = try among.table.places(of: rows, checkpoint: checkpoint)
    let equal = found.indices.filter { found[$0] != nil }
    var points = asked.points
    var excluded = [Int32](repeating: -1, count: points.shape[0])
    if let first = equal.first, let place = found[first] {
      switch duplicates {
      case .error: throw DimensionError.queryInReference(query: first, reference: place)
      case .drop: break
      case .merge:
        for row in equal {
          if let place = found[row] { excluded[asked.places[row]] = Int32(truncatingIfNeeded: among.places[place]) }
        }
        remarks.append(
          "\(equal.count) of \(rows.shape[0]) queries are reference points and were taken for them, not for neighbours")
      case .jitter:
        let jitter = try Jitter(of: among.points, seed: seed, checkpoint: checkpoint)
        points = jitter.moved(points, equal, name: "jitter.equal")
        remarks.append(
          "\(equal.count) of \(rows.shape[0]) queries are reference points and were moved by up to \(jitter.size) "
            + "a coordinate (seed \(seed))")
      }
    }
    self.init(
      points: among.points, rowCount: rows.shape[0], duplicates: duplicates, duplicateCount: asked.duplicateCount,
      metric: metric, subject: .queries(points, equal: excluded), places: asked.places,
      remarks: remarks + ["\(points.shape[0]) queries against \(among.points.shape[0]) reference points"])
  }
}
