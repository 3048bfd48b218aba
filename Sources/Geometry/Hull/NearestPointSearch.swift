import Tensors

/// Wolfe's algorithm for the point of a polytope nearest to one query, on a growing working set.
///
/// For Q = P - x the current y is the shortest vector of the affine hull of the active points. The point with the
/// smallest ⟨q_j, y⟩ separates x from the hull where that is positive; where it is |y|² the vector is the shortest;
/// otherwise it joins the active points and negative weights are cut off by a line search. Within the working set the
/// algorithm runs to its end; then all points are looked at once, and those that lie below the plane join the set.
/// |y| falls with every such round, so the search is finite.
///
/// Source: Wolfe, "Finding the nearest point in a polytope", doi:10.1007/BF01580381.
final class NearestPointSearch {
  let space: HullSpace
  let aim: HullMembership.Aim
  let query: PlacedQuery
  /// |query| + radius.
  let reach: Double
  /// Bounds the rounding of ⟨p_j, v⟩ - ⟨x, v⟩ for |v| = 1.
  let noise: Double
  private let working: WorkingSet
  private let corral: Corral
  private var lastNorm = Double.infinity

  /// |y| below this share of the points' radius is inside.
  static let insideTolerance = 1e-10
  /// The search ends where the distance is known to this share of the reach.
  private static let gapTolerance = 1e-12

  init(_ query: PlacedQuery, _ space: HullSpace, _ aim: HullMembership.Aim) {
    self.query = query
    self.space = space
    self.aim = aim
    reach = space.reach(query)
    noise = space.noise(reach)
    working = WorkingSet(query: query.coordinates)
    corral = Corral(width: query.coordinates.count)
  }

  /// The direction of the next look at all points, of length 1.
  private(set) var direction: [Double] = []

  /// What a look at all points says of the direction.
  struct Look {
    /// The rows with the smallest ⟨p_j, v⟩, and these products in double precision.
    var rows: [Int32]
    var scores: [Double]
    /// No other row has a smaller product.
    var floor: Double
  }

  /// Points that make up the current nearest point.
  var activeCount: Int { corral.count }

  /// Sets the direction of the first look.
  func start(toward direction: [Double]) { self.direction = direction }

  /// The answer, or nil where another look, along `direction`, is needed.
  /// - Throws: `Interrupted`.
  func advance(_ look: Look, checkpoint: Checkpoint) throws -> HullAnswer? {
    let offset = DenseVector.dot(query.coordinates, direction)
    let lowest = min(look.scores.min() ?? .infinity, look.floor) - offset
    if aim == .membership, lowest > noise { return separated(along: direction, lowest: lowest, offset: offset) }
    if corral.count == 0 {
      for row in look.rows { working.insert(row, of: space.points) }
      for row in space.seeds where row != query.leftOut { working.insert(row, of: space.points) }
      working.begin(corral)
    } else if let answer = try settle(look, lowest: lowest, offset: offset, checkpoint) {
      return answer
    }
    if try minimize(checkpoint) { return inside }
    direction = corral.direction
    return nil
  }

  /// The answer where y is the shortest vector; otherwise the points below its plane join the working set.
  private func settle(_ look: Look, lowest: Double, offset: Double, _ checkpoint: Checkpoint) throws -> HullAnswer? {
    let norm = corral.square.squareRoot()
    let plane = norm - NearestPointSearch.gapTolerance * reach
    if lowest >= plane || norm >= lastNorm { return settled(lowest, norm) }
    lastNorm = norm
    if working.count > space.workingLimit { working.filter(corral.contains) }
    var below = zip(look.rows, look.scores).filter { $0.1 - offset < plane && !working.contains($0.0) }.map(\.0)
    var exact = lowest
    if below.isEmpty, look.floor < look.scores.min() ?? .infinity {
      // Single precision cannot tell: all products in double precision.
      let scores = try space.scores(along: direction, leavingOut: query.leftOut, checkpoint: checkpoint)
      let best = scores.indices.min { scores[$0] < scores[$1] } ?? 0
      exact = scores[best] - offset
      if aim == .membership, exact > noise { return separated(along: direction, lowest: exact, offset: offset) }
      let row = Int32(truncatingIfNeeded: best)
      if exact < plane, !working.contains(row) { below = [row] }
    }
    if below.isEmpty { return settled(exact, norm) }
    for row in below { working.insert(row, of: space.points) }
    return nil
  }

  /// Wolfe's algorithm on the working set; whether the query turned out to be inside.
  /// - Throws: `Interrupted`.
  private func minimize(_ checkpoint: Checkpoint) throws(Interrupted) -> Bool {
    while true {
      try checkpoint.check()
      let square = corral.square, norm = square.squareRoot()
      if norm <= space.insideLimit(query) { return true }
      let (position, lowest) = working.lowest(corral)
      if square - lowest <= NearestPointSearch.gapTolerance * norm * reach { return false }
      guard !corral.contains(working.indices[position]), working.append(position, to: corral) else { return false }
      corral.descend()
      // Rounding has the last word once the norm no longer falls.
      guard corral.square < square else { return norm <= space.insideLimit(query) }
    }
  }

  private func settled(_ lowest: Double, _ norm: Double) -> HullAnswer {
    guard lowest > noise else { return inside }
    if aim == .membership {
      return separated(along: direction, lowest: lowest, offset: DenseVector.dot(query.coordinates, direction))
    }
    return .outside(
      HullSeparation(direction: direction, norm: norm, lowest: lowest, noise: noise, support: 0), weights)
  }

  private func separated(along direction: [Double], lowest: Double, offset: Double) -> HullAnswer {
    .separated(
      HullSeparation(direction: direction, norm: 1, lowest: lowest, noise: noise, support: lowest + offset))
  }

  private var inside: HullAnswer { .inside(weights) }

  private var weights: [HullWeight] {
    let used = zip(corral.indices, corral.weights).filter { $0.1 > 0 }
    let sum = used.reduce(0) { $0 + $1.1 }
    return used.map { HullWeight(index: Int($0.0), weight: $0.1 / sum) }.sorted { $0.index < $1.index }
  }
}

/// A plane between a query and the hull, in the coordinates of the search.
struct HullSeparation {
  /// Of length 1.
  var direction: [Double]
  /// The length of the shortest vector along it.
  var norm: Double
  /// At most min ⟨p_j - x, direction⟩.
  var lowest: Double
  /// Bounds the rounding in `lowest`.
  var noise: Double
  /// At most min ⟨p_j, direction⟩.
  var support: Double
}

/// What the search says of a query, in its own coordinates.
enum HullAnswer {
  case inside([HullWeight])
  /// With the weights of the nearest point.
  case outside(HullSeparation, [HullWeight])
  /// A proof without a distance.
  case separated(HullSeparation)
}
