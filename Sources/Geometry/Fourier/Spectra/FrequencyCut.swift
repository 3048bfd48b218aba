/// Which frequencies count as low, by their distance from frequency 0 in whole waves an image.
public enum FrequencyCut: Hashable, Sendable {
  /// Those no farther than a radius, √(k² + l²) ≤ r.
  case radius(Double)
  /// Those with max(|k|, |l|) ≤ m.
  case largest(Int)
  /// The centred block of B×B cells of the shifted grid, from H/2 - B/2 on: an even B has one more negative frequency.
  case block(Int)

  /// Whether a cell of the shifted grid is low.
  func isLow(row: Int, column: Int, of basis: FourierBasis) -> Bool {
    let down = row - basis.height / 2, across = column - basis.width / 2
    switch self {
    case .radius(let radius): return Double(down * down + across * across) <= radius * radius
    case .largest(let most): return max(abs(down), abs(across)) <= most
    case .block(let side):
      let half = side / 2
      return (-half..<side - half).contains(down) && (-half..<side - half).contains(across)
    }
  }

  /// - Throws: `FourierError.cut` for one that is negative, NaN, or larger than the grid.
  func validate(_ basis: FourierBasis) throws(FourierError) {
    let most = max(basis.height, basis.width)
    let isSound =
      switch self {
      case .radius(let radius): radius >= 0 && radius <= Double(2 * most)
      case .largest(let distance): distance >= 0 && distance <= most
      case .block(let side): side >= 0 && side <= most
      }
    guard isSound else { throw .cut(self, height: basis.height, width: basis.width) }
  }

  /// What is low, in words.
  public var words: String {
    switch self {
    case .radius(let radius): "low: √(k² + l²) ≤ \(radius)"
    case .largest(let most): "low: max(|k|, |l|) ≤ \(most)"
    case .block(let side): "low: the centred \(side)×\(side) block of the shifted grid"
    }
  }
}
