import ArgumentParser
import Geometry
import Tensors

/// Exact region counts in a window of a plane beside a polygon clipper in NumPy.
struct PlaneBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plane", abstract: "Activation regions in a square beside polygons clipped in NumPy.")

  @OptionGroup var options: BenchmarkOptions

  private static let networks: [(widths: [Int], seed: UInt64)] = [
    ([2, 32, 32, 32], 7), ([2, 64, 64], 11), ([2, 64, 64, 64], 11),
  ]
  /// Runs of ours that one of the peer takes the time of, about.
  private static let repeats = 20

  func run() throws {
    var versions: String?
    let table = Table(["case", "threads", "ours, a window", "NumPy, a window", "ratio", "regions", "agreement"])
    for (widths, seed) in Self.networks {
      // A folder a network: the peer keeps what it has read.
      let folder = try TemporaryFolder()
      let network = try RandomMap(widths, seed: seed)
      try network.write(to: folder)
      let name = widths.map(String.init).joined(separator: "-")
      versions = try options.forEachThreadCount("plane.py", in: folder) { threads, peer in
        let origin = Tensor([2], [0.0, 0]), axes = [Tensor([2], [1.0, 0]), Tensor([2], [0.0, 1])]
        let request = (["square", "1"] + widths.map(String.init)).joined(separator: " ")
        let contest = try Contest(options, peer, request) {
          let (seconds, regions) = try options.clock.time {
            var regions = try linearRegions(of: network.map, origin: origin, axes: axes, extent: 1)
            for _ in 1..<Self.repeats {
              regions = try linearRegions(of: network.map, origin: origin, axes: axes, extent: 1)
            }
            return regions
          }
          return Measurement(seconds: seconds / Double(Self.repeats), values: regions.areas.sorted())
        }
        let cells = contest.cells { "areas " + Agreement.absolute($0, $1) }
        table.row([name, String(threads)] + cells.dropLast() + [String(contest.ours.values.count)] + cells.suffix(1))
      }
    }
    options.printConditions(peer: versions)
  }
}
