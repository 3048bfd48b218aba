public import Tensors

/// How many units of a network change their state over a small cross-polytope around points.
public struct LocalComplexity: Hashable, Sendable {
  /// One stage's share.
  public struct Layer: Hashable, Sendable {
    /// The stage's name.
    public let name: String
    /// Neurons or windows.
    public let units: Int
    /// At each point, the units whose state is not the same at all vertices.
    public let counts: [Int]
    /// The mean over points.
    public var mean: PointMean { PointMean(counts.map(Double.init)) }
    /// The mean share of the units.
    public var fraction: Double { mean.value / Double(units) }
  }

  /// The stages that have a gate, in order.
  public let layers: [Layer]
  /// r.
  public let radius: Double
  /// Directions m; 2m vertices x ± r·v.
  public let directions: Int
  /// At each point, over all layers.
  public var counts: [Int] {
    (0..<(layers.first?.counts.count ?? 0)).map { point in layers.reduce(0) { $0 + $1.counts[point] } }
  }
  /// The mean over points.
  public var mean: PointMean { PointMean(counts.map(Double.init)) }

  /// What is counted, in words.
  public var convention: String {
    "units whose state differs between the \(2 * directions) vertices x ± \(radius)·v of a cross-polytope: a lower bound "
      + "of those whose boundary crosses it, exact for a first rectified stage (r·max|w·v| > |w·x + b|)"
  }
}

/// The orthonormal directions of a cross-polytope, the same at all points.
public enum CrossPolytope: Hashable, Sendable {
  /// Every axis of input space.
  case axes
  /// Random orthonormal directions (stream `frame` of the seed).
  case random(directions: Int, seed: Int)
  /// Given directions [m, D], used as they are.
  case given(Tensor)

  /// - Throws: `RegionError.parameter`, `.tangents`.
  func frame(inputs: Int, checkpoint: Checkpoint) throws -> (rows: [Double], count: Int) {
    switch self {
    case .axes:
      guard inputs <= 1 << 12 else {
        throw RegionError.parameter(
          "the frame", expected: "a random one, with more than 4096 inputs", found: "all \(inputs) axes")
      }
      return (PiecewiseLinearMap.identity(inputs), inputs)
    case .random(let count, let seed):
      guard count >= 1, count <= inputs, count <= 1 << 12 else {
        throw RegionError.parameter(
          "directions", expected: "1 to \(min(inputs, 1 << 12)), at most the inputs", found: "\(count)")
      }
      try checkpoint.check()
      var stream = RandomStream(seed: seed, name: "frame")
      let values = (0..<count * inputs).map { _ in stream.nextNormal() }
      // Independent with probability 1.
      return (try TangentSpaces(spanning: Tensor([count, inputs], values)).bases.doubles, count)
    case .given(let rows):
      guard rows.rank == 2, rows.count > 0, rows.shape[1] == inputs, rows.firstOutOfRange == nil else {
        throw RegionError.tangents(
          "the frame", expected: "finite, [m, \(inputs)]", found: "shape \(rows.shape)")
      }
      return (rows.doubles, rows.shape[0])
    }
  }
}

/// The local complexity of a network: of each stage, the units whose state is not the same at all vertices x ± r·v of a
/// cross-polytope around a point.
///
/// The first stage is linear, so its values at the vertices are z ± r·Gv with one product for all points. With a
/// rectifier the count there is exact; deeper it is a lower bound, since a boundary may cross the polytope between the
/// vertices.
///
/// Source: Humayun, Balestriero, Baraniuk, "Deep networks always grok and here is why", arXiv:2402.15555.
/// - Parameters:
///   - map: the network.
///   - points: [N, …] inputs, or one input.
///   - radius: r, positive.
///   - frame: the directions v.
/// - Throws: `RegionError.pointsShape`, `.rowNotUsable`, `.parameter`, `.tangents`, `.overflow`; `Interrupted`.
/// - Complexity: O(N·2m·M) for M multiplications of the map behind its first stage.
public func localComplexity(
  of map: PiecewiseLinearMap, at points: Tensor, radius: Double,
  frame: CrossPolytope = .random(directions: 25, seed: 0), checkpoint: Checkpoint = .none
) throws -> LocalComplexity {
  let rows = try PointRows.checked(points, inputs: map.inputCount)
  guard radius > 0, radius < Centering.limit else {
    throw RegionError.parameter("radius", expected: "positive and below 1e60", found: "\(radius)")
  }
  let (directions, count) = try frame.frame(inputs: map.inputCount, checkpoint: checkpoint)
  let probe = CrossPolytopeProbe(
    map: map, radius: radius, images: map.stages[0].apply(directions, count: count, isLinear: true), count: count)
  return try probe.run(rows, checkpoint: checkpoint)
}
