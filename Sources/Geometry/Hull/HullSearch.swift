import Tensors

/// The answers for a list of queries: quick outs for all of a wave, then groups in lock step, whose looks at all
/// points are one product a tile.
///
/// Waves and groups follow from the number of queries alone; what a wave learns serves the next.
struct HullSearch {
  let space: HullSpace
  let rows: RowIndex
  let aim: HullMembership.Aim
  let checkpoint: Checkpoint

  /// Groups of a wave.
  private static let groups = 8
  /// Rows beyond the active points that a look at all points returns: more save looks, fewer save time inside the
  /// working set.
  private static let spare = 32

  /// - Parameter leavingOut: whether query i is row i of the points and that row does not count.
  /// - Throws: `Interrupted`.
  func certificates(_ queries: Tensor, leavingOut: Bool) throws -> [HullCertificate] {
    let count = queries.shape[0]
    var bank = SupportBank()
    var certificates: [HullCertificate] = []
    certificates.reserveCapacity(count)
    let wave = HullSpace.group * HullSearch.groups
    for first in stride(from: 0, to: count, by: wave) {
      checkpoint.report(Progress("hull", first, of: count, unit: "query"))
      let range = first..<min(first + wave, count)
      certificates += try answers(queries, range, leavingOut, &bank)
    }
    checkpoint.report(Progress("hull", count, of: count, unit: "query"))
    return certificates
  }

  private func answers(
    _ queries: Tensor, _ range: Range<Int>, _ leavingOut: Bool, _ bank: inout SupportBank
  ) throws -> [HullCertificate] {
    let width = queries.rowWidth
    let placed = try Parallel.map(range.count, checkpoint: checkpoint) { item -> (PlacedQuery, HullAnswer?) in
      let row = range.lowerBound + item
      let left: Int32 = leavingOut ? Int32(truncatingIfNeeded: row) : -1
      let values = queries.doubles(rows: row..<row + 1)
      let query = space.place(values[0..<width], leavingOut: left)
      if let equal = rows.firstRow(equalTo: values[0..<width], leavingOut: left) {
        return (query, .inside([HullWeight(index: equal, weight: 1)]))
      }
      return (query, quickOut(query))
    }
    var answers = placed.map(\.1)
    var open = answers.indices.filter { answers[$0] == nil }
    if aim == .membership, !leavingOut {
      let known = bank.separations(open.map { placed[$0].0 }, space)
      var hits: [Int] = []
      for (item, separation) in zip(open, known) {
        guard let separation else { continue }
        answers[item] = .separated(separation.1)
        hits.append(separation.entry)
      }
      open = open.filter { answers[$0] == nil }
      try solve(open, placed.map(\.0), into: &answers)
      bank.learn(hits: hits, open.compactMap { answers[$0]?.separation })
    } else {
      try solve(open, placed.map(\.0), into: &answers)
    }
    return try Parallel.map(range.count, checkpoint: checkpoint) { item in
      space.certificate(answers[item] ?? .inside([]), for: placed[item].0, scale: space.centering.scale, aim: aim)
    }
  }

  /// Off the span, or beyond the box: outside without a look at the points.
  private func quickOut(_ query: PlacedQuery) -> HullAnswer? {
    guard aim == .membership, query.leftOut < 0 else { return nil }
    if query.offSquare > space.insideTolerance * space.insideTolerance {
      return .separated(
        HullSeparation(
          direction: [Double](repeating: 0, count: space.dimension), norm: 0, lowest: 0,
          noise: space.noise(space.reach(query)), support: 0))
    }
    var best: (lowest: Double, axis: Int, sign: Double)?
    for axis in 0..<space.dimension {
      let value = query.coordinates[axis]
      for (lowest, sign) in [(space.lower[axis] - value, 1.0), (value - space.upper[axis], -1.0)]
      where lowest > best?.lowest ?? space.noise(space.reach(query)) {
        best = (lowest, axis, sign)
      }
    }
    guard let best, best.lowest > 2 * space.insideTolerance else { return nil }
    var direction = [Double](repeating: 0, count: space.dimension)
    direction[best.axis] = best.sign
    return .separated(
      HullSeparation(
        direction: direction, norm: 1, lowest: best.lowest, noise: space.noise(space.reach(query)),
        support: best.sign > 0 ? space.lower[best.axis] : -space.upper[best.axis]))
  }

