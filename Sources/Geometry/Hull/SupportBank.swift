import Tensors

/// Directions with the least product that any point has with them: a query below it is outside.
///
/// Planes that separated one query often separate the next. The bank grows between waves of queries, in the order of
/// the queries, so that its answers do not depend on the threads.
struct SupportBank: Sendable {
  private struct Entry: Sendable {
    var direction: [Double]
    var support: Double
    var hits: Int
  }

  private var entries: [Entry] = []

  private static let capacity = 128
  /// New directions a wave.
  private static let growth = 32

  /// For each query the first direction, in order, that it lies furthest below; nil where there is none.
  /// - Complexity: O(queries·directions·r).
  func separations(_ queries: [PlacedQuery], _ space: HullSpace) -> [(entry: Int, HullSeparation)?] {
    if entries.isEmpty || queries.isEmpty {
      return [(entry: Int, HullSeparation)?](repeating: nil, count: queries.count)
    }
    let width = space.dimension
    var products = [Double](repeating: 0, count: queries.count * entries.count)
    BLAS.multiply(
      MatrixOperand(queries.flatMap(\.coordinates), queries.count, width),
      MatrixOperand(entries.flatMap(\.direction), width, entries.count, isTransposed: true), into: &products)
    return queries.enumerated().map { index, query in
      let noise = space.noise(space.reach(query))
      var best: (entry: Int, lowest: Double)?
      for (entry, known) in entries.enumerated() {
        let lowest = known.support - products[index * entries.count + entry]
        if lowest > 2 * noise, lowest > best?.lowest ?? 0 { best = (entry, lowest) }
      }
      return best.map {
        let known = entries[$0.entry]
        // The support carries the rounding of another query's product.
        return (
          $0.entry,
          HullSeparation(
            direction: known.direction, norm: 1, lowest: $0.lowest, noise: 2 * noise, support: known.support)
        )
      }
    }
  }

  /// Counts what helped and takes in new directions; those that helped least, the oldest first, make room.
  mutating func learn(hits: [Int], _ separations: [HullSeparation]) {
    for entry in hits { entries[entry].hits += 1 }
    let chosen = min(separations.count, SupportBank.growth)
    for position in 0..<chosen {
      let new = separations[position * separations.count / chosen]
      entries.append(Entry(direction: new.direction, support: new.support, hits: 0))
    }
    let excess = entries.count - SupportBank.capacity
    guard excess > 0 else { return }
    let leaving = Set(
      entries.indices.sorted { (entries[$0].hits, $0) < (entries[$1].hits, $1) }.prefix(excess))
    entries = entries.indices.filter { !leaving.contains($0) }.map { entries[$0] }
  }
}
