import Geometry
import Tensors
import TestSupport
import Testing

/// Values of scikit-dimension 0.5.0 and DADApy 0.3.4 on sets that any language can rebuild.
///
/// Some peers expand |x - y|² = |x|² + |y|² - 2⟨x, y⟩, which is off by about 2⁻⁵²|x|²: for a pair at a
/// thousandth of |x| by 2e-10 of r², so by 1e-10 of r. Censoring counts the ratio of one pair fifty times.
/// Hence 1e-10; a wrong rank or numerator shows at 1e-4.
@Suite("Estimators agree with the peers' goldens")
struct GoldenDimensionTests {
  static let tolerance = 1e-10

  struct Golden: Sendable, CustomTestStringConvertible {
    let method: DimensionMethod
    let a: Double
    let b: Double

    var testDescription: String { method.description }
  }

  static let goldens = [
    Golden(method: .mle(neighbors: 3), a: 4.69831028927062, b: 1.88205159996497),
    Golden(method: .mle(neighbors: 5), a: 4.53222893315807, b: 1.96692716270952),
    Golden(method: .mle(neighbors: 10), a: 4.46438019801817, b: 1.99263816773885),
    Golden(method: .mle(neighbors: 20), a: 4.39702396298303, b: 1.93715043272279),
    Golden(method: .mle(neighbors: 20, aggregation: .mean), a: 4.64369181549338, b: 2.04487319262768),
    Golden(method: .mle(neighbors: 20, aggregation: .median), a: 4.45097985716281, b: 1.96823042650623),
    Golden(
      method: .mle(neighbors: 20, aggregation: .mean, normalization: .kMinusTwo), a: 4.39928698309899,
      b: 1.93724828775254),
    Golden(
      method: .mle(neighbors: 5, aggregation: .mean, normalization: .kMinusTwo), a: 4.50434888329774,
      b: 1.95842424139333),
    Golden(method: .twoNN(trim: 0.1), a: 4.7232645138453, b: 1.90689962665704),
    Golden(method: .twoNN(trim: 0.2), a: 4.6646006069049, b: 1.96205939327279),
    Golden(method: .twoNN(method: .mle), a: 4.7376830993011, b: 1.96371222739308),
    Golden(method: .twoNN(method: .censored, trim: 0.1), a: 4.73564465992124, b: 1.92982994604607),
  ]

  @Test("The reference sets are the ones that the goldens speak of")
  func sets() {
    // Sums of 8,000 numbers of size 1: rounding stays below 8,000 · 2⁻⁵³ of the sum.
    #expect(abs(ReferencePoints.a.sum - 3266.7722249686435) < 1e-9)
    #expect(abs(ReferencePoints.b.doubles.reduce(0) { $0 + $1 * $1 } - 391.83019240300786) < 1e-10)
  }

  @Test("The value is the golden one", arguments: goldens)
  func value(golden: Golden) throws {
    let a = try intrinsicDimension(ReferencePoints.a, golden.method)
    let b = try intrinsicDimension(ReferencePoints.b, golden.method)
    #expect(abs(a.value / golden.a - 1) < Self.tolerance)
    #expect(abs(b.value / golden.b - 1) < Self.tolerance)
  }

  @Test("The value at point 0 is the golden one")
  func local() throws {
    let a = try intrinsicDimension(ReferencePoints.a), b = try intrinsicDimension(ReferencePoints.b)
    #expect(abs(a.local[0] / 4.88695351779465 - 1) < Self.tolerance)
    #expect(abs(b.local[0] / 1.95626180898727 - 1) < Self.tolerance)
    #expect(a.local.count == 1000 && b.local.count == 500)
  }

  @Test("Fisher's error of TwoNN by maximum likelihood is that of Gride with ranks 1 and 2")
  func fisher() throws {
    let a = try intrinsicDimension(ReferencePoints.a, .twoNN(method: .mle))
    let b = try intrinsicDimension(ReferencePoints.b, .twoNN(method: .mle))
    #expect(abs(a.fisherStandardError / 0.149818694258772 - 1) < Self.tolerance)
    #expect(abs(b.fisherStandardError / 0.0878198805739693 - 1) < Self.tolerance)
  }

  @Test("Dropping duplicates reproduces the peers' values on a set with repeated rows")
  func dropped() throws {
    let linear = try intrinsicDimension(ReferencePoints.c, .twoNN(trim: 0.1), duplicates: .drop)
    let mle = try intrinsicDimension(ReferencePoints.c, .twoNN(method: .mle), duplicates: .drop)
    #expect(abs(linear.value / 1.96922482157061 - 1) < Self.tolerance)
    #expect(abs(mle.value / 2.046429739971 - 1) < Self.tolerance)
    #expect(mle.counts.rows == 510 && mle.counts.used == 490 && mle.counts.dropped == 20)
    #expect(mle.counts.duplicates == 10)
    // A point whose nearest neighbour is a repeated one meets it twice.
    #expect(mle.counts.tied > 0 && mle.notes.contains { $0.contains("count with a ratio of 1") })
    #expect(mle.local.filter(\.isNaN).count == 20)
  }

  @Test("Merging duplicates gives the values of the distinct points", arguments: goldens)
  func merged(golden: Golden) throws {
    let merged = try intrinsicDimension(ReferencePoints.c, golden.method)
    let distinct = try intrinsicDimension(ReferencePoints.b, golden.method)
    #expect(abs(merged.value / distinct.value - 1) < Self.tolerance)
    #expect(merged.counts.duplicates == 10 && merged.counts.used == 500)
    #expect(merged.local.count == 510 && merged.local[503] == merged.local[3])
    #expect(merged.notes.contains { $0.contains("10 of 510 rows") })
  }

  @Test("Pooled, k-1 and k-2 differ by exactly their numerators")
  func numerators() throws {
    let one = try intrinsicDimension(ReferencePoints.a, .mle(neighbors: 5))
    let two = try intrinsicDimension(ReferencePoints.a, .mle(neighbors: 5, normalization: .kMinusTwo))
    #expect(abs(two.value / one.value - 0.75) < 1e-15)
    #expect(abs(two.standardError / one.standardError - 0.75) < 1e-15)
  }
}
