/// The regions on many lines, and what they say of lines like them.
public struct LineSample: Hashable, Sendable {
  /// A mean over lines with its standard error; nil for a single line.
  public struct Mean: Hashable, Sendable {
    public let value: Double
    /// The deviation between lines over √n; lines count as independent.
    public let standardError: Double?

    init(_ values: [Double]) {
      let count = Double(max(values.count, 1))
      let mean = values.reduce(0, +) / count
      value = mean
      standardError =
        values.count > 1
        ? (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count * (count - 1))).squareRoot() : nil
    }
  }

  /// Activation regions of each line.
  public let counts: [Int]
  /// Linear regions of each line; nil where they were not looked at.
  public let linearCounts: [Int]?
  /// Fixed random combinations of the outputs whose slopes tell linear regions apart, where there are more than 16
  /// outputs; nil where the outputs' own slopes do, or where they were not looked at.
  public let slopeCombinations: Int?
  /// Breakpoints of each line; more than regions where units change together.
  public let breakpointCounts: [Int]
  /// |b - a| of each line.
  public let lengths: [Double]
  /// The stages, with the breakpoints of all lines.
  public let layers: [LineRegions.Layer]
  /// Gaps below 1e-12 in t, over all lines; breakpoints so close count as one.
  public let degenerateGaps: Int
  /// What part of the lines was looked at.
  public let extent: LineRegions.Extent

  /// Activation regions a line.
  public var mean: Mean { Mean(counts.map(Double.init)) }
  /// Linear regions a line; nil where they were not looked at.
  public var linearMean: Mean? { linearCounts.map { Mean($0.map(Double.init)) } }
  /// Distinct breakpoints a unit of length, averaged over lines; nil on whole lines.
  public var density: Mean? {
    extent == .segment ? Mean(zip(counts, lengths).map { Double($0 - 1) / $1 }) : nil
  }
  /// Breakpoints a neuron or window on a line.
  public var breakpointsPerNeuron: Mean {
    let neurons = Double(max(layers.reduce(0) { $0 + $1.neurons }, 1))
    return Mean(breakpointCounts.map { Double($0) / neurons })
  }

  /// What is counted, in words.
  public var convention: String {
    "activation regions on \(counts.count) \(extent == .segment ? "segments" : "whole lines"), exact in double "
      + "precision; standard errors over lines, taken as independent"
      + (linearCounts == nil ? "" : "; linear regions join those between which " + slopeCombinations.sameSlope)
  }
}
