import Tensors
import TestSupport
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  /// Known answers published with the generator (Random123, `kat_vectors`, philox4x32 with 10 rounds).
  @Test(
    "Philox 4x32-10 gives the published blocks",
    arguments: [
      (
        SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0),
        SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
        SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
        SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ])
  func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>) {
    #expect(Philox.block(counter, key) == expected)
  }

  @Test("SplitMix64 starts with the reference values of seed 1")
  func splitMix() {
    var generator = SplitMix64(seed: 1)
    let drawn = (0..<4).map { _ in generator.nextUnit() }
    #expect(drawn == [0.5665615751722809, 0.7457817572627011, 0.9710027535867962, 0.4443592170557721])
  }

  @Test("The reference sets have the published sums")
  func referenceSets() {
    let tolerance = Tolerance.summation(terms: 8000)
    #expect(ReferencePoints.a.sum.isClose(to: 3266.7722249686435, within: tolerance))
    #expect(ReferencePoints.b.sum.isClose(to: 631.5521226363201, within: tolerance))
    #expect(ReferencePoints.a.norm.isClose(to: 2030.4596943054698.squareRoot(), within: tolerance))
    #expect(ReferencePoints.b.norm.isClose(to: 391.83019240300786.squareRoot(), within: tolerance))
  }

  @Test("A stream resumed at a position continues where the original stands", arguments: [0, 1, 3, 4, 7, 1001])
  func resume(position: Int) {
    var original = RandomStream(seed: 7, name: "order")
    for _ in 0..<position { _ = original.nextWord() }
    var resumed = RandomStream(key: original.key, position: original.position)
    #expect((0..<9).map { _ in original.nextWord() } == (0..<9).map { _ in resumed.nextWord() })
  }

  @Test("Streams of other names, seeds and indices differ")
  func independence() {
    let streams = [
      RandomStream(seed: 0, name: "init"), RandomStream(seed: 0, name: "order"), RandomStream(seed: 1, name: "init"),
      RandomStream(seed: 0, name: "init", index: 1), RandomStream(seed: -1, name: "init"),
    ]
    #expect(Set(streams.map(\.key)).count == streams.count)
  }

  /// 200,000 draws: the mean of a uniform has standard deviation 0.2887/√n, of a normal 1/√n, its mean square √2/√n;
  /// five standard deviations fail by chance once in a million seeds, and the seed is fixed.
  @Test("Uniform and normal numbers have their moments")
  func moments() {
    var stream = RandomStream(seed: 3, name: "moments")
    let n = 200_000
    let uniform = (0..<n).map { _ in stream.nextDouble() }
    let normal = (0..<n).map { _ in stream.nextNormal() }
    let root = Double(n).squareRoot()
    #expect(abs(uniform.reduce(0, +) / Double(n) - 0.5) < 5 * 0.2887 / root)
    #expect(abs(normal.reduce(0, +) / Double(n)) < 5 / root)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / Double(n) - 1) < 5 * 2.0.squareRoot() / root)
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("Integers below a bound are uniform")
  func integers() {
    var stream = RandomStream(seed: 5, name: "integers")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.nextInt(below: 7)] += 1 }
    // Each count is binomial with variance n·p·(1-p) = 8571; five standard deviations are 463.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 463 })
  }

  @Test("A permutation holds every index once", arguments: [0, 1, 2, 100])
  func permutations(count: Int) {
    var stream = RandomStream(seed: 1, name: "order")
    #expect(stream.permutation(of: count).sorted() == Array(0..<count))
  }
}
