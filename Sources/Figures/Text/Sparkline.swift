/// A curve in one line of characters.
package enum Sparkline {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The curve from its least to its greatest value; where there are more values than columns, each column shows the
  /// mean of its share. What is not finite is a gap.
  package static func text(_ values: [Double], width: Int = 32) -> String {
    let columns = min(values.count, width)
    let means = (0..<columns).map { column in
      let share = values[column * values.count / columns..<(column + 1) * values.count / columns]
      return share.reduce(0, +) / Double(share.count)
    }
    let finite = means.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return String(repeating: " ", count: columns) }
    let span = greatest - least
    return String(
      means.map { mean in
        guard mean.isFinite else { return " " }
        guard span > 0, span.isFinite else { return levels[3] }
        return levels[min(levels.count - 1, Int((mean - least) / span * Double(levels.count)))]
      })
  }
}
