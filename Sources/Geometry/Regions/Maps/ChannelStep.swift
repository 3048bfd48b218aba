import Tensors

/// y = a·x + b with one a and b for each channel, such as batch normalisation at inference:
/// a = γ/√(σ² + ε), b = β - a·μ.
public struct ChannelStep: AffineStep {
  /// a.
  public let scales: [Double]
  /// b.
  public let shifts: [Double]
  /// Values of a channel, which lie together.
  public let pixels: Int

  /// - Throws: `RegionError.stageShape` without channels or pixels, or with another number of shifts than of scales.
  public init(_ name: String, scales: [Double], shifts: [Double], pixels: Int) throws(RegionError) {
    guard !scales.isEmpty, scales.count == shifts.count, pixels > 0 else {
      throw .stageShape(name, weights: [scales.count], bias: [shifts.count])
    }
    self.scales = scales
    self.shifts = shifts
    self.pixels = pixels
  }

  public var inputCount: Int { scales.count * pixels }
  public var outputCount: Int { scales.count * pixels }

  /// - Complexity: O(count·values).
  public func apply(_ rows: [Double], count: Int, isLinear: Bool) -> [Double] {
    var values = rows
    for row in 0..<count {
      for channel in scales.indices {
        let start = row * inputCount + channel * pixels
        let scale = scales[channel], shift = isLinear ? 0 : shifts[channel]
        for place in start..<start + pixels { values[place] = scale * values[place] + shift }
      }
    }
    return values
  }

  public func applyAdjoint(_ rows: [Double], count: Int) -> [Double] { apply(rows, count: count, isLinear: true) }
}
