/// One thing drawn in a plot.
public enum Mark: Sendable, Hashable {
  /// A curve through points, with an optional band about it.
  case line(Line)
  /// Single points.
  case scatter(Scatter)
  /// Bars from zero.
  case bars(Bars)
  /// Counts of values in intervals of equal width.
  case histogram(Histogram)
  /// A matrix as coloured cells.
  case heatMap(HeatMap)
  /// Filled cells of any form.
  case polygons(Polygons)
  /// A straight line across the plot at one value.
  case rule(Rule)
  /// A few words at a point.
  case note(Note)
}

/// A curve through points in the order given; a point that is not finite interrupts it.
public struct Line: Sendable, Hashable {
  /// How the curve is stroked.
  public enum Stroke: Sendable, Hashable {
    /// Without gaps.
    case solid
    /// Long dashes.
    case dashed
    /// Dots.
    case dotted
  }

  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates; where one of the two is missing, the point is a gap.
  public var y: [Double]
  /// The lower and upper edge of a band about the curve, as coordinates, not as distances.
  public var band: Band?
  /// The name in the legend.
  public var name: String?
  /// The colour; `nil` takes the next of the palette.
  public var color: Color?
  /// How the curve is stroked.
  public var stroke: Stroke
  /// Whether each point is marked; `nil` marks them when there are at most 24.
  public var showsPoints: Bool?

  /// The two edges of a band, one pair for each point of the curve.
  public struct Band: Sendable, Hashable {
    /// The lower edge.
    public var lower: [Double]
    /// The upper edge.
    public var upper: [Double]

    /// A band between two edges.
    public init(lower: [Double], upper: [Double]) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// A curve; `x: nil` numbers the points 0, 1, 2, ….
  public init(
    x: [Double]? = nil, y: [Double], band: Band? = nil, name: String? = nil, color: Color? = nil,
    stroke: Stroke = .solid, showsPoints: Bool? = nil
  ) {
    self.x = x ?? y.indices.map(Double.init)
    self.y = y
    self.band = band
    self.name = name
    self.color = color
    self.stroke = stroke
    self.showsPoints = showsPoints
  }
}

/// Single points, without order.
public struct Scatter: Sendable, Hashable {
  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates.
  public var y: [Double]
  /// The name in the legend.
  public var name: String?
  /// The colour; `nil` takes the next of the palette.
  public var color: Color?
  /// The radius of a point in pixels; `nil` shrinks it as the points grow many.
  public var radius: Double?

  /// Points at the given coordinates.
  public init(x: [Double], y: [Double], name: String? = nil, color: Color? = nil, radius: Double? = nil) {
    self.x = x
    self.y = y
    self.name = name
    self.color = color
    self.radius = radius
  }
}

/// Bars from zero, one for each label; several such marks in one plot stand side by side.
public struct Bars: Sendable, Hashable {
  /// What each bar stands for.
  public var labels: [String]
  /// The height of each bar.
  public var values: [Double]
  /// Half the length of the error bar on each, such as a standard error; `nil` draws none.
  public var errors: [Double]?
  /// The name in the legend.
  public var name: String?
  /// The colour; `nil` takes the next of the palette.
  public var color: Color?

  /// Bars with their labels.
  public init(
    _ labels: [String], _ values: [Double], errors: [Double]? = nil, name: String? = nil, color: Color? = nil
  ) {
    self.labels = labels
    self.values = values
    self.errors = errors
    self.name = name
    self.color = color
  }
}

/// A straight line across the plot at one value of one axis, for a reference.
public struct Rule: Sendable, Hashable {
  /// The axis whose value is fixed.
  public enum Position: Sendable, Hashable {
    /// A vertical line.
    case x(Double)
    /// A horizontal line.
    case y(Double)
  }

  /// Where the line runs.
  public var position: Position
  /// A few words beside the line.
  public var label: String
  /// The colour; `nil` takes grey.
  public var color: Color?

  /// A reference line.
  public init(_ position: Position, label: String = "", color: Color? = nil) {
    self.position = position
    self.label = label
    self.color = color
  }
}

/// A few words at a point of the plot, with a dot on the point.
public struct Note: Sendable, Hashable {
  /// The horizontal coordinate.
  public var x: Double
  /// The vertical coordinate.
  public var y: Double
  /// The words.
  public var text: String

  /// Words at a point.
  public init(x: Double, y: Double, _ text: String) {
    self.x = x
    self.y = y
    self.text = text
  }
}
