import Geometry
import Glibc
import Tensors
import Testing

/// The recorded numbers are those that `record_paths.py` prints.
@Suite("Paths between images")
struct FourierPathTests {
  /// Logits 4·sin(2·⟨w_c, x⟩).
  struct Waves: Classifier {
    let weights: [[Double]]

    func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
      let values = images.floats, width = images.shape[1]
      var outputs: [Float] = []
      for row in 0..<images.shape[0] {
        for weights in weights {
          var sum = 0.0
          for column in 0..<width { sum += weights[column] * Double(values[row * width + column]) }
          outputs.append(Float(4 * sin(2 * sum)))
        }
      }
      return Tensor([images.shape[0], weights.count], outputs)
    }
  }

  static let shape = ImageShape(channels: 2, height: 11, width: 12)

  static func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var stream = SplitMix64(seed: seed)
    return (0..<count).map { _ in stream.nextUnit() }
  }

  static let images = Tensor([2, 264], numbers(528, seed: 31).map { Float($0) - 0.5 })
  static let network: Waves = {
    let values = numbers(1_056, seed: 32).map { Double(Float($0 * 8 - 4)) }
    return Waves(weights: (0..<4).map { Array(values[$0 * 264..<($0 + 1) * 264]) })
  }()

  /// A seed that draws the first image before the second.
  static let seed = (0..<64).first { seed in
    var stream = RandomStream(seed: seed, name: "pairs")
    return stream.permutation(of: 2) == [0, 1]
  }

  @Test(
    "Images on the way are those of the definition",
    arguments: [
      (FourierPath.amplitude, [0.037169612, 0.164624974, 0.437038594]),
      (.phase, [0.042656564, 0.46401727, 0.257094539]),
    ])
  func path(path: FourierPath, expected: [Double]) throws {
    let points = try fourierPath(
      path, from: Self.images.row(0), to: Self.images.row(1), shape: Self.shape, steps: 30)
    #expect(points.shape == [30, 264])
    let places = [1 * 264 + 3, 17 * 264 + 132 + 10 * 12 + 11, 29 * 264 + 5 * 12 + 7]
    // A pixel below 1 rounded twice, the nine decimals, and 26 rounded coefficients of small waves.
    for (place, value) in zip(places, expected) { #expect(abs(points.element(place) - value) < 4 * 0x1p-24) }
    for pixel in 0..<264 { #expect(points.element(pixel) == Self.images.element(pixel)) }
  }

  @Test(
    "Fraction and consistent distance of a path are the recorded ones",
    arguments: [
      (FourierPath.amplitude, 0.2319568990158579, 0.2412036868071244, 7),
      (.phase, 0.5916066824582152, 0.6018422037340053, 1),
    ])
  func measures(path: FourierPath, fraction: Double, withLast: Double, distance: Int) throws {
    let seed = try #require(Self.seed)
    for (counts, expected) in [(false, fraction), (true, withLast)] {
      let found = try fourierSensitivity(
        of: Self.network, on: Self.images, shape: Self.shape, along: path, steps: 30, countsLastBin: counts, seed: seed)
      // Logits are off by 8·√264·2.3·2⁻²⁴ = δ, probabilities by δ/2, and 16 bins of 30 points by 5.8·δ of all.
      #expect(abs(found.highFrequencyFraction - expected) < 1e-4)
      #expect(found.consistentDistance == Double(distance) && found.consistentDistances == [distance])
      #expect(found.pathCount == 1 && found.pointCount == 30 && found.leftOut == 0 && found.standardError == 0)
      #expect(found.convention.contains(counts ? "last bin included" : "last bin excluded"))
    }
  }

  @Test("The fraction of a golden path, by the reference's formula and with its last bin")
  func fraction() throws {
    func golden(_ steps: Int) -> Tensor {
      let rows = (0..<steps).flatMap { step -> [Double] in
        let t = Double(step) / 99
        let powers = [exp(cos(2 * .pi * 3 * t)), exp(sin(2 * .pi * 12 * t)), 1]
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
      }
      return Tensor([steps, 3], rows)
    }
    // Sums of 300 numbers below 1 in double precision.
    #expect(abs(try highFrequencyFraction(ofPath: golden(100)) - 0.273582870701650) < 1e-13)
    #expect(abs(try highFrequencyFraction(ofPath: golden(100), countsLastBin: true) - 0.274373868862281) < 1e-13)
    #expect(abs(try highFrequencyFraction(ofPath: golden(77)) - 0.3670777142955943) < 1e-13)
    #expect(abs(try highFrequencyFraction(ofPath: golden(77), countsLastBin: true) - 0.37011492764428944) < 1e-13)
    #expect(throws: FourierError.steps(1, most: 65_536)) { try highFrequencyFraction(ofPath: golden(1)) }
    #expect(throws: FourierError.grid([4], [4])) { try highFrequencyFraction(ofPath: Tensor(zeros: [4])) }
  }

  @Test("Pairs share no image, in classes and between them, and short paths are left out")
  func pairs() throws {
    // Five images a class on a line at distances of 1/2 and 5/2: 0, 0.5, 3, …
    let shape = ImageShape(height: 1, width: 2)
    let places: [Float] = [0, 0.5, 3, 3.5, 6, 100, 100.5, 103, 103.5, 106]
    let images = Tensor([10, 2], places.flatMap { [$0, 0] })
    let labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
    let network = Waves(weights: [[0.3, 0], [0.1, 0.2]])
    let within = try pixelSensitivity(
      of: network, on: images, labels: labels, shape: shape, pairing: .withinClasses, pairs: 9, step: 0.6)
    // ⌊5/2⌋ pairs a class; a distance of 0.5 has one point.
    #expect(within.pathCount + within.leftOut == 4 && within.consistentDistance == nil)
    let between = try pixelSensitivity(
      of: network, on: images, labels: labels, shape: shape, pairing: .betweenClasses, pairs: 3, step: 10)
    #expect(between.pathCount == 3 && between.pointCount >= 3 * 10 && between.pointCount <= 3 * 11)
    let mean = between.fractions.reduce(0, +) / 3
    let spread = between.fractions.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
    #expect(abs(between.standardError - (spread / 3).squareRoot()) < 1e-15)
    let more = try fourierSensitivity(of: network, on: images, shape: shape, along: .amplitude, pairs: 99, steps: 4)
    #expect(more.pathCount == 5)
  }

  @Test("A constant answer has no high frequencies and never changes")
  func constant() throws {
    let network = Waves(weights: [[Double]](repeating: [Double](repeating: 0, count: 264), count: 3))
    let found = try fourierSensitivity(of: network, on: Self.images, shape: Self.shape, along: .phase, steps: 12)
    // Nothing but the rounding of 12 sums beside the constant bin.
    #expect(found.highFrequencyFraction < 1e-14 && found.consistentDistance == 12)
  }

  @Test("One seed gives one answer on any number of threads")
  func threads() throws {
    let images = Tensor([40, 264], Self.numbers(40 * 264, seed: 33).map(Float.init))
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let found = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try fourierSensitivity(of: Self.network, on: images, shape: Self.shape, along: .phase, steps: 50)
    }
    #expect(found[0] == found[1] && found[0].pathCount == 20)
    let other = try fourierSensitivity(
      of: Self.network, on: images, shape: Self.shape, along: .phase, steps: 50, seed: 1)
    #expect(other.fractions != found[0].fractions)
  }

  @Test("An interrupt stops the paths")
  func interrupt() {
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { _ in flag.raise() }
    #expect(throws: Interrupted.self) {
      try fourierSensitivity(
        of: Self.network, on: Self.images, shape: Self.shape, along: .phase, checkpoint: checkpoint)
    }
  }

  @Test("What has no paths is refused in words")
  func refused() {
    let (network, images, shape) = (Self.network, Self.images, Self.shape)
    func fourier(_ images: Tensor, pairs: Int = 1, steps: Int = 9) throws -> PathSensitivity {
      try fourierSensitivity(of: network, on: images, shape: shape, along: .amplitude, pairs: pairs, steps: steps)
    }
    func pixels(_ step: Double, labels: [Int] = [0, 0], pairs: Int = 1) throws -> PathSensitivity {
      try pixelSensitivity(
        of: network, on: images, labels: labels, shape: shape, pairing: .withinClasses, pairs: pairs, step: step)
    }
    for wanted in [0, -1, .min] {
      #expect(throws: FourierError.pairs(wanted, images: 2)) { try fourier(images, pairs: wanted) }
      #expect(throws: FourierError.pairs(wanted, images: 2)) { try pixels(1, pairs: wanted) }
    }
    #expect(throws: FourierError.pairs(1, images: 1)) {
      try fourier(Tensor([1, 264], Array(images.floats.dropLast(264))))
    }
    for steps in [1, 0, -7, 1 << 40] {
      #expect(throws: FourierError.steps(steps, most: 4_096)) { try fourier(images, steps: steps) }
    }
    for step in [0, -1, 1e-9, .nan] { #expect(throws: FourierError.self) { try pixels(step) } }
    #expect(throws: FourierError.shortPaths) { try pixels(1e9) }
    #expect(throws: FourierError.pairs(1, images: 2)) { try pixels(1, labels: [0, 1]) }
    #expect(throws: FourierError.label(4, image: 1, classes: 4)) { try pixels(1, labels: [0, 4]) }
    #expect(FourierError.pairs(0, images: 2).description.contains("found 0 wanted of 2 images"))
    #expect(FourierError.steps(1, most: 9).description.contains("from 2 to 9 points; found 1"))
    #expect(FourierError.shortPaths.description.contains("use a smaller step"))
  }
}
