/// How a row of pixels is folded into an image: channel planes of rows of columns, as PyTorch lays images out.
public struct ImageShape: Hashable, Sendable {
  /// Planes: 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// Pixels from top to bottom.
  public let height: Int
  /// Pixels from left to right.
  public let width: Int

  /// An image of these extents.
  /// - Precondition: every extent is positive and their product fits an `Int`.
  public init(channels: Int = 1, height: Int, width: Int) {
    precondition(channels > 0 && height > 0 && width > 0, "an image has at least one pixel")
    precondition(!channels.multipliedReportingOverflow(by: height).overflow)
    precondition(!(channels * height).multipliedReportingOverflow(by: width).overflow)
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// Numbers in one image.
  public var count: Int { channels * height * width }
}

extension ImageShape: Codable {
  private enum CodingKeys: CodingKey { case channels, height, width }

  /// - Throws: `DecodingError` for extents that make no image.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let extents = try [CodingKeys.channels, .height, .width].map { try values.decode(Int.self, forKey: $0) }
    guard extents.allSatisfy({ $0 > 0 && $0 < 1 << 20 }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "an image of \(extents) pixels"))
    }
    self.init(channels: extents[0], height: extents[1], width: extents[2])
  }
}

extension ImageShape: CustomStringConvertible {
  /// The extents as PyTorch writes them, such as `1×28×28`.
  public var description: String { "\(channels)×\(height)×\(width)" }
}
