/// One plot of a reproduction's figure: its title and axes.
public struct FigurePanel: Hashable, Sendable {
  /// How numbers stand along an axis.
  public enum Scale: Hashable, Sendable {
    /// Equal steps.
    case linear
    /// Equal ratios.
    case log
    /// Equal ratios, the largest number first, as densities are drawn.
    case logReversed
  }

  /// What it shows.
  public let title: String
  /// What runs along the horizontal axis, with its unit.
  public let x: String
  /// What runs along the vertical axis, with its unit.
  public let y: String
  /// How numbers stand along the horizontal axis.
  public let xScale: Scale
  /// How numbers stand along the vertical axis.
  public let yScale: Scale

  /// A plot.
  public init(_ title: String, x: String, y: String, xScale: Scale = .linear, yScale: Scale = .linear) {
    self.title = title
    self.x = x
    self.y = y
    self.xScale = xScale
    self.yScale = yScale
  }
}
