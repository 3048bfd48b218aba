/// A matrix as coloured cells, with a colour bar.
public struct HeatMap: Sendable, Hashable {
  /// The cells row by row; what is missing or not finite is drawn in grey.
  public var values: [Double]
  /// The number of rows.
  public var rows: Int
  /// The number of columns.
  public var columns: Int
  /// The horizontal extent of the matrix; `nil` is −½ … columns − ½, so that cell centres are whole numbers.
  public var x: ClosedRange<Double>?
  /// The vertical extent; row 0 lies at its lower end (on top when the axis is reversed); `nil` is −½ … rows − ½.
  public var y: ClosedRange<Double>?
  /// The colours.
  public var colors: ColorMap
  /// The values at the two ends of the colour bar; `nil` takes them from the data (symmetric about zero for a diverging map).
  public var domain: ClosedRange<Double>?
  /// What the colours measure; stands beside the colour bar.
  public var label: String
  /// Whether cells are square on paper.
  public var isSquare: Bool

  /// A heat map of `rows` × `columns` values; negative counts are zero.
  public init(
    _ values: [Double], rows: Int, columns: Int, x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil,
    colors: ColorMap = .viridis, domain: ClosedRange<Double>? = nil, label: String = "", isSquare: Bool = true
  ) {
    self.values = values
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    self.x = x
    self.y = y
    self.colors = colors
    self.domain = domain
    self.label = label
    self.isSquare = isSquare
  }
}

/// Filled cells of any form, such as the linear regions of a network on a plane.
public struct Polygons: Sendable, Hashable {
  /// A corner of a cell.
  public struct Point: Sendable, Hashable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double

    /// A point of the plane.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// How the cells are filled.
  public enum Fill: Sendable, Hashable {
    /// By soft colours that tell neighbours apart and mean nothing.
    case distinct
    /// By a value for each cell, with a colour bar.
    case values([Double], ColorMap, label: String)
  }

  /// The corners of each cell in order.
  public var cells: [[Point]]
  /// How the cells are filled.
  public var fill: Fill
  /// Whether a unit is as long on both axes.
  public var isSquare: Bool

  /// Cells with a fill.
  public init(_ cells: [[Point]], fill: Fill = .distinct, isSquare: Bool = true) {
    self.cells = cells
    self.fill = fill
    self.isSquare = isSquare
  }
}
