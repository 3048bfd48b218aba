import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

/// Values of record_mind.py on the reference sets; k = 10 where not said.
@Suite("Minimum neighbour distances agree with the recorded goldens")
struct MinimumNeighborGoldenTests {
  static func ratios(_ points: Tensor) throws -> [Double] {
    let lists = try PointCloud(points).neighbors(11)
    return (0..<lists.count).map { lists.distances[$0 * 11] / lists.distances[$0 * 11 + 10] }.sorted()
  }

  @Test("MLk and MLi with 20 neighbours, scikit-dimension's default, are the golden ones")
  func twenty() throws {
    // Distances agree to 1e-10, and a value at a point has a derivative of some tens in them (RatioGoldenTests).
    let goldens: [(Tensor, Double, Double)] = [
      (ReferencePoints.a, 4.48017603581725, 5), (ReferencePoints.b, 1.951536127421654, 2),
    ]
    for (points, real, integer) in goldens {
      #expect(abs(try intrinsicDimension(points, .mind(k: 20)).value / real - 1) < 1e-8)
      #expect(try intrinsicDimension(points, .mind(k: 20, version: .integer)).value == integer)
    }
  }

  @Test("MLk with 10 neighbours is the maximum to ten digits, beside which the peer stops")
  func ten() throws {
    for (points, real) in [(ReferencePoints.a, 4.521635243223066), (ReferencePoints.b, 1.967684877249138)] {
      #expect(abs(try intrinsicDimension(points, .mind()).value / real - 1) < 1e-9)
    }
  }

  @Test("The divergences from a reference that any language reproduces are the golden ones")
  func law() throws {
    let goldens: [[Double]] = [
      [
        4.691532116739952, 1.6840071405451622, 0.46720067181814673, 0.02502865095377688, 0.12512171229707267,
        0.28238272208929605, 0.5928743139792338, 1.0808077400467744,
      ],
      [1.1886808840037595, -0.003585102802067308, 0.5795350686967295],
    ]
    for (points, expected) in zip([ReferencePoints.a, ReferencePoints.b], goldens) {
      let ratios = try Self.ratios(points)
      let uniform = ReferencePoints.uniform(ratios.count, 1, seed: 3).doubles
      for (index, golden) in expected.enumerated() {
        let law = uniform.map { pow(1 - pow(1 - $0, 0.1), 1 / Double(index + 1)) }.sorted()
        // Ratios agree to 1e-10, neighbouring ones lie about 10⁻³ apart and the two closest of a thousand 10⁻⁶: their
        // logarithm is off by 10⁻⁴, a thousandth of which enters the mean; the others add 10⁻⁷.
        #expect(abs(NearestDivergence.estimate(of: ratios, from: law) - golden) < 3e-7)
      }
    }
  }

  @Test("Divergences from balls, and the integers found, are the recorded ones within 4 Monte Carlo errors")
  func balls() throws {
    // Means and deviations over 40 seeds.
    let goldens: [(points: Tensor, mean: [Double], deviation: [Double])] = [
      (
        ReferencePoints.a,
        [
          5.049853128788593, 1.8995490920586424, 0.5857352315150774, 0.12040237642879129, 0.019806950611157954,
          0.12920398284610718, 0.3790690522465257, 0.6614232647764436,
        ],
        [
          0.4532012144381133, 0.11880320225309618, 0.06240094630844296, 0.04640468768894589, 0.043074358166361605,
          0.05961635226358039, 0.06730602694281489, 0.08127123155099962,
        ]
      ),
      (
        ReferencePoints.b, [1.2728827267042975, 0.01696747883419572, 0.49280565196884885],
        [0.1278708245417064, 0.05507357326990049, 0.10364853688915754]
      ),
    ]
    let seeds = 8
    for (points, mean, deviation) in goldens {
      let ratios = try Self.ratios(points)
      var answers: [Double] = [], sums = [Double](repeating: 0, count: mean.count)
      for seed in 0..<seeds {
        let estimator = MinimumNeighborDivergence(seed: seed)
        let divergences = try mean.indices.map {
          try estimator.divergence(from: ratios, count: ratios.count, dimension: $0 + 1, .none)
        }
        for index in mean.indices { sums[index] += divergences[index] }
        let answer = try intrinsicDimension(points, .mindKL(seed: seed)).value
        #expect(divergences[Int(answer) - 1] == divergences.min())
        answers.append(answer)
      }
      for index in mean.indices {
        let error = deviation[index] * (1 / Double(seeds) + 1 / 40.0).squareRoot()
        #expect(abs(sums[index] / Double(seeds) - mean[index]) < 4 * error, "d = \(index + 1)")
      }
      if mean.count == 3 {
        // 2 for all of 40 seeds.
        #expect(answers.allSatisfy { $0 == 2 })
      } else {
        // 4, 5, 6 for 2, 36, 2 of 40 seeds: mean 5, deviation √(4/39).
        #expect(answers.allSatisfy { abs($0 - 5) <= 1 })
        let error = (4 / 39.0 * (1 / Double(seeds) + 1 / 40.0)).squareRoot()
        #expect(abs(answers.reduce(0, +) / Double(seeds) - 5) < 4 * error)
      }
    }
  }
}
