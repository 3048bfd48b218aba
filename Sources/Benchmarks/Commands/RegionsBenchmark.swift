import ArgumentParser
import Geometry
import Tensors

/// Exact region counts along a line beside the same algorithm in NumPy and a fine grid in PyTorch.
struct RegionsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regions", abstract: "Activation regions on a segment beside a vectorised NumPy version and a grid.")

  @OptionGroup var options: BenchmarkOptions

  private static let networks = [[784, 300, 100, 10], [2, 64, 64, 64]]

  /// Points of the grid, each a forward pass.
  private static let gridPoints = 1_000_000

  func run() throws {
    var versions: String?
    var grids: [[String]] = []
    let table = Table(["case", "threads", "ours, a line", "NumPy, a line", "ratio", "breakpoints", "agreement"])
    for widths in Self.networks {
      // A folder a network: the peer keeps what it has read.
      let folder = try TemporaryFolder()
      let network = try RandomMap(widths, seed: 11)
      try network.write(to: folder)
      // A segment through the origin, long enough for most of the breakpoints of the whole line.
      let end = SyntheticData.normal(widths[0], name: "direction").map { $0 * 10 }
      let start = end.map { -$0 }
      try folder.write(start + end, as: "ends")
      let repeats = widths[0] > 100 ? 10 : 100
      let name = widths.map(String.init).joined(separator: "-")
      versions = try options.forEachThreadCount("regions.py", in: folder) { threads, peer in
        let (a, b) = (Tensor([widths[0]], start), Tensor([widths[0]], end))
        let request = (["line", String(repeats)] + widths.map(String.init)).joined(separator: " ")
        let contest = try Contest(options, peer, request) {
          let (seconds, regions) = try options.clock.time {
            var regions = try linearRegions(of: network.map, from: a, to: b, comparesSlopes: false)
            for _ in 1..<repeats {
              regions = try linearRegions(of: network.map, from: a, to: b, comparesSlopes: false)
            }
            return regions
          }
          return Measurement(seconds: seconds / Double(repeats), values: regions.breakpoints.map(\.position))
        }
        let cells = contest.cells { "positions " + Agreement.absolute($0, $1) }
        table.row([name, String(threads)] + cells.dropLast() + [String(contest.ours.values.count)] + cells.suffix(1))
        // Once is enough: the ratio is a matter of orders.
        guard let peer else { return }
        let grid = try peer.run("grid \(Self.gridPoints) " + widths.map(String.init).joined(separator: " "))
        let found = grid.values.first ?? .nan
        grids.append([
          name, String(threads), contest.ours.median.asDuration, grid.seconds.asDuration,
          (grid.seconds / contest.ours.median).significant(3), String(contest.ours.values.count),
          (Double(contest.ours.values.count) - found).fixed(0),
        ])
      }
    }
    if !grids.isEmpty {
      print()
      let table = Table([
        "case", "threads", "ours, a line", "PyTorch, a grid of \(Self.gridPoints)", "ratio", "breakpoints",
        "missed by the grid",
      ])
      for row in grids { table.row(row) }
    }
    options.printConditions(peer: versions)
  }
}
