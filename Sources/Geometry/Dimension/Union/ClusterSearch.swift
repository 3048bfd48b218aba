import Glibc
import Tensors

/// Lloyd's rounds over centred points.
struct ClusterSearch {
  private let rows: CenteredRows
  private let clusters: Int
  private let checkpoint: Checkpoint

  init(_ points: Tensor, clusters: Int, checkpoint: Checkpoint) throws {
    rows = try CenteredRows(points, checkpoint: checkpoint)
    self.clusters = clusters
    self.checkpoint = checkpoint
  }

  func run(iterations: Int, from stream: inout RandomStream, _ report: (Int) -> Void) throws -> Clustering {
    var centers = try startingCenters(from: &stream)
    var assignment: [Int32] = []
    var round = 0
    var isConverged = false
    var pass = try rows.assign(to: centers, checkpoint: checkpoint)
    while !isConverged, round < iterations {
      report(round)
      round += 1
      assignment = pass.nearest
      centers = moved(pass)
      pass = try rows.assign(to: centers, checkpoint: checkpoint)
      isConverged = pass.nearest == assignment
    }
    let scale = rows.centering.scale
    return Clustering(
      assignment: pass.nearest.map { Int($0) }, centers: Tensor([clusters, rows.width], rows.placedBack(centers)),
      sizes: pass.counts, sumOfSquares: pass.squares.reduce(0, +) / scale / scale, iterations: round,
      isConverged: isConverged)
  }

  /// The means of the clusters; an empty one goes to the row that is farthest from its centre and not yet taken.
  private func moved(_ pass: CenteredRows.Pass) -> [Double] {
    var centers = pass.sums
    var squares = pass.squares
    for cluster in 0..<clusters {
      let places = cluster * rows.width..<(cluster + 1) * rows.width
      if pass.counts[cluster] > 0 {
        for place in places { centers[place] /= Double(pass.counts[cluster]) }
      } else if let farthest = squares.indices.max(by: { (squares[$0], -$0) < (squares[$1], -$1) }) {
        centers.replaceSubrange(places, with: rows.placed(farthest))
        squares[farthest] = 0
      }
    }
    return centers
  }

  /// Greedy k-means++: the first centre is a uniform row; each next one the best of 2 + ⌊ln K⌋ rows drawn with
  /// probabilities proportional to the squared distance to the nearest centre so far.
  private func startingCenters(from stream: inout RandomStream) throws -> [Double] {
    var centers = rows.placed(stream.nextInt(below: rows.count))
    var nearest = try rows.squares(to: centers, checkpoint: checkpoint)[0]
    let candidates = 2 + Int(log(Double(clusters)))
    for chosen in 1..<max(clusters, 1) {
      let total = nearest.reduce(0, +)
      guard total > 0 else { throw ComparisonError.coincident(clusters: clusters, distinct: chosen) }
      let goals = (0..<candidates).map { _ in stream.nextDouble() * total }
      let drawn = goals.map { goal in
        var sum = 0.0
        let place = nearest.firstIndex { square in
          sum += square
          return sum > goal
        }
        // Rounding may leave the goal beyond the last partial sum.
        return place ?? nearest.lastIndex { $0 > 0 } ?? 0
      }
      let places = drawn.flatMap { rows.placed($0) }
      let squares = try rows.squares(to: places, checkpoint: checkpoint)
      var best: (total: Double, candidate: Int, nearest: [Double])?
      for candidate in 0..<candidates {
        let reduced = zip(nearest, squares[candidate]).map { min($0, $1) }
        let total = reduced.reduce(0, +)
        if total < best?.total ?? .infinity { best = (total, candidate, reduced) }
      }
      guard let best else { break }
      nearest = best.nearest
      centers += places[best.candidate * rows.width..<(best.candidate + 1) * rows.width]
    }
    return centers
  }
}
