/// The regions of a network that a polyline or a closed curve of chords passes through, exactly.
///
/// Counted along the way: a region that the curve enters again counts again, and one that goes on across a vertex
/// counts once.
public struct CurveRegions: Hashable, Sendable {
  /// Where a neuron or a window changes its state.
  public struct Breakpoint: Hashable, Sendable {
    /// The chord, from 0: between the vertex of this number and the next.
    public let piece: Int
    /// t on the chord, from 0 to 1.
    public let position: Double
    /// The way from the first vertex.
    public let arclength: Double
    /// The stage, counted from 0; see `CurveRegions.layers`.
    public let layer: Int
    /// The neuron among the outputs of the stage, or the window of a max-pooling.
    public let neuron: Int
  }

  /// Every change of state, in the order of the way; units that change together are all listed.
  public let breakpoints: [Breakpoint]
  /// The stages, in order.
  public let layers: [LineRegions.Layer]
  /// Distinct breakpoints.
  public let crossings: Int
  /// Distinct breakpoints at which the slope of the output along the curve changes by itself, not by the turn at a
  /// vertex; nil where that was not looked at. A change below 1e-9 of the largest counts as none.
  public let linearCrossings: Int?
  /// Fixed random combinations of the outputs whose slopes tell linear regions apart, where there are more than 16
  /// outputs; nil where the outputs' own slopes do, or where they were not looked at.
  public let slopeCombinations: Int?
  /// Gaps below 1e-12 in t, between breakpoints or to an end; breakpoints so close count as one.
  public let degenerateGaps: Int
  /// Whether the last vertex is joined to the first.
  public let isClosed: Bool
  /// Chords.
  public let pieceCount: Int
  /// The length of all chords.
  public let length: Double
  /// What half the chords found, on a curve that was cut into chords here; nil for vertices that were passed.
  public internal(set) var crossingsAtHalfTheChords: Int?

  /// Stretches of one activation region: one more than the crossings, on a closed curve as many (but at least one).
  public var count: Int { isClosed ? max(crossings, 1) : crossings + 1 }
  /// Stretches of one linear region; nil where that was not looked at.
  public var linearCount: Int? { linearCrossings.map { isClosed ? max($0, 1) : $0 + 1 } }
  /// Distinct breakpoints a unit of length in input space.
  public var density: Double { Double(crossings) / length }
  /// Breakpoints a neuron or window; 0 for a network without any.
  public var breakpointsPerNeuron: Double { layers.breakpointsPerNeuron }

  /// What is counted, in words.
  public var convention: String {
    "stretches of one activation region along \(pieceCount) chords of a \(isClosed ? "closed" : "open") curve, exact "
      + "for the chords in double precision; breakpoints closer than 1e-12 of a chord count as one"
      + (linearCrossings == nil ? "" : "; linear regions join those between which " + slopeCombinations.sameSlope)
      + (crossingsAtHalfTheChords.map {
        $0 == crossings ? "; half the chords find as many" : "; half the chords find \($0) crossings, not \(crossings)"
      } ?? "")
  }
}
