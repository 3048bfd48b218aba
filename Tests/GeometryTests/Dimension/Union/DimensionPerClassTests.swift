import Datasets
import Geometry
import Tensors
import Testing

@Suite("Dimension of each class and cluster")
struct DimensionPerClassTests {
  /// Tori of dimension 1, 2 and 4, far apart, labelled 3, 5 and 9 and mixed row by row.
  static let union: (points: Tensor, labels: [Int]) = {
    var rows: [[Double]] = [], labels: [Int] = []
    for (index, label) in [3, 5, 9].enumerated() {
      guard let torus = try? Manifold.torus(dimension: 1 << index, ambient: 8).points(count: 600, seed: index) else {
        continue
      }
      for row in 0..<600 {
        rows.append(torus.doubles[row * 8..<row * 8 + 8].map { $0 + 50 * Double(index) })
        labels.append(label)
      }
    }
    let order = (0..<1800).map { $0 % 3 * 600 + $0 / 3 }
    return (Tensor([1800, 8], order.flatMap { rows[$0] }), order.map { labels[$0] })
  }()

  @Test("Each class has the value that its points have alone")
  func alone() throws {
    let (points, labels) = Self.union
    let methods: [DimensionMethod] = [.mle(neighbors: 10), .twoNN()]
    let found = try dimensionPerClass(points, labels: labels, methods: methods)
    for (method, classes) in zip(methods, found) {
      #expect(classes.classes.map(\.label) == [3, 5, 9] && classes.convention == method.description)
      for one in classes.classes {
        let own = try points.gather(labels.indices.filter { labels[$0] == one.label })
        #expect(try one.estimate == intrinsicDimension(own, method))
        #expect(one.rows == 600)
        #expect(one.refusal == nil)
      }
      #expect(try dimensionPerClass(points, labels: labels, method) == classes)
      // 4 stated errors, and the curvature of the torus at these distances, below 4 % in dimension 4.
      for (value, truth) in zip(classes.values, [1.0, 2, 4]) { #expect(abs(value / truth - 1) < 0.2) }
      #expect(classes.minimum == classes.values[0] && classes.median == classes.values[1])
      #expect(classes.maximum == classes.values[2] && classes.standardDeviation > 1)
      #expect((classes.heterogeneity?.pValue ?? 1) < 1e-6 && classes.heterogeneity?.degrees == 2)
    }
  }

  /// Q of two classes has the law χ²₁, with 5 % above 3.84. Stated errors that are low by a quarter would make that 14
  /// %: of 100 draws 14 ± 3.5, and two deviations more are 21.
  @Test("Classes of one manifold are seldom told apart")
  func equal() throws {
    var rejected = 0
    for seed in 0..<100 {
      let points = try Manifold.torus(dimension: 2).points(count: 400, seed: 100 + seed)
      let found = try dimensionPerClass(points, labels: (0..<400).map { $0 % 2 }, .mle(neighbors: 10))
      if (found.heterogeneity?.pValue ?? 1) < 0.05 { rejected += 1 }
    }
    #expect(rejected <= 20)
  }

  @Test("A class that cannot be measured is named with its reason, and the others stand")
  func refused() throws {
    let (points, labels) = Self.union
    var marked = labels
    marked[0] = -7
    marked[1] = -7
    let found = try dimensionPerClass(points, labels: marked, .mle(neighbors: 10))
    #expect(found.classes[0].label == -7 && found.classes[0].estimate == nil && found.values[0].isNaN)
    #expect(found.classes[0].refusal?.contains("found 10 neighbours of 2 points") == true)
    #expect(found.values.dropFirst().allSatisfy(\.isFinite) && found.minimum == found.values[1])
    #expect(throws: ComparisonError.labels(found: 3, points: 1800)) {
      try dimensionPerClass(points, labels: [1, 2, 3])
    }
    #expect(throws: DimensionError.tooManyNeighbors(700, points: 600)) {
      try dimensionPerClass(points, labels: labels, .mle(neighbors: 700))
    }
    // Rows of the whole set are named, not of the class.
    let repeated = Tensor([5, 1], [1.0, 2, 3, 4, 3])
    #expect(throws: DimensionError.duplicate(row: 4, of: 2)) {
      try dimensionPerClass(repeated, labels: [0, 0, 1, 1, 1], .mle(neighbors: 2), duplicates: .error)
    }
  }

  @Test("Clusters find the manifolds of a union and their dimensions")
  func clusters() throws {
    let (points, labels) = Self.union
    let expected = try dimensionPerClass(points, labels: labels, .mle(neighbors: 10))
    let found = try dimensionPerCluster(points, clusters: 3, .mle(neighbors: 10))
    #expect(Set(zip(labels, found.clustering.assignment).map { $0 * 3 + $1 }).count == 3)
    #expect(
      found.dimensions.values.sorted() == expected.values)
  }

  @Test("An interrupt between two classes is heard, and progress counts classes")
  func interrupted() {
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { progress in
      #expect(progress.operation == "dimension per class" && progress.total == 3 && progress.completed <= 1)
      if progress.completed == 1 { flag.raise() }
    }
    #expect(throws: Interrupted.self) {
      try dimensionPerClass(Self.union.points, labels: Self.union.labels, checkpoint: checkpoint)
    }
  }

  /// Measured by an independent NumPy script on the training images, k = 10, numerator (k-1), pooled; it states two
  /// decimals. Digits 1 and 8, the lowest and the highest, and half of the others' time is saved.
  @Test(
    "The digits of MNIST have their golden dimensions",
    .enabled(if: DataFolder.fromEnvironment.path != nil, "ESPALIER_DATA is not set"))
  func digits() throws {
    let train = try Dataset.mnist(validation: 0, test: 1).train.keeping(classes: [1, 8])
    let goldens = [3: [12.41, 16.51], 10: [10.52, 15.98], 20: [9.66, 15.65]]
    let orders = goldens.keys.sorted()
    let found = try dimensionPerClass(
      train.inputs, labels: train.labels, methods: orders.map { .mle(neighbors: $0) })
    for (k, classes) in zip(orders, found) {
      // Half of the last decimal that is stated, and single-precision images.
      for (value, golden) in zip(classes.values, goldens[k] ?? []) { #expect(abs(value - golden) < 0.006) }
    }
    #expect(abs(found[1].maximum / found[1].minimum - 1.52) < 0.005)
  }
}
