import Geometry
import Glibc
import Tensors
import TestSupport
import Testing

@Suite("Proximity to a set of points")
struct ProximityTests {
  @Test("Neighbours are those of a direct search", arguments: [(500, 6, 7), (40, 3, 40), (2000, 30, 5)])
  func direct(count: Int, dimension: Int, neighbors: Int) throws {
    let points = ReferencePoints.uniform(count, dimension, seed: 81)
    let queries = ReferencePoints.uniform(70, dimension, seed: 82)
    let proximity = try proximity(of: queries, to: points, neighbors: neighbors)
    let p = points.doubles, x = queries.doubles
    for query in 0..<70 {
      let all = (0..<count).map { row -> (Double, Int) in
        var square = 0.0
        for column in 0..<dimension {
          let difference = p[row * dimension + column] - x[query * dimension + column]
          square += difference * difference
        }
        return (square.squareRoot(), row)
      }.sorted { $0 < $1 }
      for rank in 0..<neighbors {
        #expect(proximity.indices[query * neighbors + rank] == all[rank].1)
        // Centring rounds every coordinate once.
        #expect(abs(proximity.distances[query * neighbors + rank] - all[rank].0) < 1e-14 * Double(dimension))
      }
    }
    #expect(proximity.nearest.count == 70 && proximity.radius.count == 70)
  }

  @Test("Queries far away, equal to points, and among points that single precision cannot tell apart")
  func hard() throws {
    let points = Tensor([4, 2], [1e6, 1e6, 1e6 + 1e-5, 1e6, 1e6, 1e6 + 2e-5, 0.0, 0])
    let own = try proximity(of: points, to: points, neighbors: 2)
    #expect(own.nearest == [0, 0, 0, 0])
    #expect(own.indices.prefix(4) == [0, 1, 1, 0])
    let far = try proximity(of: Tensor([1, 2], [1e30, 0]), to: points, neighbors: 1)
    #expect(abs(far.nearest[0] / 1e30 - 1) < 1e-12)
    let huge = try proximity(of: Tensor([1, 2], [1e59, 0]), to: points.map { $0 * 1e-50 }, neighbors: 1)
    #expect(abs(huge.nearest[0] / 1e59 - 1) < 1e-12)
  }

  @Test("The local density of uniform points is their number over the volume")
  func density() throws {
    // In the middle of the unit cube, clear of its boundary.
    let points = ReferencePoints.uniform(20_000, 2, seed: 83)
    let middle = ReferencePoints.uniform(200, 2, seed: 84).map { 0.25 + 0.5 * $0 }
    let densities = try proximity(of: middle, to: points, neighbors: 50).logDensity(dimension: 2)
    let mean = densities.reduce(0) { $0 + exp($1) } / 200
    // (k - 1)/(N·V) is unbiased with relative deviation 1/√(k - 2); balls hold 50 of 20,000 points, 200 overlap little.
    #expect(abs(mean - 1) < 4 / (48.0 * 200).squareRoot() * 1.5)
    #expect(throws: HullError.self) { try proximity(of: middle, to: points, neighbors: 1).logDensity(dimension: 2) }
    #expect(throws: HullError.self) { try proximity(of: middle, to: points, neighbors: 0) }
    #expect(throws: HullError.self) { try proximity(of: middle, to: points, neighbors: 20_001) }
    #expect(throws: HullError.dimensions(points: 2, queries: 3)) {
      try proximity(of: Tensor([1, 3], [1.0, 2, 3]), to: points)
    }
  }

  @Test("The area under the curve counts pairs, ties half")
  func area() {
    #expect(receiverArea(of: [1, 2, 3, 4], positives: [false, false, true, true]) == 1)
    #expect(receiverArea(of: [1, 2, 3, 4], positives: [true, false, true, false]) == 0.25)
    #expect(receiverArea(of: [1, 1, 1], positives: [true, false, true]) == 0.5)
    #expect(receiverArea(of: [1, 2], positives: [true, true]) == nil)
    #expect(receiverArea(of: [1, .nan], positives: [true, false]) == nil)
    #expect(receiverArea(of: [], positives: []) == nil)
  }
}
