public import Tensors

/// How far points are from the nearest boundary of the activation region that holds them.
public struct BoundaryDistances: Hashable, Sendable {
  /// One stage's share: the distance to the nearest of its own boundaries, each continued as the hyperplane that it is
  /// within the point's region. Where another stage's boundary is nearer it may bend before it gets there.
  public struct Layer: Hashable, Sendable {
    /// The stage's name.
    public let name: String
    /// Neurons or windows.
    public let units: Int
    /// At each point; infinite where no unit of the stage has a gradient.
    public let distances: [Double]
    /// The unit at each point; -1 where there is none.
    public let nearestUnits: [Int]
    /// Pairs of a unit and a point at which the unit's value does not change with the input: dead upstream, or without
    /// weights. They have no boundary near and are skipped.
    public let flat: Int
    /// The mean over points.
    public var mean: PointMean { PointMean(distances) }
  }

  /// What changes at the nearest boundary of a point.
  public struct Nearest: Hashable, Sendable {
    /// The layer among `layers`.
    public let layer: Int
    /// The neuron, or the window.
    public let unit: Int
    /// Of a window, the member that overtakes the winner, by its place among the stage's values.
    public let rival: Int?
  }

  /// The stages that have a gate, in order.
  public let layers: [Layer]
  /// Distances over all layers, exact; infinite where nothing bends in any direction asked for.
  public let distances: [Double]
  /// What changes there; nil where the distance is infinite.
  public let nearest: [Nearest?]
  /// The nearest boundary points, [N, D]; the point itself where there is none.
  public let nearestPoints: Tensor
  /// Points exactly on a boundary, at distance 0: such as images whose flat parts tie within a max-pool's window.
  public let onBoundary: Int
  /// Dimension of the tangent spaces along which gradients were projected; nil for all of input space.
  public let tangentDimension: Int?
  /// Pairs of window members with equal values that were skipped; nil where they count as boundaries.
  public let skippedTies: Int?

  /// The mean over points.
  public var mean: PointMean { PointMean(distances) }

  /// What is measured, in words.
  public var convention: String {
    let space =
      tangentDimension.map {
        "along tangent spaces of dimension \($0), |z|/|projected gradient|, to first order in the data"
      }
      ?? "in input space, |z|/|gradient| within the point's region, exact"
    return "distance to the nearest boundary of an activation region \(space)"
      + (skippedTies == nil ? "" : "; equal members of a max-pool's window skipped")
  }
}
