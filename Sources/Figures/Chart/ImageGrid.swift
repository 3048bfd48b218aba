/// Small pictures side by side, each with a caption: samples of a data set, filters, masks.
public struct ImageGrid: Sendable, Hashable {
  /// One picture: grey or red-green-blue samples row by row.
  public struct Tile: Sendable, Hashable {
    /// How many numbers make a picture element.
    public enum Channels: Sendable, Hashable {
      /// One: brightness.
      case grey
      /// Three, one plane after the other (red, green, blue), as data sets keep them.
      case planarRGB
    }

    /// The samples; what is missing or not finite is shown as 0.
    public var pixels: [Double]
    /// The height in picture elements.
    public var rows: Int
    /// The width in picture elements.
    public var columns: Int
    /// How many numbers make a picture element.
    public var channels: Channels
    /// The words below the picture; empty for none.
    public var caption: String

    /// A picture; negative sizes are zero.
    public init(_ pixels: [Double], rows: Int, columns: Int, channels: Channels = .grey, caption: String = "") {
      self.pixels = pixels
      self.rows = max(0, rows)
      self.columns = max(0, columns)
      self.channels = channels
      self.caption = caption
    }
  }

  /// The pictures, filled row by row.
  public var tiles: [Tile]
  /// How many stand in a row; `nil` chooses by their number.
  public var columns: Int?
  /// The samples shown as black and as white; `nil` takes 0 … 1, or the range of all samples where they leave it.
  public var domain: ClosedRange<Double>?

  /// Pictures side by side.
  public init(_ tiles: [Tile], columns: Int? = nil, domain: ClosedRange<Double>? = nil) {
    self.tiles = tiles
    self.columns = columns
    self.domain = domain
  }
}
