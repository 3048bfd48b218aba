/// Marks over a pair of axes, with a legend for those that have a name.
public struct Plot: Sendable, Hashable {
  /// Where the names of the marks stand.
  public enum Legend: Sendable, Hashable {
    /// To the right of the plot when at least two marks are named, so that it covers no data.
    case automatic
    /// Nowhere.
    case none
    /// To the right of the plot, under a heading.
    case titled(String)
  }

  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What is drawn: first all that fills an area, bands of curves included, then curves, points and reference lines;
  /// among each kind the first at the bottom.
  public var marks: [Mark]
  /// Where the names stand.
  public var legend: Legend

  /// A plot of marks over two axes.
  public init(x: Axis = Axis(), y: Axis = Axis(), marks: [Mark], legend: Legend = .automatic) {
    self.x = x
    self.y = y
    self.marks = marks
    self.legend = legend
  }
}