  /// Answers what is open, in groups side by side.
  private func solve(_ open: [Int], _ queries: [PlacedQuery], into answers: inout [HullAnswer?]) throws {
    if open.isEmpty { return }
    // Few queries are spread over a few groups, so that more than one thread has work.
    let size = min(HullSpace.group, max((open.count + 3) / 4, 8))
    let solved = try Parallel.map((open.count + size - 1) / size, checkpoint: checkpoint) { group in
      let items = open[group * size..<min((group + 1) * size, open.count)]
      return try solve(items.map { queries[$0] })
    }
    for (item, answer) in zip(open, solved.flatMap(\.self)) { answers[item] = answer }
  }

  /// Answers a group in lock step.
  private func solve(_ queries: [PlacedQuery]) throws -> [HullAnswer] {
    let searches = queries.map { NearestPointSearch($0, space, aim) }
    for (search, direction) in zip(searches, space.firstDirections(queries)) { search.start(toward: direction) }
    var answers = [HullAnswer?](repeating: nil, count: queries.count)
    var open = Array(queries.indices)
    while !open.isEmpty {

      let looks = try look(open.map { searches[$0] })
      for (item, look) in zip(open, looks) { answers[item] = try searches[item].advance(look, checkpoint: checkpoint) }
      open = open.filter { answers[$0] == nil }
    }
    return answers.map { $0 ?? .inside([]) }
  }

  private func look(_ searches: [NearestPointSearch]) throws -> [NearestPointSearch.Look] {
    let leftOut = searches.map(\.query.leftOut)
    let isLeaving = leftOut.contains { $0 >= 0 }
    let all = space.points.rows - (isLeaving ? 1 : 0)
    // The active points lie on the plane itself: there must be room for more than them.
    let kept = min((searches.map(\.activeCount).max() ?? 0) + HullSearch.spare, all)
    let lists = try space.scan.smallest(
      searches.flatMap { $0.direction.map(Float.init) }, kept: kept, leavingOut: isLeaving ? leftOut : [],
      checkpoint: checkpoint)
    return searches.enumerated().map { position, search in
      let rows = lists.rows(position).filter { $0 < space.points.rows }
      let scores = rows.map { space.points.product(Int($0), search.direction) }
      let floor = kept == all ? Double.infinity : Double(lists.limit(position)) - space.screeningError
      return NearestPointSearch.Look(rows: rows, scores: scores, floor: floor)
    }
  }
}

extension HullAnswer {
  /// The plane of a proof without a distance.
  var separation: HullSeparation? {
    if case .separated(let separation) = self { return separation }
    return nil
  }
}

extension HullSpace {
  /// An answer in the coordinates and units of the points.
  func certificate(
    _ answer: HullAnswer, for query: PlacedQuery, scale: Double, aim: HullMembership.Aim
  ) -> HullCertificate {
    switch answer {
    case .inside(let weights):
      // What lies off the span by more than the tolerance is outside whatever the shadow does.
      guard query.offSquare > insideTolerance * insideTolerance else { return .inside(weights: weights) }
      let plane = HullSeparation(
        direction: [Double](repeating: 0, count: dimension), norm: 0, lowest: 0, noise: noise(reach(query)), support: 0)
      return outside(plane, weights, query, scale)
    case .outside(let plane, let weights): return outside(plane, weights, query, scale)
    case .separated(let plane): return outside(plane, nil, query, scale)
    }
  }

  /// With y the shortest vector in the span and e what the query has off it, the whole is y - e: orthogonal parts, and
  /// ⟨q_j, y - e⟩ = ⟨q_j, y⟩ + |e|².
  private func outside(
    _ plane: HullSeparation, _ weights: [HullWeight]?, _ query: PlacedQuery, _ scale: Double
  ) -> HullCertificate {
    let isLifted = weights != nil || plane.norm == 0
    let off = isLifted ? query.offSquare : 0
    let norm = (plane.norm * plane.norm + off).squareRoot()
    var normal = lifted(plane.direction).map { $0 * plane.norm / norm }
    if off > 0 { DenseVector.add(query.off, times: -1 / norm, to: &normal) }
    let lowest = (plane.lowest * plane.norm + off) / norm
    return .outside(
      normal: normal, margin: max(lowest - plane.noise, .leastNonzeroMagnitude) / scale,
      nearest: weights.map { HullNearest(distance: norm / scale, weights: $0) })
  }
}
