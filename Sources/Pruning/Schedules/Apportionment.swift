/// Whole numbers in proportion to shares.
package enum Apportionment {
  /// So many things, in proportion to the shares, none above its bound: what a full one cannot take goes to the others;
  /// fractions by largest remainder, of equal ones the first.
  /// - Precondition: as many shares as bounds, shares of at least 0, bounds that hold the total.
  package static func counts(_ total: Int, by shares: [Double], atMost bounds: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: shares.count)
    var left = total
    while left > 0 {
      let open = counts.indices.filter { counts[$0] < bounds[$0] }
      guard !open.isEmpty else { break }
      let finite = open.map { shares[$0].isFinite ? shares[$0] : 0 }
      let sum = finite.reduce(0, +)
      let quotas = finite.map { Double(left) * (sum > 0 ? $0 / sum : 1 / Double(open.count)) }
      var given = 0
      var remainders: [(place: Int, rest: Double)] = []
      for (place, quota) in zip(open, quotas) {
        let whole = min(Int(quota), bounds[place] - counts[place])
        counts[place] += whole
        given += whole
        if counts[place] < bounds[place] { remainders.append((place, quota - Double(whole))) }
      }
      left -= given
      // A full layer passes on; otherwise only fractions are left.
      if given == 0 || remainders.count == open.count {
        for (place, _) in remainders.sorted(by: { ($1.rest, $0.place) < ($0.rest, $1.place) }).prefix(left) {
          counts[place] += 1
          left -= 1
        }
      }
    }
    return counts
  }
}
