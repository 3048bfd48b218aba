/// A figure as a value: what it shows, never how it is drawn.
///
/// A chart is either one plot (axes and marks), a grid of picture tiles, or a grid of charts under one title. It renders
/// itself through ``bundle()`` for a notebook and through `write(to:)` for a file; equal charts give equal bytes.
///
/// Every initialiser is total: coordinates that are not finite, or that lack a partner, become gaps that the text
/// fallback counts, and a chart without data says so.
public struct Chart: Sendable, Hashable {
  /// What a chart is made of.
  public enum Content: Sendable, Hashable {
    /// Marks over a pair of axes.
    case plot(Plot)
    /// Small pictures with captions.
    case images(ImageGrid)
    /// Charts side by side, `columns` to a row.
    case grid([Chart], columns: Int)
  }

  /// The size of a chart in CSS pixels.
  public struct Size: Sendable, Hashable {
    /// Width in pixels, between 80 and 4,000.
    public let width: Double
    /// Height in pixels, between 60 and 4,000.
    public let height: Double

    /// A size in pixels; what lies outside the bounds is brought to the nearest bound.
    public init(width: Double, height: Double) {
      self.width = width.isFinite ? min(max(width.rounded(), 80), 4000) : 640
      self.height = height.isFinite ? min(max(height.rounded(), 60), 4000) : 400
    }

    /// 640 × 400 pixels.
    public static let standard = Size(width: 640, height: 400)
  }

  /// The line above the figure; empty for none.
  public var title: String
  /// What is shown.
  public var content: Content
  /// The size of the whole figure; `nil` chooses one that suits the content (640 × 400 for a plot).
  public var size: Size?
  /// The ground it is drawn on; a chart within a grid takes the grid's.
  public var theme = Theme.light

  /// A chart of any content.
  public init(_ title: String = "", content: Content, size: Size? = nil) {
    self.title = title
    self.content = content
    self.size = size
  }

  /// One plot: marks over two axes.
  public init(
    _ title: String = "", x: Axis = Axis(), y: Axis = Axis(), legend: Plot.Legend = .automatic, size: Size? = nil,
    marks: [Mark]
  ) {
    self.init(title, content: .plot(Plot(x: x, y: y, marks: marks, legend: legend)), size: size)
  }

  /// Small multiples: charts under one title, filled row by row; `columns: nil` picks a nearly square grid.
  public static func grid(_ title: String = "", of charts: [Chart], columns: Int? = nil, size: Size? = nil) -> Chart {
    let square = Int(Double(max(1, charts.count)).squareRoot().rounded(.up))
    let count = min(max(1, columns ?? (charts.count <= 3 ? charts.count : square)), max(1, charts.count))
    return Chart(title, content: .grid(charts, columns: count), size: size)
  }
}
