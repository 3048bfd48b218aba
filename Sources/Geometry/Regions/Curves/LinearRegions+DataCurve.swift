public import Tensors

/// The regions along a curve on a known data manifold, by chords.
///
/// The count is exact for the chords. Whether they are fine enough is seen from half as many: without a stated number,
/// 256 are doubled until two counts agree, up to 65,536, and the result tells whether they did.
/// - Parameters:
///   - map: the network; where it has more inputs than the curve has coordinates, a random orthonormal frame embeds it.
///   - curve: the curve.
///   - chords: how many, even; nil for as many as are needed.
///   - seed: of the frame.
///   - comparesSlopes: whether linear regions are told from activation regions.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `CurveError` for a network too narrow, a parameter or a number of chords out of range;
///   `RegionError.overflow`; `Interrupted`.
public func linearRegions(
  of map: PiecewiseLinearMap, along curve: DataCurve, chords: Int? = nil, seed: Int = 0, comparesSlopes: Bool = true,
  checkpoint: Checkpoint = .none
) throws -> CurveRegions {
  func regions(_ chords: Int, _ comparesSlopes: Bool) throws -> CurveRegions {
    try linearRegions(
      of: map, along: curve.vertices(chords: chords, ambient: map.inputCount, seed: seed), isClosed: curve.isClosed,
      comparesSlopes: comparesSlopes, checkpoint: checkpoint)
  }
  if let chords {
    var result = try regions(chords, comparesSlopes)
    result.crossingsAtHalfTheChords = chords >= 8 ? try regions(chords / 2, false).crossings : nil
    return result
  }
  let maximum = min(DataCurve.maximumChords(map.inputCount), 65_536)
  var count = min(256, max(maximum, 4))
  var result = try regions(count, comparesSlopes)
  while count * 2 <= maximum, result.crossingsAtHalfTheChords != result.crossings {
    count *= 2
    let before = result.crossings
    result = try regions(count, comparesSlopes)
    result.crossingsAtHalfTheChords = before
  }
  return result
}
