/// Thins curves that have more points than paper can show.
enum LineReduction {
  /// Curves of at most this many points are left as they are.
  static let limit = 2000

  /// The curve with, in each half pixel that it crosses, only the first, lowest, highest and last point: every extreme
  /// stays, and the picture is the same to a fraction of the line's width.
  ///
  /// - Complexity: O(*n*).
  static func reduced(_ points: [Canvas.Point]) -> [Canvas.Point] {
    guard points.count > limit else { return points }
    var kept: [Canvas.Point] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 2).rounded(.down)
      var (low, high, end) = (start, start, start)
      while end + 1 < points.count, (points[end + 1].x * 2).rounded(.down) == column {
        end += 1
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
      }
      var last = -1
      for index in [start, min(low, high), max(low, high), end] where index > last {
        kept.append(points[index])
        last = index
      }
      start = end + 1
    }
    return kept
  }
}
