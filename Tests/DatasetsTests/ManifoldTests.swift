import Datasets
import Glibc
import Tensors
import Testing

@Suite("Manifolds are what they say")
struct ManifoldTests {
  /// Rows of points.
  private func rows(_ manifold: Manifold, _ count: Int = 400, seed: Int = 1) throws -> [[Double]] {
    let values = try manifold.points(count: count, seed: seed).doubles
    return stride(from: 0, to: values.count, by: manifold.ambient).map { Array(values[$0..<$0 + manifold.ambient]) }
  }

  static let all: [Manifold] =
    try! Manifold.benchmarks + [
      .sphere(dimension: 3, ambient: 7), .ball(dimension: 4), .cube(dimension: 2, ambient: 3),
      .cubeSurface(dimension: 2), .affine(dimension: 3, ambient: 9), .torus(dimension: 2, ambient: 6),
      .gaussian(dimension: 3), .moebius(halfTwists: 3), .moebius, .swissRoll, .sCurve, .helix, .circle, .tractrix,
    ]

  @Test("there are 24 benchmark sets with the dimensions of the literature")
  func benchmarks() {
    let expected = [
      "M1 10 11", "M2 3 5", "M3 4 6", "M4 4 8", "M5a 1 3", "M5b 2 3", "M6 6 36", "M7 2 3", "M8 12 72", "M9 20 20",
      "M10a 10 11", "M10b 17 18", "M10c 24 25", "M10d 70 71", "M11 2 3", "M12 20 20", "M13a 2 3", "M13b 1 13",
      "Mbeta 10 40", "Mn1 18 72", "Mn2 24 96", "Mp1 3 12", "Mp2 6 21", "Mp3 9 30",
    ]
    #expect(Manifold.benchmarks.map { "\($0.name) \($0.dimension) \($0.ambient)" } == expected)
  }

