import Glibc
import Tensors

/// A function to learn, as points with their values.
struct RoutingTask {
  let points: [Double]
  let targets: [Double]
  let testPoints: [Double]
  let testTargets: [Double]
  let settings: SparseActivationSettings

  /// Fits one routing and measures it.
  func row(_ routing: Routing, checkpoint: Checkpoint) throws -> SparseActivation.Row {
    let (active, inputs) = (settings.active, ActivationTarget.inputs)
    let fitted: (train: [Double], test: [Double])
    let work: Int
    switch routing {
    case .dense, .top:
      let total = routing.total(active: active)
      fitted = try layer(total, index: 0, points, targets, testPoints, checkpoint)
      work = total * inputs + active
    case .randomHash(let experts), .hyperplanes(let experts):
      fitted = try groups(routing, experts: experts, checkpoint)
      let bits = routing == .randomHash(experts: experts) ? 0 : experts.trailingZeroBitCount
      work = bits * inputs + active * (inputs + 1)
    case .tables(let buckets):
      let bits = buckets.trailingZeroBitCount
      let tables = try BucketTables(
        choosingPenaltyOn: points, targets, tables: active, bits: bits, seed: settings.seed, checkpoint: checkpoint)
      fitted = (tables.values(at: points), tables.values(at: testPoints))
      work = active * bits * inputs + active
    }
    return SparseActivation.Row(
      routing: routing, active: active, total: routing.total(active: active), multiplyAdds: work,
      trainError: RoutingTask.error(fitted.train, targets), testError: RoutingTask.error(fitted.test, testTargets))
  }

  /// One layer whose `active` largest units work, and what it gives at points learned from and at others.
  private func layer(
    _ total: Int, index: Int, _ points: [Double], _ targets: [Double], _ others: [Double], _ checkpoint: Checkpoint
  ) throws -> ([Double], [Double]) {
    let units = RandomUnits(total, seed: settings.seed, index: index)
    switch settings.training {
    case .frozen:
      let features: ([Double]) -> [Double] = { units.values(at: $0, active: settings.active) }
      let fit = try RidgeFit(
        points, targets, width: total, penalty: settings.penalty, checkpoint: checkpoint, features)
      return (
        try fit.values(at: points, checkpoint: checkpoint, features),
        try fit.values(at: others, checkpoint: checkpoint, features)
      )
    case .joint(let epochs):
      var trained = TrainedUnits(units, active: settings.active, seed: settings.seed)
      try trained.learn(points, targets, epochs: epochs, checkpoint: checkpoint)
      return (trained.values(at: points), trained.values(at: others))
    }
  }

  /// A layer for each group of points.
  private func groups(
    _ routing: Routing, experts: Int, _ checkpoint: Checkpoint
  ) throws -> (train: [Double], test: [Double]) {
    let inputs = ActivationTarget.inputs
    let groups: (train: [Int], test: [Int])
    if case .hyperplanes = routing {
      let hash = HyperplaneHash(bits: experts.trailingZeroBitCount, seed: settings.seed)
      groups = (hash.buckets(of: points), hash.buckets(of: testPoints))
    } else {
      var stream = RandomStream(seed: settings.seed, name: "hash")
      groups = (
        targets.map { _ in stream.nextInt(below: experts) }, testTargets.map { _ in stream.nextInt(below: experts) }
      )
    }
    var result = (
      train: [Double](repeating: 0, count: targets.count), test: [Double](repeating: 0, count: testTargets.count)
    )
    func gathered(_ rows: [Int], of points: [Double]) -> [Double] {
      rows.flatMap { points[$0 * inputs..<($0 + 1) * inputs] }
    }
    for expert in 0..<experts {
      let rows = groups.train.indices.filter { groups.train[$0] == expert }
      let testRows = groups.test.indices.filter { groups.test[$0] == expert }
      guard !rows.isEmpty else { continue }
      let (train, test) = try layer(
        settings.active, index: expert, gathered(rows, of: points), rows.map { targets[$0] },
        gathered(testRows, of: testPoints), checkpoint)
      for (position, row) in rows.enumerated() { result.train[row] = train[position] }
      for (position, row) in testRows.enumerated() { result.test[row] = test[position] }
    }
    return result
  }

  /// Mean squared error over variance.
  static func error(_ values: [Double], _ targets: [Double]) -> Double {
    let count = Double(targets.count)
    let mean = targets.reduce(0, +) / count
    let variance = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let square = zip(values, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / count
    return square / variance
  }
}
