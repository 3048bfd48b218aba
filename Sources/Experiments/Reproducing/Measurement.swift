/// What one seed of a reproduction gave.
public struct Measurement: Hashable, Sendable {
  /// A curve of the figure.
  public struct Series: Hashable, Sendable {
    /// The panel that it is drawn in, counted from 0.
    public let panel: Int
    /// Its name in the legend; curves of the same name are averaged over seeds.
    public let name: String
    /// The horizontal coordinates; a point is averaged with those of other seeds at the same coordinate.
    public let x: [Double]
    /// The vertical coordinates, one for each x.
    public let y: [Double]

    /// A curve; where there are more of one coordinate than of the other, the rest is left out.
    public init(_ name: String, panel: Int = 0, x: [Double], y: [Double]) {
      let count = min(x.count, y.count)
      self.panel = panel
      self.name = name
      self.x = Array(x.prefix(count))
      self.y = Array(y.prefix(count))
    }
  }

  /// The quantity of every claim, in the claims' order; nil where this seed has none. Of a measurement that is under way
  /// there may be fewer.
  public var values: [Double?]
  /// The curves of the figure.
  public var series: [Series]
  /// What happened that a reader should know, such as a ladder that ended early.
  public var notes: [String]

  /// A measurement.
  public init(values: [Double?] = [], series: [Series] = [], notes: [String] = []) {
    self.values = values
    self.series = series
    self.notes = notes
  }
}
