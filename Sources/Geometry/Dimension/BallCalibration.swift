import Glibc
import Synchronization
import Tensors

/// DANCo's statistics of points drawn from balls of each dimension, as many points as are measured.
///
/// Values are kept for the process: another set of as many points costs nothing.
struct BallCalibration {
  let points: Int
  /// k.
  let neighbors: Int
  let seed: Int
  /// Balls averaged in each dimension.
  let draws: Int

  private struct Key: Hashable {
    let points: Int
    let neighbors: Int
    let seed: Int
    let draws: Int
    let dimension: Int
  }

  private static let known = Mutex<[Key: AngleNormStatistics]>([:])
  /// Entries kept, of 64 bytes.
  private static let limit = 20_000

  /// - Precondition: `dimension >= 1`.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(draws·N²·dimension) once.
  func statistics(_ dimension: Int, checkpoint: Checkpoint) throws -> AngleNormStatistics {
    let key = Key(points: points, neighbors: neighbors, seed: seed, draws: draws, dimension: dimension)
    if let found = BallCalibration.known.withLock({ $0[key] }) { return found }
    var sum = (dimension: 0.0, direction: 0.0, concentration: 0.0)
    for draw in 0..<draws {
      // One number a pair (draw, dimension): 2²⁰ dimensions apart.
      var stream = RandomStream(seed: seed, name: "ball", index: draw << 20 + dimension)
      let ball = Self.ball(points, dimension, &stream)
      let quiet = checkpoint.observed(by: nil)
      let lists = try Neighbors(of: ball, neighbors: neighbors + 1, checkpoint: quiet)
      let found = try AngleNormStatistics(ball, lists, neighbors: neighbors, checkpoint: quiet)
      sum.dimension += found.dimension
      sum.direction += found.angles.direction
      sum.concentration += found.angles.concentration
    }
    let share = 1 / Double(draws)
    let result = AngleNormStatistics(
      dimension: sum.dimension * share,
      angles: VonMises(direction: sum.direction * share, concentration: sum.concentration * share))
    BallCalibration.known.withLock {
      if $0.count >= BallCalibration.limit { $0.removeAll() }
      $0[key] = result
    }
    return result
  }

  /// Uniform points of the unit ball: normal vectors brought to lengths u^(1/d).
  private static func ball(_ count: Int, _ dimension: Int, _ stream: inout RandomStream) -> Tensor {
    var values = [Float](repeating: 0, count: count * dimension)
    for row in 0..<count {
      var square = 0.0
      for column in 0..<dimension {
        let value = stream.nextNormal()
        values[row * dimension + column] = Float(value)
        square += value * value
      }
      let radius = pow(stream.nextDouble(), 1 / Double(dimension)) / square.squareRoot()
      for column in 0..<dimension { values[row * dimension + column] *= Float(radius) }
    }
    return Tensor([count, dimension], values)
  }
}
