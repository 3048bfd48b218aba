extension LossGeometry {
  /// A sample whose margin has fallen.
  public struct Fall: Hashable, Sendable {
    /// Its row among the samples.
    public let row: Int
    /// Its class.
    public let label: Int
    /// Its margin before.
    public let before: Double
    /// Its margin after.
    public let after: Double

    /// before - after, above 0.
    public var fall: Double { before - after }
    /// Whether the sample was classified correctly and no longer is.
    public var isLost: Bool { before.sign == .plus && after.sign == .minus }
  }

  /// The samples that pruning, or corrupting, hurts most: those whose margins fall furthest from here to `later`, the
  /// furthest first, of equals the earlier row. Samples whose margin does not fall, or is infinite, are not among
  /// them, so there may be fewer than asked for.
  ///
  /// Margins are distances in each network's own space of features: with `relative` each is divided by the network's
  /// mean length of features first, so that a network of longer features does not seem to fall further.
  /// - Throws: `RepresentationError.rows` or `.otherLabels` where they are not the same samples in the same order;
  ///   `.parameter` for a negative count.
  /// - Complexity: O(N·log N).
  public func furthestFalls(
    to later: LossGeometry, count: Int = 20, relative: Bool = false
  ) throws(RepresentationError) -> [Fall] {
    guard count >= 0 else { throw .parameter("count", found: Double(count), expected: "0 or more") }
    try LossGeometryComparison.check(self, later)
    let units = [self, later].map { geometry in
      let mean = relative ? geometry.summary(of: .length).mean : 1
      return mean > 0 ? mean : 1
    }
    let falls = labels.indices.map { row in
      Fall(row: row, label: labels[row], before: margins[row] / units[0], after: later.margins[row] / units[1])
    }
    return Array(
      falls.filter { $0.fall > 0 && $0.fall.isFinite }
        .sorted { $0.fall > $1.fall || ($0.fall == $1.fall && $0.row < $1.row) }.prefix(count))
  }
}