  @Test("a set is found by its short name and by scikit-dimension's, capital or small")
  func names() throws {
    for name in ["M10a", "m10A", "M10a_Cubic"] { #expect(try Manifold.benchmark(name).name == "M10a") }
    #expect(try Manifold.benchmark("Mp3_Paraboloid").dimension == 9)
    let error = #expect(throws: ManifoldError.self) { try Manifold.benchmark("M1_foo") }
    #expect(error?.description.contains("no benchmark manifold 'M1_foo'; take one of M1, M2, M3") == true)
    #expect(error?.description.hasSuffix("Mp3") == true)
  }

  @Test("points have the stated shape, are finite and differ", arguments: all)
  func shape(manifold: Manifold) throws {
    let points = try manifold.points(count: 300, seed: 5)
    #expect(points.shape == [300, manifold.ambient] && points.isDouble && points.isFinite)
    #expect(Set(try rows(manifold, 300, seed: 5)).count == 300)
    #expect(manifold.description.contains("dimension \(manifold.dimension) in \(manifold.ambient) coordinate"))
  }

  @Test("fewer points are the first of more, whatever the threads; another seed gives others", arguments: all)
  func prefixes(manifold: Manifold) throws {
    let threads = Parallel.threadCount
    defer { Parallel.threadCount = threads }
    Parallel.threadCount = 1
    let many = try manifold.points(count: 700, noise: 0.1, seed: 2)
    Parallel.threadCount = 2
    #expect(try manifold.points(count: 300, noise: 0.1, seed: 2) == many.rows(0..<300))
    #expect(try manifold.points(count: 700, noise: 0.1, seed: 3) != many)
  }

  /// Identities hold to the rounding of a few operations on numbers of size 1.
  private let rounding = 1e-12

  @Test("points of spheres, circles, tori and cubes satisfy their equations")
  func equations() throws {
    func norm(_ row: some Sequence<Double>) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    for row in try rows(.benchmark("M1")) { #expect(abs(norm(row) - 1) < rounding) }
    for row in try rows(.sphere(dimension: 2, ambient: 5)) {
      #expect(abs(norm(row.prefix(3)) - 1) < rounding && row[3...] == [0, 0])
    }
    for row in try rows(.ball(dimension: 3)) { #expect(norm(row) <= 1 + rounding) }
    for row in try rows(.circle) { #expect(abs(norm(row) - 1) < rounding) }
    for row in try rows(.torus(dimension: 2)) {
      #expect(abs(norm(row[0...1]) - 1) < rounding && abs(norm(row[2...3]) - 1) < rounding)
    }
    for (index, row) in try rows(.benchmark("M10a")).enumerated() {
      #expect(row[index % 22 / 2] == Double(index % 2) && row.allSatisfy { (0...1).contains($0) })
    }
    for row in try rows(.swissRoll) {
      // The angle in the plane is the radius.
      let t = (row[0] * row[0] + row[2] * row[2]).squareRoot()
      #expect(abs(row[0] - t * cos(t)) < 1e-11 && (1.5 * .pi...4.5 * .pi).contains(t) && (0...21).contains(row[1]))
    }
    for row in try rows(.sCurve) {
      // sin² + (1 - |z|)² = 1, where |z| = 1 - cos t.
      #expect(abs(row[0] * row[0] + (1 - abs(row[2])) * (1 - abs(row[2])) - 1) < rounding)
    }
    for row in try rows(.helix) {
      #expect(abs(row[0] - cos(2 * .pi * row[2])) < rounding && abs(row[1] - sin(2 * .pi * row[2])) < rounding)
    }
    for row in try rows(.tractrix) {
      // x = t - tanh t with sech t = y; acosh of a number near 1 loses half the digits.
      let t = acosh(1 / row[1])
      #expect(abs(abs(row[0]) - (t - tanh(t))) < 1e-7 && row[1] > 1 / cosh(3.0) - rounding)
    }
    for row in try rows(.benchmark("M5a")) {
      // On the torus of radii 2 and 1.
      let around = (row[0] * row[0] + row[1] * row[1]).squareRoot() - 2
      #expect(abs(around * around + row[2] * row[2] - 1) < rounding)
    }
    for row in try rows(.benchmark("M13b")) {
      #expect(abs(row[0] - 100 * cos(row[2])) < 1e-10 && row[3...].allSatisfy { $0 == 0 })
    }
    for row in try rows(.moebius) {
      // At a small distance from the circle, and half a turn on the way round.
      let angle = atan2(row[1], row[0])
      let radius = (row[0] * row[0] + row[1] * row[1]).squareRoot() - 1
      #expect(abs(radius * sin(angle / 2) - row[2] * cos(angle / 2)) < rounding)
    }
  }

  @Test("waves, tangents and paraboloids satisfy their equations, and copies are copies")
  func functions() throws {
    for row in try rows(.benchmark("M6")) {
      #expect(row[..<12] == row[12..<24] && row[..<12] == row[24...])
      // Phase i is radius i - 1.
      for index in 0..<6 {
        let phase = 2 * Double.pi * hypot(row[(index + 5) % 6 * 2], row[(index + 5) % 6 * 2 + 1])
        #expect(abs(atan2(sin(phase), cos(phase)) - atan2(row[2 * index + 1], row[2 * index])) < 1e-9)
      }
    }
    for row in try rows(.benchmark("Mn1")) {
      #expect(row[..<36] == row[36...])
      // x cos y, y cos x, y sin x and x sin y give x and y by their squares.
      let (a, b) = (atan(row[0]), atan(row[17])), (c, d) = (tan(row[18]), tan(row[35]))
      let x = hypot(a, d), y = hypot(b, c)
      #expect(abs(x * cos(y) - a) < 1e-11 && abs(y * cos(x) - b) < 1e-11)
      #expect(abs(y * sin(x) - c) < 1e-11 && abs(x * sin(y) - d) < 1e-11)
    }
    for row in try rows(.benchmark("Mp1")) {
      #expect(abs(row[0] * row[0] + row[1] * row[1] + row[2] * row[2] - row[3]) < rounding)
      for index in 0..<4 {
        #expect(row[4 + index] == sin(row[index]) && row[8 + index] == row[index] * row[index])
      }
    }
    for row in try rows(.benchmark("Mbeta"), 10) {
      #expect(row[..<20] == row[20...] && row[10..<20].allSatisfy { $0 > 0 && $0 <= 1 })
      // p = x sin cos 2πx and q = x cos sin 2πx lie on one curve: with the x that p/q tells by a scan, both are met.
      let p = row[0], q = row[10]
      let nearest = (0...20_000).map { Double($0) / 20_000 }.map { x in
        hypot(x * sin(cos(2 * .pi * x)) - p, x * cos(sin(2 * .pi * x)) - q)
      }.min()
      // Speeds along the curve are below 8, and half a step is 2.5e-5.
      #expect((nearest ?? 1) < 2e-4)
    }
  }

  @Test("the affine sets lie in subspaces of their dimension, and distances of .affine are those of a cube")
  func affine() throws {
    // (x₀, x₁, x₂) of M2 give p, and p gives the rest.
    for row in try rows(.benchmark("M2")) {
      let (u, v) = (row[0] - 3, row[1] + 1)
      let det = 1.2 * 0.9 + 0.5 * 0.5
      let p = (0.9 * u + 0.5 * v) / det, q = (1.2 * v - 0.5 * u) / det
      let r = row[2] + 0.5 * p + 0.2 * q
      #expect((-1e-12...4).contains(p) && (-1e-12...4).contains(q) && (-1e-12...4).contains(r))
      #expect(abs(0.4 * p - 0.9 * q - 0.1 * r - row[3]) < rounding && abs(1.1 * p - 0.3 * q + 8 - row[4]) < rounding)
    }
    let flat = try rows(.cube(dimension: 4), 50), embedded = try rows(.affine(dimension: 4, ambient: 13), 50)
    for (a, b) in zip(flat, embedded) {
      // The same stream draws both: p = 5(u - ½).
      let square = a.reduce(0) { $0 + 25 * ($1 - 0.5) * ($1 - 0.5) }
      #expect(abs(b.reduce(0) { $0 + $1 * $1 } - square) < 1e-11)
      #expect(b.allSatisfy { $0 != 0 })
    }
  }

  /// Means of n draws within 5 standard errors.
  @Test("laws have their moments")
  func moments() throws {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let n = 20_000.0
    // |x|^d of a uniform ball is uniform: mean ½, variance 1/12.
    let balls = try rows(.ball(dimension: 5), 20_000).map { row in pow(row.reduce(0) { $0 + $1 * $1 }, 2.5) }
    #expect(abs(mean(balls) - 0.5) < 5 / (12 * n).squareRoot())
    // x² of a coordinate of a sphere in 4 coordinates: mean ¼, E x⁴ = 3/24.
    let squares = try rows(.sphere(dimension: 3), 20_000).map { $0[1] * $0[1] }
    #expect(abs(mean(squares) - 0.25) < 5 * (0.0625 / n).squareRoot())
    // Both ends of the tractrix have half the arc; ln cosh t = -ln y is uniform on [0, ln cosh 3].
    let length = log(cosh(3.0))
    let arcs = try rows(.tractrix, 20_000).map { ($0[0] < 0 ? 1 : -1) * log($0[1]) }
    #expect(abs(mean(arcs)) < 5 * length / (3 * n).squareRoot())
    #expect(abs(mean(arcs.map(abs)) - length / 2) < 5 * length / (12 * n).squareRoot())
    // The Burr coordinates E₀/(E₀ + Eᵢ) are uniform one by one.
    let burr = try rows(.benchmark("Mp2"), 20_000).map { $0[4] }
    #expect(abs(mean(burr) - 0.5) < 5 / (12 * n).squareRoot())
    // Beta(10, ½): y = x cos sin 2πx against the mean 0.910106 by the trapezoidal rule in w = √(1 - x), where the
    // density is 2(1 - w²)⁹/B(10, ½): smooth, so 4,000 steps give 1e-9.
    var integral = 0.0, weight = 0.0
    for step in 0...4_000 {
      let w = Double(step) / 4_000, x = 1 - w * w
      let density = pow(x, 9) * (step == 0 || step == 4_000 ? 0.5 : 1)
      integral += density * x * cos(sin(2 * .pi * x))
      weight += density
    }
    let betas = try rows(.benchmark("Mbeta"), 20_000).map { $0[13] }
    let deviation = Tensor([20_000], betas).standardDeviation
    #expect(abs(mean(betas) - integral / weight) < 5 * deviation / n.squareRoot())
  }

  @Test("noise has its width or deviation, and leaves the points below it as they were")
  func noise() throws {
    let manifold = try Manifold.cube(dimension: 2, ambient: 10)
    let clean = try manifold.points(count: 2_000, seed: 4).doubles
    let uniform = try manifold.points(count: 2_000, noise: 0.3, seed: 4).doubles
    let normal = try manifold.points(count: 2_000, noise: .gaussian(deviation: 0.3), seed: 4).doubles
    let a = zip(uniform, clean).map { $0 - $1 }, b = zip(normal, clean).map { $0 - $1 }
    #expect(a.allSatisfy { abs($0) <= 0.15 + 1e-15 })
    // Variances of 20,000 numbers: relative errors √((κ - 1)/n), κ = 1.8 and 3.
    let n = 20_000.0
    let uniformVariance = a.reduce(0.0) { $0 + $1 * $1 } / n, normalVariance = b.reduce(0.0) { $0 + $1 * $1 } / n
    #expect(abs(uniformVariance / 0.0075 - 1) < 5 * (0.8 / n).squareRoot())
    #expect(abs(normalVariance / 0.09 - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(b.reduce(0, +) / n) < 5 * 0.3 / n.squareRoot())
    #expect(try manifold.points(count: 2_000, noise: .gaussian(deviation: 0), seed: 4).doubles == clean)
  }

  @Test("what cannot be drawn is refused in words that say what can")
  func refusals() throws {
    func words(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "nothing was refused"
      } catch { return "\(error)" }
    }
    #expect(words { _ = try Manifold.sphere(dimension: 0) }.contains("from 1 to 524287; found 0"))
    #expect(words { _ = try Manifold.torus(dimension: .max) }.contains("found \(Int.max)"))
    #expect(
      words { _ = try Manifold.sphere(dimension: 5, ambient: 5) }
        == "a manifold 'sphere' of dimension 5 needs from 6 to 1048576 coordinates; found 5; "
        + "raise 'ambient' to 6 or lower 'dimension'")
    #expect(words { _ = try Manifold.ball(dimension: 2, ambient: .max) }.contains("lower 'ambient' to 1048576"))
    #expect(words { _ = try Manifold.cube(dimension: 2, ambient: -1) }.contains("found -1"))
    #expect(words { _ = try Manifold.affine(dimension: 5_000, ambient: 5_000) }.contains("found 5000"))
    #expect(words { _ = try Manifold.moebius(halfTwists: -1) }.contains("'halfTwists'"))
    #expect(words { _ = try Manifold.circle.points(count: 0) }.contains("found a count of 0"))
    #expect(words { _ = try Manifold.circle.points(count: .max) }.contains("ask for 134217728 points or fewer"))
    for noise in [ManifoldNoise.uniform(width: -0.1), .gaussian(deviation: .nan), .uniform(width: .infinity)] {
      #expect(words { _ = try Manifold.circle.points(count: 3, noise: noise) }.contains("found \(noise)"))
    }
  }

  @Test("an interrupt stops the drawing")
  func interrupted() throws {
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) { try Manifold.circle.points(count: 10, checkpoint: Checkpoint(flag: flag)) }
  }
}
