import Glibc
import Tensors

/// A neighbour search over rows shortened by a principal projection, taken where it saves work.
///
/// Of images less than a hundredth of the pairs is left by the lower bound that shorter rows give; of isotropic noise
/// all are, and the rule keeps to full rows. The neighbours are the same either way.
enum Reduction {
  /// Numbers of dimensions that are tried.
  private static let sizes = [16, 24, 32, 48, 64]
  /// Rows that the rule is tried on.
  private static let trials = 2 * EntryScan.height
  /// Pairs below which the trial costs more than can be won.
  private static let fewestPairs = 1 << 24

  /// What a search costs, in coordinates of a product a pair, measured on one core with 512-bit vectors.
  enum Cost {
    /// Entries are written, read for their bound, and read for what is below it.
    private static let look = 10.0
    /// A pair that coarse rows settle, and each of its coordinates.
    private static let passing = 1400.0, coordinate = 2.0
    /// An entry of a block looked at, and an offer that a heap takes: about k·ln(N/k) a row.
    private static let blockLook = 28.0, offer = 1500.0

    static func rows(width: Int) -> Double { Double(width) + look }

    static func reduced(directions: Int, passing share: Double, width: Int) -> Double {
      Double(directions + 1) + look + share * (passing + coordinate * Double(width))
    }

    static func blocks(width: Int, kept: Int, among count: Int, isOneSet: Bool) -> Double {
      let offers = Double(kept) * max(log(Double(count) / Double(kept)), 1)
      return (Double(width) + blockLook) / (isOneSet ? 2 : 1) + offer * offers / Double(count)
    }
  }

  /// The cheapest reduction, or nil where the rows themselves are cheaper than any: by a cost model of the shapes and of
  /// the pairs that pass the bound among a fixed sample of rows, never by a clock.
  /// - Parameter whole: the cost of the best search of whole rows.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·m) for m ≤ 64.
  static func cheapest(
    _ measure: RowDistances, isOneSet: Bool, excluded: [Int32], _ centering: Centering, neighbors: Int, whole: Double,
    checkpoint: Checkpoint
  ) throws -> RowSearch? {
    let rows = measure.left.shape[0], among = measure.right.shape[0], width = measure.width
    guard Double(rows) * Double(among) / (isOneSet ? 2 : 1) >= Double(fewestPairs), neighbors < among / 8,
      Cost.reduced(directions: sizes[0], passing: 0, width: width) < whole
    else { return nil }
    let projection = try PrincipalProjection(
      measure.right, centering, dimensions: sizes.last ?? 0, checkpoint: checkpoint)
    let right = try ProjectedRows(measure.right, centering, projection, checkpoint: checkpoint)
    let left = isOneSet ? right : try ProjectedRows(measure.left, centering, projection, checkpoint: checkpoint)
    let trials = min(Reduction.trials, rows)
    let places = (0..<trials).map { $0 * rows / trials }
    var radii: [Double] = []
    var best: (cost: Double, search: RowSearch?) = (whole, nil)
    // Sets that a few directions hold entirely are tried with as many as there are. The most come first: their bounds of
    // r_k serve all.
    for size in Set(sizes.map { min($0, projection.dimensions) }).sorted(by: >) {
      try checkpoint.check()
      let shortRight = right.shortened(to: size)
      let slack = projection.slack(dimensions: size)
      let search = RowSearch(
        scan: EntryScan(left: isOneSet ? shortRight : left.shortened(to: size), right: shortRight), excluded: excluded,
        isOneSet: isOneSet, measure: measure, neighbors: neighbors, short: (left.coarse, right.coarse, slack),
        width: width)
      if radii.isEmpty { radii = search.radii(places) }
      let share = Double(search.passing(places, radii: radii, slack: slack)) / Double(trials) / Double(among)
      let cost = Cost.reduced(directions: size, passing: share, width: width)
      if cost < best.cost { best = (cost, search) }
    }
    return best.search
  }
}
