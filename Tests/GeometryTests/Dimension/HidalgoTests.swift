import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Several dimensions in one set")
struct HidalgoTests {
  /// 500 points of a torus of dimension 2, then 500 of one of dimension 5 that stands apart.
  static let glued: Tensor = {
    var stream = RandomStream(seed: 0, name: "glued")
    let flat = ReferencePoints.torus(2, count: 500, stream: &stream).doubles
    let wide = ReferencePoints.torus(5, count: 500, stream: &stream).doubles
    var values: [Double] = []
    for row in 0..<500 { values += flat[row * 4..<row * 4 + 4] + [Double](repeating: 0, count: 6) }
    for row in 0..<500 { values += wide[row * 10..<row * 10 + 10].enumerated().map { $0 == 0 ? $1 + 3 : $1 } }
    return Tensor([1000, 10], values)
  }()

  static func parameters(components: Int) -> MixtureParameters {
    var parameters = MixtureParameters()
    parameters.components = components
    parameters.sweeps = 300
    parameters.burnIn = 300
    return parameters
  }

  /// intRinsic's homogeneity, the authors' and a higher one, under which labels that do not warm up freeze: 2.9 and 3.0.
  @Test("Two components find dimensions 2 and 5 and which point is which", arguments: [0.75, 0.8, 0.9])
  func two(homogeneity: Double) throws {
    // Of the default length: after 300 sweeps patches still move.
    var parameters = MixtureParameters()
    parameters.components = 2
    parameters.homogeneity = homogeneity
    let mixture = try hidalgo(Self.glued, parameters: parameters)
    try #require(mixture.components.count == 2)
    for (component, truth) in zip(mixture.components, [2.0, 5]) {
      // TwoNN on a torus of dimension 5 of 500 points is high by 0.3 through curvature.
      #expect(abs(component.value - truth) < 4 * component.standardError + 0.3)
      #expect(abs(component.share - 0.5) < 0.05)
      #expect(component.standardError > 0 && component.posteriorDeviation > 0)
    }
    let right = (0..<1000).count { mixture.assignments[$0] == ($0 < 500 ? 0 : 1) }
    #expect(right >= 970)
    for (row, chances) in mixture.probabilities.enumerated() {
      #expect(abs(chances.reduce(0, +) - 1) < 1e-12)
      #expect(chances.max() == mixture.assignments[row].map { chances[$0] })
    }
  }

  @Test("Ten components leave two, or pieces of them, and each point its dimension", arguments: 0..<3)
  func ten(seed: Int) throws {
    let mixture = try hidalgo(Self.glued, parameters: Self.parameters(components: 10), seed: seed)
    #expect((2...4).contains(mixture.components.count))
    #expect(mixture.notes.contains { $0.contains("pieces of one manifold") } == (mixture.components.count > 2))
    #expect(mixture.components.map(\.value) == mixture.components.map(\.value).sorted())
    #expect((0..<1000).count { (mixture.local[$0] < 3.5) == ($0 < 500) } >= 950)
    #expect(mixture.components.reduce(0) { $0 + $1.count } == 1000)
  }

  @Test("One component is the posterior of all ratios under Gamma(1, 1)")
  func one() throws {
    let mixture = try hidalgo(ReferencePoints.a, parameters: Self.parameters(components: 1))
    let mle = try intrinsicDimension(ReferencePoints.a, .twoNN(method: .mle))
    let total = 999 / mle.value
    let mean = 1001 / (1 + total), deviation = 1001.0.squareRoot() / (1 + total)
    // The mean and the deviation of 300 independent draws.
    #expect(abs(mixture.components[0].value - mean) < 4 * deviation / 300.0.squareRoot())
    #expect(abs(mixture.components[0].posteriorDeviation / deviation - 1) < 4 / 600.0.squareRoot())
  }

  @Test("A seed gives the same chain on one thread and on two; repeated rows share their fate")
  func determinism() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try hidalgo(ReferencePoints.c, parameters: Self.parameters(components: 3), seed: 4)
    Parallel.threadCount = 2
    let two = try hidalgo(ReferencePoints.c, parameters: Self.parameters(components: 3), seed: 4)
    #expect(one == two)
    #expect(one.assignments.count == 510 && one.assignments[503] == one.assignments[3])
    let dropped = try hidalgo(ReferencePoints.c, parameters: Self.parameters(components: 3), duplicates: .drop)
    #expect(dropped.assignments.count { $0 == nil } == 20 && dropped.local.count(where: \.isNaN) == 20)
  }

  @Test("Parameters out of range are refused, an interrupt is heard")
  func refusals() {
    let changes: [(inout MixtureParameters) -> Void] = [
      { $0.components = 0 }, { $0.components = Int.max }, { $0.links = 0 }, { $0.homogeneity = 1 },
      { $0.homogeneity = .nan }, { $0.concentration = 0 }, { $0.shape = -1 }, { $0.rate = .infinity },
      { $0.sweeps = 0 },
      { $0.burnIn = Int.max },
    ]
    for change in changes {
      var parameters = MixtureParameters()
      change(&parameters)
      #expect(throws: DimensionError.self) { try hidalgo(ReferencePoints.b, parameters: parameters) }
    }
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.operation == "hidalgo" { flag.raise() } }
    #expect(throws: Interrupted.self) { try hidalgo(ReferencePoints.b, checkpoint: checkpoint) }
  }
}
