import ArgumentParser
import Geometry
import Tensors

/// Neighbours and intrinsic dimension beside scikit-dimension.
struct DimensionBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dimension", abstract: "Intrinsic dimension, neighbours included, beside scikit-dimension.")

  @OptionGroup var options: BenchmarkOptions

  @Flag(help: "DANCo and ESS as well, at which the peer takes minutes a round.")
  var slow = false

  private struct Case {
    let name: String
    let rows: Int
    let columns: Int

    var size: String { "\(rows)×\(columns)" }
  }

  private static let cases = [
    Case(name: "wide", rows: 10_000, columns: 784), Case(name: "small", rows: 2_000, columns: 50),
  ]
  private static let neighbors = 20
  private static let few = 200

  func run() throws {
    let folder = try TemporaryFolder()
    let table = Table(["case", "threads", "ours", "scikit-dimension", "ratio", "agreement"])
    let sets = try Self.cases.map { each in
      let values = SyntheticData.surface(rows: each.rows, columns: each.columns, dimension: 12)
      try folder.write(values, as: each.name)
      return Tensor([each.rows, each.columns], values)
    }
    let versions = try options.forEachThreadCount("dimension.py", in: folder) { threads, peer in
      for (each, points) in zip(Self.cases, sets) {
        let shape = "\(each.name) \(each.rows) \(each.columns)"
        try measure(
          "MLE, k = \(Self.neighbors), \(each.size)", points, .mle(neighbors: Self.neighbors),
          peer, "mle \(shape) \(Self.neighbors)", threads, table)
        try measure("TwoNN, \(each.size)", points, .twoNN(), peer, "twonn \(shape)", threads, table)
        try measure("Gride, n₁ = 2, \(each.size)", points, .gride(n1: 2), peer, "gride \(shape) 2", threads, table)
        guard each.name == "small" else { continue }
        try measure("TLE, k = 20, \(each.size)", points, .tle(neighbors: 20), peer, "tle \(shape) 20", threads, table)
        guard slow else { continue }
        // A seed of its own a round: calibrations are kept, and the peer keeps none.
        var seed = 0
        func fresh() -> DimensionMethod {
          seed += 1
          return .danco(seed: seed)
        }
        try measure("DANCo, \(each.size)", points, fresh(), peer, "danco \(shape)", threads, table)
        // The peer takes seconds a point, so it is asked for few.
        let values = Array(points.doubles.prefix(Self.few * each.columns))
        try folder.write(values, as: "few")
        try measure(
          "ESS, k = 100, \(Self.few)×\(each.columns)", Tensor([Self.few, each.columns], values), .ess(), peer,
          "ess few \(Self.few) \(each.columns) 100", threads, table)
      }
    }
    options.printConditions(peer: versions)
  }

  private func measure(
    _ name: String, _ points: Tensor, _ method: @autoclosure @escaping () -> DimensionMethod, _ peer: Peer?,
    _ request: String, _ threads: Int,
    _ table: Table
  ) throws {
    let contest = try Contest(options, peer, request) {
      // Lists that are kept would be timed instead of the search.
      NeighborCache.shared.removeAll()
      let (seconds, estimate) = try options.clock.time { try intrinsicDimension(points, method()) }
      return Measurement(seconds: seconds, values: [estimate.value])
    }
    table.row([name, String(threads)] + contest.cells(Agreement.relative))
  }
}
