import Tensors

/// One number for every bucket of some hyperplane hashes; what is predicted is the sum of a point's numbers.
///
/// They minimise Σ (y - Σ numbers)² + penalty · Σ numbers², by conjugate gradients.
struct BucketTables {
  private let hashes: [HyperplaneHash]
  private let size: Int
  private var numbers: [Double]

  private static let iterations = 150
  /// What is tried.
  private static let penalties = [0.1, 1, 10, 100]

  /// Tables whose penalty does best on the last tenth of the points, fitted to all of them.
  /// - Throws: `Interrupted`.
  init(
    choosingPenaltyOn points: [Double], _ targets: [Double], tables: Int, bits: Int, seed: Int, checkpoint: Checkpoint
  ) throws(Interrupted) {
    let (count, inputs) = (targets.count - targets.count / 10, ActivationTarget.inputs)
    let held = (points: Array(points[(count * inputs)...]), targets: Array(targets[count...]))
    var best = (penalty: BucketTables.penalties[0], error: Double.infinity)
    for penalty in BucketTables.penalties {
      let trial = try BucketTables(
        Array(points[..<(count * inputs)]), Array(targets[..<count]), tables: tables, bits: bits, penalty: penalty,
        seed: seed, checkpoint: checkpoint)
      let error = RoutingTask.error(trial.values(at: held.points), held.targets)
      if error < best.error { best = (penalty, error) }
    }
    try self.init(
      points, targets, tables: tables, bits: bits, penalty: best.penalty, seed: seed, checkpoint: checkpoint)
  }

  /// - Parameters:
  ///   - tables: how many hashes.
  ///   - bits: hyperplanes of each.
  ///   - penalty: how many points at 0 each bucket is taken to hold beside its own.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(points · tables · (bits + iterations)).
  init(
    _ points: [Double], _ targets: [Double], tables: Int, bits: Int, penalty: Double, seed: Int,
    checkpoint: Checkpoint
  ) throws(Interrupted) {
    hashes = (0..<tables).map { HyperplaneHash(bits: bits, seed: seed, index: $0) }
    size = 1 << bits
    numbers = [Double](repeating: 0, count: tables << bits)
    var places: [[Int]] = []
    for hash in hashes {
      try checkpoint.check()
      places.append(hash.buckets(of: points))
    }
    var residual = gathered(targets, places)
    var direction = residual
    var square = residual.reduce(0) { $0 + $1 * $1 }
    let enough = square * 1e-14
    for _ in 0..<BucketTables.iterations where square > enough {
      try checkpoint.check()
      var image = gathered(sums(of: direction, places), places)
      for index in image.indices { image[index] += penalty * direction[index] }
      let curvature = zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 }
      guard curvature > 0 else { break }
      let step = square / curvature
      for index in numbers.indices {
        numbers[index] += step * direction[index]
        residual[index] -= step * image[index]
      }
      let next = residual.reduce(0) { $0 + $1 * $1 }
      for index in direction.indices { direction[index] = residual[index] + next / square * direction[index] }
      square = next
    }
  }

  /// The sum of the numbers of each point.
  func values(at points: [Double]) -> [Double] { sums(of: numbers, hashes.map { $0.buckets(of: points) }) }

  private func sums(of numbers: [Double], _ places: [[Int]]) -> [Double] {
    var sums = [Double](repeating: 0, count: places.first?.count ?? 0)
    for (table, places) in places.enumerated() {
      for (row, place) in places.enumerated() { sums[row] += numbers[table * size + place] }
    }
    return sums
  }

  /// What the points of every bucket add up to.
  private func gathered(_ values: [Double], _ places: [[Int]]) -> [Double] {
    var sums = [Double](repeating: 0, count: places.count * size)
    for (table, places) in places.enumerated() {
      for (row, place) in places.enumerated() { sums[table * size + place] += values[row] }
    }
    return sums
  }
}
