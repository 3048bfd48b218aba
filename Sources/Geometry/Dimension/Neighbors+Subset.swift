import Tensors

extension Neighbors {
  /// The exact neighbours within a part of the points, from those within all of them.
  ///
  /// A neighbour in the whole set that belongs to the part is a neighbour in it, in the same order. A point of whose
  /// list fewer than `neighbors` belong to the part searches the part by direct differences.
  /// - Parameter rows: the part, ascending.
  /// - Returns: nil where more than one point in fifty would have to search.
  /// - Throws: `Interrupted`.
  func restricted(
    to rows: [Int], of points: Tensor, neighbors wanted: Int, checkpoint: Checkpoint
  ) throws -> Neighbors? {
    var places = [Int32](repeating: -1, count: count)
    for (place, row) in rows.enumerated() { places[row] = Int32(truncatingIfNeeded: place) }
    var found = [Double](repeating: 0, count: rows.count * wanted)
    var indices = [Int32](repeating: 0, count: rows.count * wanted)
    var short: [Int] = []
    for (place, row) in rows.enumerated() {
      var taken = 0
      for slot in row * neighbors..<(row + 1) * neighbors where taken < wanted {
        let other = places[Int(self.indices[slot])]
        guard other >= 0 else { continue }
        found[place * wanted + taken] = distances[slot]
        indices[place * wanted + taken] = other
        taken += 1
      }
      if taken < wanted { short.append(place) }
    }
    guard short.count * 50 <= rows.count else { return nil }
    let scale = try Centering(points, checkpoint: checkpoint).scale
    let measure = RowDistances(left: points, right: points, width: points.rowWidth, scale: scale)
    let searched = try Parallel.map(short.count, checkpoint: checkpoint) { item in
      let row = rows[short[item]]
      return measure.withSquares { square in
        rows.enumerated().filter { $0.element != row }
          .map { (distance: square(row, $0.element).squareRoot() / scale, place: $0.offset) }
          .sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(wanted)
      }
    }
    for (place, nearest) in zip(short, searched) {
      for (slot, neighbor) in nearest.enumerated() {
        found[place * wanted + slot] = neighbor.distance
        indices[place * wanted + slot] = Int32(truncatingIfNeeded: neighbor.place)
      }
    }
    return Neighbors(
      count: rows.count, neighbors: wanted, distances: found, indices: indices, referenceCount: rows.count,
      searchedAgain: short.count)
  }
}
