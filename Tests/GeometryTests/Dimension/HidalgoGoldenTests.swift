import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

/// Values of record_hidalgo.py, whose conditionals are differences of the joint density.
@Suite("Hidalgo agrees with its twin in NumPy")
struct HidalgoGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let name: String
    /// ln of the joint density at `state`, and the probabilities of the labels of points 0 … 4 there.
    let joint: Double
    let probabilities: [[Double]]
    /// How far intRinsic's conditionals are from these, at most.
    let intrinsic: Double
    /// Mean and deviation over 8 chains with two components of the mean of the local dimensions.
    let local: (mean: Double, deviation: Double)

    var points: Tensor { name == "A" ? ReferencePoints.a : ReferencePoints.b }
    var testDescription: String { name }
  }

  static let goldens: [Golden] = [
    Golden(
      name: "A", joint: -16012.75135853814,
      probabilities: [
        [0.5556383620399734, 0.01997826450864187, 0.42438337345138477],
        [0.8711255890647077, 0.11414880164607126, 0.014725609289221186],
        [0.0051330135085916155, 0.47554457103004755, 0.5193224154613608],
        [0.7450519959244797, 0.21197595100662528, 0.042972053068895094],
        [0.06210651616768975, 0.1536001172979606, 0.7842933665343497],
      ], intrinsic: 1.9246862335009496e-06, local: (4.7411632496559655, 0.02419737345754015)),
    Golden(
      name: "B", joint: -7497.731270185802,
      probabilities: [
        [0.7710806581002558, 0.025860285044144695, 0.20305905685559947],
        [0.9804245624678347, 0.01355117849802678, 0.0060242590341384825],
        [0.16877023967370594, 0.06331253469499003, 0.7679172256313039],
        [0.5427117213533765, 0.45713048649638255, 0.00015779215024090733],
        [0.0008456606071641413, 0.9990125230539172, 0.0001418163389186202],
      ], intrinsic: 6.097474717359219e-06, local: (2.07387370417768, 0.049098197445398936)),
  ]

  /// The sampler at the state of the script: labels i/10 mod 3, dimensions 1.5, 3 and 6, shares 0.5, 0.3 and 0.2.
  static func state(_ points: Tensor, label: (point: Int, value: Int)? = nil) throws -> MixtureSampler {
    let lists = try PointCloud(points).neighbors(3), distances = lists.distances
    let model = MixtureModel(
      logs: (0..<lists.count).map { log(distances[3 * $0 + 1] / distances[3 * $0]) },
      neighbors: (0..<lists.count).map { Array(lists.indices[3 * $0..<3 * $0 + 3]) },
      components: 3, homogeneity: 0.75, links: 3)
    var labels = (0..<lists.count).map { $0 / 10 % 3 }
    if let label { labels[label.point] = label.value }
    return MixtureSampler(
      model, concentration: 0.05, prior: (1, 1), labels: labels, dimensions: [1.5, 3, 6],
      logWeights: [0.5, 0.3, 0.2].map { log($0) }, stream: RandomStream(seed: 0, name: "state"))
  }

  @Test("The joint density and the conditionals of labels are the golden ones", arguments: goldens)
  func conditionals(golden: Golden) throws {
    let sampler = try Self.state(golden.points)
    // Ratios agree to 1e-10: 6,000 units of dimension times points in all; the constants ln Z, of differences of
    // lgamma near 6,000 times a thousand points, to 6,000 · 2⁻⁵² · 1,000.
    #expect(abs(sampler.logPosterior - golden.joint) < 1e-6)
    for (point, expected) in golden.probabilities.enumerated() {
      let found = sampler.probabilities(of: point)
      // A point's odds hold as many constants as the joint density, whose difference takes their rounding with it.
      for (one, other) in zip(found, expected) { #expect(abs(one - other) < 1e-7) }
      // The change of ln density from one label to another is ln of their odds.
      let densities = try (0..<3).map { try Self.state(golden.points, label: (point, $0)).logPosterior }
      for label in 1..<3 {
        #expect(abs(log(found[label] / found[0]) - (densities[label] - densities[0])) < 1e-7)
      }
    }
    // Our place of the constants moves no conditional by more than what it does in intRinsic's.
    #expect(golden.intrinsic < 1e-5)
  }

  @Test(
    "Chains with two components have the local dimensions of the twin within 4 Monte Carlo errors", arguments: goldens)
  func chains(golden: Golden) throws {
    var parameters = MixtureParameters()
    parameters.components = 2
    parameters.sweeps = 600
    parameters.burnIn = 300
    let seeds = 4
    var sum = 0.0
    for seed in 0..<seeds {
      let local = try hidalgo(golden.points, parameters: parameters, seed: seed).local
      sum += local.reduce(0, +) / Double(local.count)
    }
    let error = golden.local.deviation * (1 / Double(seeds) + 1 / 8.0).squareRoot()
    #expect(abs(sum / Double(seeds) - golden.local.mean) < 4 * error)
  }

  /// `tori` of the script: 300 points of a torus of dimension 2, then 300 of one of dimension 5.
  static let tori: Tensor = {
    var values = [Double](repeating: 0, count: 6000)
    for (first, dimension, seed) in [(0, 2, UInt64(4)), (300, 5, 5)] {
      let angles = ReferencePoints.uniform(300, dimension, seed: seed).doubles
      for row in 0..<300 {
        for axis in 0..<dimension {
          let angle = 2 * Double.pi * angles[row * dimension + axis]
          values[(first + row) * 10 + 2 * axis] = cos(angle)
          values[(first + row) * 10 + 2 * axis + 1] = sin(angle)
        }
        if first > 0 { values[(first + row) * 10] += 3 }
      }
    }
    return Tensor([600, 10], values)
  }()

  @Test("Ten components leave two to four on two tori, with the local dimensions of the twin")
  func halves() throws {
    var parameters = MixtureParameters()
    parameters.sweeps = 600
    parameters.burnIn = 300
    let seeds = 4
    var sums = [0.0, 0]
    for seed in 0..<seeds {
      let mixture = try hidalgo(Self.tori, parameters: parameters, seed: seed)
      // The twin is left with two or three, and with five where it starts cold.
      #expect((2...4).contains(mixture.components.count { $0.count > 12 }))
      sums[0] += mixture.local[..<300].reduce(0, +) / 300
      sums[1] += mixture.local[300...].reduce(0, +) / 300
    }
    for (sum, (mean, deviation)) in zip(
      sums, [(2.1463921564810904, 0.02122009985778881), (5.950541263152982, 0.11097851222089584)])
    {
      let error = deviation * (1 / Double(seeds) + 1 / 8.0).squareRoot()
      #expect(abs(sum / Double(seeds) - mean) < 4 * error)
    }
  }
}
