extension ReproductionReport {
  /// A curve of the figure over the seeds.
  public struct Curve: Hashable, Sendable {
    /// The panel that it is drawn in.
    public let panel: Int
    /// Its name in the legend.
    public let name: String
    /// The horizontal coordinates, ascending.
    public let x: [Double]
    /// What the seeds gave at each of them.
    public let y: [MeanInterval]
  }

  /// The curves in the order in which the first seeds name them; a point is over the seeds that have it.
  /// - Complexity: O(points · log points).
  public var curves: [Curve] {
    struct Key: Hashable {
      let panel: Int
      let name: String
    }
    var order: [Key] = []
    var points: [Key: [Double: [Double]]] = [:]
    for series in measurements.flatMap(\.series) {
      let key = Key(panel: series.panel, name: series.name)
      if points[key] == nil { order.append(key) }
      for (x, y) in zip(series.x, series.y) where x.isFinite && y.isFinite {
        points[key, default: [:]][x, default: []].append(y)
      }
    }
    return order.map { key in
      let sorted = (points[key] ?? [:]).sorted { $0.key < $1.key }
      return Curve(panel: key.panel, name: key.name, x: sorted.map(\.key), y: sorted.map { MeanInterval($0.value) })
    }
  }
}
