/// One axis of a plot: its label, scale, extent and the form of its tick labels.
public struct Axis: Sendable, Hashable {
  /// How values map to positions.
  public enum Scale: Sendable, Hashable {
    /// Equal steps of the value are equal steps on paper.
    case linear
    /// Equal ratios (base 10) are equal steps on paper; values that are zero or below cannot be shown and become gaps.
    case log
  }

  /// How tick values are written.
  public enum TickFormat: Sendable, Hashable {
    /// As many decimals as the step needs; powers of ten on a long log axis.
    case automatic
    /// A fixed number of decimals.
    case decimals(Int)
    /// The value times 100, with a per cent sign.
    case percent
    /// Mantissa and power of ten.
    case scientific
  }

  /// A tick the caller places and writes.
  public struct Tick: Sendable, Hashable {
    /// Where the tick stands.
    public var value: Double
    /// What it says.
    public var label: String

    /// A tick with its own label.
    public init(_ value: Double, _ label: String) {
      self.value = value
      self.label = label
    }
  }

  /// What the axis measures, with its unit; empty for none.
  public var label: String
  /// How values map to positions.
  public var scale: Scale
  /// The values at the two ends; `nil` takes them from the data, with some air.
  public var domain: ClosedRange<Double>?
  /// How tick values are written.
  public var format: TickFormat
  /// Ticks placed by hand instead of the computed ones.
  public var ticks: [Tick]?
  /// Whether values grow towards the left or the bottom.
  public var isReversed: Bool

  /// An axis; all parts have defaults that suit most data.
  public init(
    _ label: String = "", scale: Scale = .linear, domain: ClosedRange<Double>? = nil,
    format: TickFormat = .automatic, ticks: [Tick]? = nil, isReversed: Bool = false
  ) {
    self.label = label
    self.scale = scale
    self.domain = domain
    self.format = format
    self.ticks = ticks
    self.isReversed = isReversed
  }
}
