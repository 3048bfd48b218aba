import Glibc
import Tensors

/// What DANCo compares: the dimension by the first distance over the last, and the mean law of the angles between
/// neighbours.
struct AngleNormStatistics: Hashable, Sendable {
  /// The maximum-likelihood dimension of ρ = r₁/r_{k+1}.
  var dimension: Double
  /// Means over points of the direction and the concentration of the angles at each.
  var angles: VonMises
  /// Points that took part.
  var used: Int

  /// - Parameter neighbors: k; the lists hold k + 1 or more.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·k²·D).
  init(_ points: Tensor, _ lists: Neighbors, neighbors: Int, checkpoint: Checkpoint) throws {
    let neighborhoods = Neighborhoods(points: points, lists: lists, count: neighbors, origin: .point)
    let laws = try neighborhoods.map(checkpoint: checkpoint) { neighborhood -> VonMises? in
      guard neighborhood.radii[0] > 0 else { return nil }
      let mean = neighborhood.meanDirection
      return VonMises(cosine: mean.cosine, sine: mean.sine)
    }
    var logs: [Double] = [], direction = 0.0, concentration = 0.0
    for (point, law) in laws.enumerated() {
      guard let law else { continue }
      logs.append(log(lists.radius(point, rank: 1) / lists.radius(point, rank: neighbors + 1)))
      direction += law.direction
      concentration += law.concentration
    }
    used = logs.count
    dimension = NormalizedDistance(neighbors: neighbors).dimension(logs: logs)
    angles = VonMises(
      direction: direction / Double(max(used, 1)), concentration: concentration / Double(max(used, 1)))
  }

  init(dimension: Double, angles: VonMises) {
    self.dimension = dimension
    self.angles = angles
    used = 0
  }

  /// The divergence of calibrated statistics from these, of distances and of angles together.
  func divergence(from other: AngleNormStatistics, neighbors: Int) -> Double {
    NormalizedDistance(neighbors: neighbors).divergence(dimension, from: other.dimension)
      + angles.divergence(from: other.angles)
  }
}
