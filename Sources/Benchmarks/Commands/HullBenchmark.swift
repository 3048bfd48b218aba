import ArgumentParser
import Geometry
import Tensors

/// Hull membership and distance beside linear programming.
struct HullBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hull", abstract: "Hull membership and distance, a query, beside HiGHS through scipy.",
    discussion: "The peer decides membership alone, on the first few of the queries; it gives no distance.")

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Queries of each kind that the peer is asked.")
  var peerQueries = 5

  private static let count = 2_000, dimension = 50, queries = 100

  func validate() throws {
    guard peerQueries >= 1, peerQueries <= Self.queries else {
      throw ValidationError("--peer-queries takes 1 to \(Self.queries); found \(peerQueries)")
    }
  }

  func run() throws {
    let folder = try TemporaryFolder()
    let table = Table(["case", "threads", "ours, a query", "HiGHS, a query", "ratio", "agreement"])
    let values = SyntheticData.normal(Self.count * Self.dimension, name: "hull points")
    let points = Tensor([Self.count, Self.dimension], values)
    try folder.write(values, as: "points")
    // Queries of the points' own law are outside in 50 dimensions, those at a fifth of its scale inside.
    let draws = SyntheticData.normal(Self.queries * Self.dimension, name: "hull queries")
    let sets = [("outside", draws), ("inside", draws.map { $0 / 5 })]
    for (name, values) in sets { try folder.write(values, as: name) }
    let versions = try options.forEachThreadCount("hull.py", in: folder) { threads, peer in
      for (name, values) in sets {
        let queries = Tensor([Self.queries, Self.dimension], values)
        for aim in [HullMembership.Aim.membership, .distance] {
          let request = "membership points \(Self.count) \(Self.dimension) \(name) 0 \(peerQueries)"
          let contest = try Contest(options, peer, request) {
            let (seconds, answer) = try options.clock.time { try hullMembership(of: queries, in: points, aim: aim) }
            return Measurement(
              seconds: seconds / Double(Self.queries), values: answer.inside.map { $0 ? 1 : 0 })
          }
          table.row(
            ["\(aim.rawValue), \(name)", String(threads)]
              + contest.cells(Agreement.flags))
        }
      }
    }
    options.printConditions(peer: versions)
  }
}
