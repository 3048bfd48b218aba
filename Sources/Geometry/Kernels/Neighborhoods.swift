import Tensors

/// The vectors from each point, or from the mean of its neighbours, to its nearest neighbours, and their products.
///
/// A neighbourhood's vectors are scaled by a power of two to lengths of about 1, so that no product over- or
/// underflows. Memory: 8·k·(D + k + 1) bytes a thread.
struct Neighborhoods {
  /// Where the vectors start.
  enum Origin {
    case point
    case mean
  }

  let points: Tensor
  let lists: Neighbors
  /// Neighbours of each point.
  let count: Int
  let origin: Origin

  /// The largest number of neighbours: k² products stay below 32 MB a thread.
  static let limit = 2000
  /// Points of one shard.
  private static let shard = 16
  /// Shards between two reports.
  private static let batch = 64

  /// - Throws: `DimensionError.wideNeighborhood`.
  static func check(_ neighbors: Int) throws(DimensionError) {
    guard neighbors <= limit else { throw .wideNeighborhood(neighbors, limit: limit) }
  }

  /// The results of `body` for each point, in order.
  ///
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·k²·D), through BLAS.
  func map<Result>(checkpoint: Checkpoint, _ body: (Neighborhood) -> Result) throws -> [Result] {
    let total = lists.count
    let shards = (total + Neighborhoods.shard - 1) / Neighborhoods.shard
    var results: [Result] = []
    results.reserveCapacity(total)
    for first in stride(from: 0, to: shards, by: Neighborhoods.batch) {
      let parts = try Parallel.map(min(Neighborhoods.batch, shards - first), checkpoint: checkpoint) { index in
        let start = (first + index) * Neighborhoods.shard
        return run(start..<min(start + Neighborhoods.shard, total), checkpoint, body)
      }
      for part in parts { results += part }
      checkpoint.report(Progress("neighbourhoods", results.count, of: total, unit: "point"))
    }
    return results
  }

  private func run<Result>(
    _ range: Range<Int>, _ checkpoint: Checkpoint, _ body: (Neighborhood) -> Result
  ) -> [Result] {
    let width = points.rowWidth
    let vectors = UnsafeMutablePointer<Double>.allocate(capacity: count * width)
    let products = UnsafeMutablePointer<Double>.allocate(capacity: count * count)
    let lengths = UnsafeMutablePointer<Double>.allocate(capacity: count)
    let radii = UnsafeMutablePointer<Double>.allocate(capacity: count)
    defer {
      vectors.deallocate()
      products.deallocate()
      lengths.deallocate()
      radii.deallocate()
    }
    var results: [Result] = []
    for point in range where !checkpoint.isInterrupted {
      let radius = lists.radius(point, rank: count)
      let exponent = radius > 0 ? min(max(-radius.exponent, -1000), 1000) : 0
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      switch points.storage {
      case .float(let values):
        values.withUnsafeBufferPointer { gather($0.baseAddress, point, width, scale, vectors) }
      case .double(let values):
        values.withUnsafeBufferPointer { gather($0.baseAddress, point, width, scale, vectors) }
      }
      if origin == .mean { centre(vectors, width) }
      let view = MatrixView(UnsafePointer(vectors), rows: count, columns: width)
      BLAS.multiply(view, view.transposed, into: products, stride: count)
      for neighbor in 0..<count {
        lengths[neighbor] = max(products[neighbor * count + neighbor], 0).squareRoot()
        radii[neighbor] = radius > 0 ? lists.radius(point, rank: neighbor + 1) / radius : 0
      }
      results.append(
        body(
          Neighborhood(
            point: point, count: count, width: width, vectors: vectors, products: products, lengths: lengths,
            radii: radii)))
    }
    return results
  }

  private func gather<Scalar: BinaryFloatingPoint>(
    _ base: UnsafePointer<Scalar>?, _ point: Int, _ width: Int, _ scale: Double,
    _ vectors: UnsafeMutablePointer<Double>
  ) {
    guard let base else { return }
    let own = base + point * width
    for slot in 0..<count {
      let other = base + Int(lists.indices[point * lists.neighbors + slot]) * width
      let vector = vectors + slot * width
      for column in 0..<width { vector[column] = (Double(other[column]) - Double(own[column])) * scale }
    }
  }

  private func centre(_ vectors: UnsafeMutablePointer<Double>, _ width: Int) {
    let share = 1 / Double(count)
    for column in 0..<width {
      var sum = 0.0
      for slot in 0..<count { sum += vectors[slot * width + column] }
      let mean = sum * share
      for slot in 0..<count { vectors[slot * width + column] -= mean }
    }
  }
}

/// One point's neighbours as vectors; valid only during the call that it is handed to.
struct Neighborhood {
  let point: Int
  /// k.
  let count: Int
  /// D.
  let width: Int
  /// k × D, scaled; may be overwritten.
  let vectors: UnsafeMutablePointer<Double>
  /// k × k; may be overwritten.
  let products: UnsafeMutablePointer<Double>
  /// The vectors' lengths.
  let lengths: UnsafePointer<Double>
  /// Distances from the point over that of its farthest neighbour, ascending to 1.
  let radii: UnsafePointer<Double>

  init(
    point: Int, count: Int, width: Int, vectors: UnsafeMutablePointer<Double>,
    products: UnsafeMutablePointer<Double>, lengths: UnsafeMutablePointer<Double>,
    radii: UnsafeMutablePointer<Double>
  ) {
    self.point = point
    self.count = count
    self.width = width
    self.vectors = vectors
    self.products = products
    self.lengths = UnsafePointer(lengths)
    self.radii = UnsafePointer(radii)
  }
}
