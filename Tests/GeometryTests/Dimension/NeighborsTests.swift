import Geometry
import Synchronization
import Tensors
import Testing

@Suite("The neighbour pass is exact")
struct NeighborsTests {
  /// Every distance by direct differences, sorted by (distance, row).
  static func naive(_ points: Tensor, _ neighbors: Int) -> (distances: [Double], indices: [Int32]) {
    let values = points.doubles
    let count = points.shape[0], width = points.count / count
    var distances: [Double] = []
    var indices: [Int32] = []
    for row in 0..<count {
      let all = (0..<count).filter { $0 != row }.map { other -> (Double, Int) in
        var sum = 0.0
        for column in 0..<width {
          let difference = values[row * width + column] - values[other * width + column]
          sum += difference * difference
        }
        return (sum.squareRoot(), other)
      }
      for (distance, other) in all.sorted(by: <).prefix(neighbors) {
        distances.append(distance)
        indices.append(Int32(other))
      }
    }
    return (distances, indices)
  }

  static func normal(_ rows: Int, _ columns: Int, seed: Int) -> [Double] {
    var stream = RandomStream(seed: seed, name: "neighbors")
    return (0..<rows * columns).map { _ in stream.nextNormal() }
  }

  /// Summing D squares in another order moves a distance by at most D·2⁻⁵³ of it.
  static func agree(_ a: [Double], _ b: [Double], width: Int) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= Double(width + 4) * 0x1p-53 * max($0, $1) }
  }

  @Test(
    "Distances and neighbours are those of a direct search",
    arguments: [(12, 1, 3), (40, 3, 39), (300, 5, 7), (700, 40, 10), (1100, 2, 4)])
  func direct(rows: Int, columns: Int, neighbors: Int) throws {
    let neighbors = min(neighbors, rows - 1)
    let values = Self.normal(rows, columns, seed: rows)
    for points in [Tensor([rows, columns], values), Tensor([rows, columns], values.map { Float($0) })] {
      let found = try Neighbors(of: points, neighbors: neighbors)
      let expected = Self.naive(points, neighbors)
      #expect(found.indices == expected.indices)
      #expect(Self.agree(found.distances, expected.distances, width: columns))
    }
  }

  @Test("Distances far below the rounding of single precision are found all the same")
  func farApart() throws {
    // Two clusters of size 1e-7 at a distance of 2: single precision cannot tell the members of a cluster apart.
    let offsets = Self.normal(400, 6, seed: 3)
    let values = offsets.enumerated().map { index, offset -> Double in
      let center: Double = index / 6 % 2 == 0 ? 1 : -1
      return center + 1e-7 * offset
    }
    let points = Tensor([400, 6], values)
    let found = try Neighbors(of: points, neighbors: 5)
    #expect(found.searchedAgain > 0)
    #expect(found.indices == Self.naive(points, 5).indices)
  }

  @Test("An offset, a huge and a tiny scale change no neighbour", arguments: [1e-200, 1, 1e50])
  func scales(scale: Double) throws {
    let values = Self.normal(200, 4, seed: 4)
    let plain = try Neighbors(of: Tensor([200, 4], values), neighbors: 6)
    let scaled = try Neighbors(of: Tensor([200, 4], values.map { $0 * scale }), neighbors: 6)
    #expect(scaled.indices == plain.indices)
    let shifted = try Neighbors(of: Tensor([200, 4], values.map { $0 + 64 }), neighbors: 6)
    #expect(shifted.indices == plain.indices)
  }

  @Test("Points on a lattice, all tied, have the distances of a direct search")
  func lattice() throws {
    let points = Tensor([225, 2], (0..<225).flatMap { index -> [Double] in [Double(index / 15), Double(index % 15)] })
    let found = try Neighbors(of: points, neighbors: 4)
    #expect(found.distances == Self.naive(points, 4).distances)
  }

  @Test("The bits are the same on one thread and on three")
  func threads() throws {
    let points = Tensor([1500, 20], Self.normal(1500, 20, seed: 5).map { Float($0) })
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try Neighbors(of: points, neighbors: 9)
    Parallel.threadCount = 3
    let three = try Neighbors(of: points, neighbors: 9)
    #expect(one == three)
  }

  @Test("Shorter rows change no bit, whether they bound well, badly or not at all", arguments: [4, 40, 200])
  func reduced(dimension: Int) throws {
    // Points of a curved surface of that dimension in 200: at 4 nearly every pair is settled by 16 directions.
    let rows = 5800, columns = 200
    let plane = Self.normal(rows, dimension, seed: 7), axes = Self.normal(dimension, columns, seed: 8)
    var values = [Float](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for axis in 0..<dimension {
        let step = Float(plane[row * dimension + axis])
        for column in 0..<columns { values[row * columns + column] += step * Float(axes[axis * columns + column]) }
      }
      for column in 0..<columns { values[row * columns + column] += 5 + 0.1 * abs(values[row * columns + column]) }
    }
    // Ties across the limit of a point: repeated rows.
    for column in 0..<columns { values[5799 * columns + column] = values[column] }
    let points = Tensor([rows, columns], values)
    let full = try Neighbors(of: points, neighbors: 12, reduces: false)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    for threads in [1, 3] {
      Parallel.threadCount = threads
      let found = try Neighbors(of: points, neighbors: 12, reduces: true)
      #expect(found == full)
      // The rule keeps to full rows where no few directions hold the variance, and only there.
      #expect((found.directions == 0) == (dimension == 200))
    }
  }

  @Test("An interrupt stops the pass, and progress is told on the way")
  func interrupt() throws {
    let points = Tensor([3000, 30], Self.normal(3000, 30, seed: 6))
    let flag = InterruptFlag()
    let told = Mutex<[Progress]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0.append(progress) }
      if progress.completed == 1 { flag.raise() }
    }
    #expect(throws: Interrupted.self) { try Neighbors(of: points, neighbors: 3, checkpoint: checkpoint) }
    #expect(told.withLock { $0.map(\.completed) } == [0, 1])
  }
}
