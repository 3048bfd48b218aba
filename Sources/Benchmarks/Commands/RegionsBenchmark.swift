import ArgumentParser
import Geometry
import Tensors

/// Exact region counts along a line beside the same algorithm in NumPy.
struct RegionsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regions", abstract: "Activation regions on a segment beside a vectorised NumPy version.")

  @OptionGroup var options: BenchmarkOptions

  private static let networks = [[784, 300, 100, 10], [2, 64, 64, 64]]

  func run() throws {
    var versions: String?
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
            var regions = try linearRegions(of: network.map, from: a, to: b)
            for _ in 1..<repeats { regions = try linearRegions(of: network.map, from: a, to: b) }
            return regions
          }
          return Measurement(seconds: seconds / Double(repeats), values: regions.breakpoints.map(\.position))
        }
        let cells = contest.cells { "positions " + Agreement.absolute($0, $1) }
        table.row([name, String(threads)] + cells.dropLast() + [String(contest.ours.values.count)] + cells.suffix(1))
      }
    }
    options.printConditions(peer: versions)
  }
}
