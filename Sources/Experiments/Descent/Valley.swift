/// A dip of a curve between its beginning and a later peak.
///
/// The bottom is the point that lies furthest below both the first value and the best value after it; the peak is that
/// best value. A curve that only falls has no dip, however far it falls: nothing comes after.
package struct Valley: Hashable, Sendable {
  /// The place of the bottom.
  package let bottom: Int
  /// The place of the best value after it.
  package let peak: Int

  /// The deepest dip; nil for fewer than three values.
  /// - Complexity: O(count).
  package init?(_ values: [Double]) {
    guard values.count >= 3, let first = values.first else { return nil }
    var peak = values.count - 1
    var found: (bottom: Int, peak: Int, depth: Double)?
    for place in stride(from: values.count - 2, to: 0, by: -1) {
      let depth = min(first, values[peak]) - values[place]
      if depth >= found?.depth ?? -.infinity { found = (place, peak, depth) }
      if values[place] >= values[peak] { peak = place }
    }
    guard let found else { return nil }
    bottom = found.bottom
    self.peak = found.peak
  }
}
