import Glibc
import Tensors

/// Minimum spanning trees of subsets of points under Euclidean distance, by Prim's algorithm without an edge list.
///
/// Up to `limit` points the distances are computed once and kept in single precision (4·N² bytes, at most 64 MB): an
/// edge is off by 2⁻²⁵ of its length. Beyond, each step computes the distances that it needs, from 8·N·D bytes of rows.
struct SpanningTree {
  let count: Int
  private let width: Int
  /// Distances N × N, or nothing.
  private let table: [Float]
  /// Rows in double precision, centred and scaled, or nothing.
  private let rows: [Double]
  /// What lengths are to be divided by.
  private let scale: Double

  /// The most points whose distances are kept.
  static let limit = 4096
  private static let block = 128

  /// Lengths of a tree's edges.
  struct Length {
    /// Σ|e|ᵅ.
    var power = 0.0
    /// Σ|e|.
    var total = 0.0
  }

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N²·D) up to `limit` points, O(N·D) beyond.
  init(_ points: Tensor, checkpoint: Checkpoint) throws {
    count = points.shape[0]
    width = points.rowWidth
    let centering = try Centering(points, checkpoint: checkpoint)
    scale = centering.scale
    let rows = centering.placed(points, 0..<count)
    if count <= SpanningTree.limit {
      table = try SpanningTree.distances(rows, count, width, checkpoint)
      self.rows = []
    } else {
      table = []
      self.rows = rows
    }
  }

  private static func distances(
    _ rows: [Double], _ count: Int, _ width: Int, _ checkpoint: Checkpoint
  ) throws(Interrupted) -> [Float] {
    var table = [Float](repeating: 0, count: count * count)
    let blocks = (count + block - 1) / block
    var outcome = Result<Void, Interrupted>.success(())
    rows.withUnsafeBufferPointer { rows in
      table.withUnsafeMutableBufferPointer { table in
        guard let rows = rows.baseAddress, let table = table.baseAddress else { return }
        outcome = Result { () throws(Interrupted) in
          try Parallel.forEach(blocks, checkpoint: checkpoint) { shard in
            for row in shard * block..<min((shard + 1) * block, count) {
              for column in 0..<count where column != row {
                let square = SquaredDistance.between(
                  rows + row * width, rows + column * width, count: width, scale: 1)
                table[row * count + column] = Float(square.squareRoot())
              }
            }
          }
        }
      }
    }
    try outcome.get()
    return table
  }

  /// The length of the tree of a subset; of ties between nearest vertices the first in the subset's changing order
  /// wins, which changes no length.
  ///
  /// Stops early, with a meaningless result, once an interrupt is asked for.
  /// - Parameter subset: distinct rows, at least one.
  /// - Complexity: O(n²), times D beyond `limit` points.
  func length(of subset: [Int32], power: Double, checkpoint: Checkpoint) -> Length {
    var length = Length()
    var remaining = subset
    var nearest = [Float](repeating: .infinity, count: subset.count)
    table.withUnsafeBufferPointer { table in
      rows.withUnsafeBufferPointer { rows in
        remaining.withUnsafeMutableBufferPointer { remaining in
          nearest.withUnsafeMutableBufferPointer { nearest in
            guard let open = remaining.baseAddress, let nearest = nearest.baseAddress else { return }
            var left = subset.count - 1
            var vertex = Int(open[left])
            while left > 0, !checkpoint.isInterrupted {
              let next: Int
              if let table = table.baseAddress {
                next = relax(table + vertex * count, open, nearest, left)
              } else if let rows = rows.baseAddress {
                next = relax(rows, vertex, open, nearest, left)
              } else {
                return
              }
              let edge = Double(nearest[next]) / scale
              length.total += edge
              length.power += power == 1 ? edge : pow(edge, power)
              vertex = Int(open[next])
              left -= 1
              open[next] = open[left]
              nearest[next] = nearest[left]
            }
          }
        }
      }
    }
    return length
  }

  /// Lowers the distances to the tree by those to a new vertex; the place of the smallest.
  private func relax(
    _ row: UnsafePointer<Float>, _ open: UnsafePointer<Int32>, _ nearest: UnsafeMutablePointer<Float>, _ left: Int
  ) -> Int {
    var best = Float.infinity, place = 0
    for slot in 0..<left {
      let distance = min(row[Int(open[slot])], nearest[slot])
      nearest[slot] = distance
      if distance < best {
        best = distance
        place = slot
      }
    }
    return place
  }

  private func relax(
    _ rows: UnsafePointer<Double>, _ vertex: Int, _ open: UnsafePointer<Int32>,
    _ nearest: UnsafeMutablePointer<Float>, _ left: Int
  ) -> Int {
    var best = Float.infinity, place = 0
    for slot in 0..<left {
      let square = SquaredDistance.between(
        rows + vertex * width, rows + Int(open[slot]) * width, count: width, scale: 1)
      let distance = min(Float(square.squareRoot()), nearest[slot])
      nearest[slot] = distance
      if distance < best {
        best = distance
        place = slot
      }
    }
    return place
  }
}
