/// The regions of a network that a line passes through, exactly.
///
/// An activation region is a set of inputs on which every rectifier and every pooling window keeps its state. A linear
/// region may join several of them, where the states that differ do not reach the output. On a line each pattern of
/// states occurs once, so there is one activation region more than there are distinct breakpoints.
public struct LineRegions: Hashable, Sendable {
  /// What part of the line through the two points is looked at.
  public enum Extent: String, Hashable, Sendable, CaseIterable {
    /// Between the points.
    case segment
    /// All of it.
    case line
  }

  /// Where a neuron or a window changes its state.
  public struct Breakpoint: Hashable, Sendable {
    /// t of the point a + t·(b - a).
    public let position: Double
    /// The stage, counted from 0; see `LineRegions.layers`.
    public let layer: Int
    /// The neuron among the outputs of the stage, or the window of a max-pooling.
    public let neuron: Int
  }

  /// One stage's share.
  public struct Layer: Hashable, Sendable {
    /// The stage's name.
    public let name: String
    /// What bends: "ReLU", "leaky ReLU", "absolute value", "max-pool", or "none".
    public let kind: String
    /// Neurons with a rectifier, or windows.
    public let neurons: Int
    /// Breakpoints that the stage adds.
    public let breakpoints: Int
  }

  /// Every change of state, by position; units that change together are all listed.
  public let breakpoints: [Breakpoint]
  /// The stages, in order.
  public let layers: [Layer]
  /// Activation regions: distinct breakpoints + 1.
  public let count: Int
  /// Linear regions: breakpoints at which the slope of the output changes + 1; nil where that was not looked at.
  /// A change below 1e-9 of the largest on the line counts as none.
  public let linearCount: Int?
  /// Fixed random combinations of the outputs whose slopes tell linear regions apart, where there are more than 16
  /// outputs; nil where the outputs' own slopes do, or where they were not looked at.
  public let slopeCombinations: Int?
  /// Gaps below 1e-12 in t, between breakpoints or to an end of the segment. Breakpoints so close count as one (two
  /// neurons with proportional weights, or too near for double precision to tell). A window whose members are all
  /// zero behind a rectifier changes with that rectifier, which is no accident and not counted here.
  public let degenerateGaps: Int
  /// What part of the line was looked at.
  public let extent: Extent
  /// |b - a|.
  public let length: Double

  /// Distinct breakpoints a unit of length in input space; nil on a whole line.
  public var density: Double? { extent == .segment ? Double(count - 1) / length : nil }

  /// Breakpoints a neuron or window; 0 for a network without any.
  public var breakpointsPerNeuron: Double { layers.breakpointsPerNeuron }

  /// What is counted, in words.
  public var convention: String {
    "activation regions on \(extent == .segment ? "the segment" : "the whole line"), exact in double precision; "
      + "breakpoints closer than 1e-12 of the segment count as one"
      + (linearCount == nil ? "" : "; linear regions join those between which " + slopeCombinations.sameSlope)
  }
}

extension Int? {
  /// What linear regions have in common, by the number of combinations compared.
  var sameSlope: String {
    let outputs = map { "the slopes of \($0) fixed random combinations of the outputs are" }
    return (outputs ?? "the slope of the output is") + " the same to 1e-9"
  }
}

extension [LineRegions.Layer] {
  /// Breakpoints over units; 0 without any.
  var breakpointsPerNeuron: Double {
    Double(reduce(0) { $0 + $1.breakpoints }) / Double(Swift.max(reduce(0) { $0 + $1.neurons }, 1))
  }
}
