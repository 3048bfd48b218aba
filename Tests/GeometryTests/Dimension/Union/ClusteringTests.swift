import Geometry
import Synchronization
import Tensors
import Testing

@Suite("Clusters by k-means")
struct ClusteringTests {
  /// `count` normal points of deviation 1 around each of the centres.
  static func blobs(_ centers: [[Double]], count: Int, seed: Int = 1) -> (points: Tensor, labels: [Int]) {
    var stream = RandomStream(seed: seed, name: "blobs")
    var values: [Double] = [], labels: [Int] = []
    for index in 0..<count * centers.count {
      let label = index % centers.count
      values += centers[label].map { $0 + stream.nextNormal() }
      labels.append(label)
    }
    return (Tensor([labels.count, centers[0].count], values), labels)
  }

  static let corners = [[0.0, 0, 0], [40, 0, 0], [0, 40, 0], [0, 0, 40]]

  @Test("Separate groups are found, whole, whatever the scale and the precision")
  func separate() throws {
    let (points, labels) = Self.blobs(Self.corners, count: 150)
    let found = try kMeans(points, clusters: 4)
    #expect(found.isConverged && found.sizes == [150, 150, 150, 150])
    let pairs = Set(zip(labels, found.assignment).map { $0 * 4 + $1 })
    #expect(pairs.count == 4)
    let scaled = try kMeans(Tensor([600, 3], points.doubles.map { $0 * 255 - 1e3 }), clusters: 4)
    let single = try kMeans(Tensor([600, 3], points.floats), clusters: 4)
    for other in [scaled, single] {
      #expect(Set(zip(other.assignment, found.assignment).map { $0 * 4 + $1 }).count == 4)
    }
  }

  @Test("Centres are the means of their rows, every row is at its nearest, and the sum of squares is theirs")
  func consistent() throws {
    let (points, _) = Self.blobs([[0, 0], [3, 0], [0, 2]], count: 300)
    let found = try kMeans(points, clusters: 5, restarts: 2, iterations: 1_000)
    let x = points.doubles, c = found.centers.doubles
    #expect(found.isConverged && found.sizes.reduce(0, +) == 900)
    var total = 0.0
    var sums = [Double](repeating: 0, count: 10)
    for row in 0..<900 {
      let squares = (0..<5).map { k -> Double in
        let a = x[2 * row] - c[2 * k], b = x[2 * row + 1] - c[2 * k + 1]
        return a * a + b * b
      }
      let own = squares[found.assignment[row]]
      total += own
      #expect(own <= (squares.min() ?? 0) + 1e-12)
      for axis in 0..<2 { sums[2 * found.assignment[row] + axis] += x[2 * row + axis] }
    }
    #expect(abs(found.sumOfSquares / total - 1) < 1e-10)
    for place in 0..<10 { #expect(abs(sums[place] / Double(found.sizes[place / 2]) - c[place]) < 1e-11) }
  }

  @Test("More starts are never worse; a seed and any number of threads give the same bits")
  func reproducible() throws {
    let (points, _) = Self.blobs([[0, 0], [3, 0], [0, 2], [5, 5]], count: 200)
    let threads = Parallel.threadCount
    defer { Parallel.threadCount = threads }
    Parallel.threadCount = 1
    let one = try kMeans(points, clusters: 7, restarts: 1, seed: 5)
    Parallel.threadCount = 2
    #expect(try kMeans(points, clusters: 7, restarts: 1, seed: 5) == one)
    #expect(try kMeans(points, clusters: 7, restarts: 6, seed: 5).sumOfSquares <= one.sumOfSquares)
  }

  @Test("One cluster is the mean; as many clusters as points that differ leave no distance")
  func extremes() throws {
    let points = Tensor([6, 1], [1.0, 2, 3, 3, 2, 7])
    let one = try kMeans(points, clusters: 1)
    #expect(abs(one.centers.doubles[0] - 3) < 1e-15 && one.sizes == [6])
    let all = try kMeans(points, clusters: 4)
    #expect(all.sumOfSquares < 1e-28 && all.sizes.sorted() == [1, 1, 2, 2])
    #expect(throws: ComparisonError.coincident(clusters: 5, distinct: 4)) { try kMeans(points, clusters: 5) }
    #expect(throws: ComparisonError.clusters(found: 7, points: 6)) { try kMeans(points, clusters: 7) }
    #expect(throws: ComparisonError.clusters(found: 0, points: 6)) { try kMeans(points, clusters: 0) }
    #expect(throws: ComparisonError.parameter("restarts", found: 0, expected: 1...100_000)) {
      try kMeans(points, clusters: 2, restarts: 0)
    }
    #expect(throws: DimensionError.self) { try kMeans(Tensor([2, 1], [1.0, .nan]), clusters: 1) }
    // A single round leaves work to do, and says so.
    let (blobs, _) = Self.blobs([[0, 0], [1, 1]], count: 300)
    let short = try kMeans(blobs, clusters: 8, restarts: 1, iterations: 1)
    #expect(!short.isConverged && short.iterations == 1)
  }

  @Test("An interrupt between two rounds is heard, and progress never falls")
  func interruptedLater() {
    let flag = InterruptFlag()
    let last = Mutex(-1)
    let checkpoint = Checkpoint(flag: flag) { progress in
      last.withLock {
        #expect(progress.operation == "clusters" && progress.completed > $0 && progress.total == 300)
        $0 = progress.completed
      }
      if progress.completed >= 2 { flag.raise() }
    }
    let (points, _) = Self.blobs([[0, 0], [2, 0], [0, 2]], count: 500)
    #expect(throws: Interrupted.self) { try kMeans(points, clusters: 9, checkpoint: checkpoint) }
    #expect(last.withLock { $0 } == 2)
  }

  @Test("An interrupt is heard")
  func interrupted() {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try kMeans(Tensor([3, 1], [1.0, 2, 3]), clusters: 2, checkpoint: Checkpoint(flag: flag))
    }
  }
}
