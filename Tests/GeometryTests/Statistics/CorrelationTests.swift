import Geometry
import Tensors
import Testing

@Suite("Correlations and their permutation p-values")
struct CorrelationTests {
  static let x = (0..<10).map { Double($0) }
  static let y = [3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3]

  /// By the textbook formula over ranks that are written out: 1s share 1.5, 3s 4.5, 5s 7.5.
  @Test("Spearman's and Pearson's values are those of their formulas")
  func values() throws {
    func pearson(_ a: [Double], _ b: [Double]) -> Double {
      let n = Double(a.count), p = a.reduce(0, +) / n, q = b.reduce(0, +) / n
      let ab = zip(a, b).reduce(0.0) { $0 + ($1.0 - p) * ($1.1 - q) }
      let aa = a.reduce(0.0) { $0 + ($1 - p) * ($1 - p) }, bb = b.reduce(0.0) { $0 + ($1 - q) * ($1 - q) }
      return ab / (aa * bb).squareRoot()
    }
    let ranks = [4.5, 1.5, 6, 1.5, 7.5, 10, 3, 9, 7.5, 4.5]
    #expect(abs(try correlation(Self.x, Self.y).value - pearson(Self.x, ranks)) < 1e-14)
    #expect(abs(try correlation(Self.x, Self.y, by: .pearson).value - pearson(Self.x, Self.y)) < 1e-14)
    // A monotone map leaves ranks alone, and a scale changes nothing.
    #expect(try correlation(Self.x.map { $0 * $0 * $0 }, Self.y.map { $0 * 1e300 }) == correlation(Self.x, Self.y))
  }

  /// Exact two-sided probabilities of Spearman's coefficient: with n = 4 only the two monotone orders of 24 reach 1; of
  /// n = 5's 120 orders, Σd² ≤ 2 or ≥ 38 has 2·(1 + 4).
  @Test("Exact p-values are those of counting orders")
  func exact() throws {
    let perfect = try correlation([1, 2, 3, 4], [10, 20, 30, 40])
    #expect(perfect.value == 1 && perfect.isExact && perfect.permutations == 24 && perfect.pValueError == 0)
    #expect(perfect.pValue == 2.0 / 24)
    #expect(try correlation([1, 2, 3, 4], [4, 3, 2, 1]).pValue == 2.0 / 24)
    #expect(try correlation([1, 2, 3, 4, 5], [1, 2, 3, 5, 4]).pValue == 10.0 / 120)
    // Ten classes at 0.4: a coin flip, as the literature warns.
    let ten = try correlation(Self.x, [1, 0, 5, 2, 9, 3, 8, 4, 7, 6])
    #expect(ten.permutations == 3_628_800 && ten.pValue > 0.01)
  }

  @Test("A visit of all orders agrees with a count by brute force on numbers with ties")
  func bruteForce() throws {
    let a = [1.0, 2, 2, 4, 7, 7], b = [0.5, 3, 1, 1, 4, 2]
    var hits = 0, all = 0
    func visit(_ chosen: [Double], _ left: [Double]) throws {
      if left.isEmpty {
        all += 1
        if abs(try correlation(a, chosen).value) >= abs(try correlation(a, b).value) - 1e-12 { hits += 1 }
      }
      for index in left.indices {
        var rest = left
        let next = rest.remove(at: index)
        try visit(chosen + [next], rest)
      }
    }
    try visit([], b)
    #expect(try correlation(a, b).pValue == Double(hits) / Double(all))
  }

  @Test("Drawn p-values carry their error, are reproducible and do not depend on threads")
  func drawn() throws {
    let a = (0..<30).map { Double($0) }
    var stream = RandomStream(seed: 1, name: "test")
    let b = a.map { $0 + 30 * stream.nextNormal() }
    let threads = Parallel.threadCount
    defer { Parallel.threadCount = threads }
    Parallel.threadCount = 1
    let one = try correlation(a, b, permutations: 20_000, seed: 3)
    Parallel.threadCount = 2
    #expect(try correlation(a, b, permutations: 20_000, seed: 3) == one)
    let other = try correlation(a, b, permutations: 20_000, seed: 4)
    #expect(!one.isExact && one.permutations == 20_000 && one.pValueError > 0)
    #expect(other.pValue != one.pValue)
    // Two independent draws: √2 errors, five times.
    #expect(abs(other.pValue - one.pValue) < 5 * 1.42 * one.pValueError)
    // A perfect relation is met by no draw of 30!.
    #expect(try correlation(a, a, permutations: 999).pValue == 1.0 / 1000)
  }

  @Test("Several lists give the mean correlation; the same list twice is no more evidence than once")
  func lists() throws {
    let x = Array(Self.x.prefix(8)), y = Array(Self.y.prefix(8)), z = [9.0, 2, 6, 5, 3, 5, 8, 9]
    let both = try correlation(x, lists: [y, z])
    let mean = (try correlation(x, y).value + correlation(x, z).value) / 2
    #expect(abs(both.value - mean) < 1e-14)
    let once = try correlation(x, y), twice = try correlation(x, lists: [y, y])
    #expect(abs(twice.value - once.value) < 1e-15 && twice.pValue == once.pValue)
  }

  @Test("Numbers without a correlation are refused by name")
  func refusals() {
    func refused(_ error: ComparisonError, _ words: String, _ body: () throws -> Correlation) {
      #expect(throws: error) { try body() }
      #expect(error.description.contains(words))
    }
    refused(.tooFewPairs(2, minimum: 3), "at least 3 pairs of numbers; found 2") { try correlation([1, 2], [2, 1]) }
    refused(.pairs(found: 2, expected: 3), "expected 3 numbers, found 2") { try correlation([1, 2, 3], [2, 1]) }
    refused(.constant("second"), "the second numbers are all equal") { try correlation([1, 2, 3], [4, 4, 4]) }
    refused(.notFinite("first", index: 1, value: .infinity), "found inf at place 1") {
      try correlation([1, .infinity, 3], [4, 5, 4])
    }
    refused(.parameter("permutations", found: 0, expected: 1...100_000_000), "'permutations'") {
      try correlation([1, 2, 3], [4, 5, 4], permutations: 0)
    }
    #expect(throws: ComparisonError.self) { try correlation([1, 2, 3], lists: []) }
    #expect(throws: ComparisonError.self) { try correlation([1, 2, .nan], [1, 2, 3]) }
  }

  @Test("An interrupt is heard")
  func interrupted() {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try correlation(Self.x, Self.y, checkpoint: Checkpoint(flag: flag)) }
  }
}
