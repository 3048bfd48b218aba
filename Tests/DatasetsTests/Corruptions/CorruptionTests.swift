import Datasets
import Glibc
import Tensors
import Testing

@Suite struct CorruptionTests {
  private static let photographs = Tensor([2, 3, 40, 50], (0..<12_000).map { Float($0 % 256) / 255 })
  private static let all =
    Corruption.cifar10C + Corruption.extra + [.rotation(degrees: 20), .translation(pixels: 1.5, down: -2)]

  private func severity(_ kind: Corruption) -> Int? { kind.hasSeverity ? 3 : nil }

  private func flat(_ level: Float, count: Int, channels: Int = 1) throws -> Samples {
    try CorruptionPicture.samples(
      [Float](repeating: level, count: count * channels * 1_024), count: count, channels: channels)
  }

  private func moments(_ samples: Samples) -> (mean: Double, variance: Double, count: Double) {
    let values = samples.inputs.doubles, count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count, count)
  }

  @Test("noise has the moments that its name says")
  func noise() throws {
    let samples = try flat(0.5, count: 200)
    // Variances by kind at severity 3: σ², x/c, a/4 for a flat grey of ½ (a share of ±½), (σx)².
    for (kind, variance) in [
      (Corruption.gaussianNoise, 0.08 * 0.08), (.shotNoise, 0.5 / 100), (.impulseNoise, 0.03 / 4),
      (.speckleNoise, 0.06 * 0.06),
    ] {
      let found = moments(try samples.corrupted(by: kind, severity: 3))
      // Four standard errors of a mean, and of a variance: √(2/n) of it for normal noise; that of impulses is a count of
      // n·0.03.
      #expect(abs(found.mean - 0.5) < 4 * (variance / found.count).squareRoot(), "\(kind)")
      let relative = kind == .impulseNoise ? (1 / (0.03 * found.count)).squareRoot() : (2 / found.count).squareRoot()
      #expect(abs(found.variance / variance - 1) < 4 * relative, "\(kind): \(found.variance)")
    }
  }

  @Test("photons of dark and bright pixels are Poisson: mean, variance and the share of none")
  func photons() throws {
    // Means 1, 5, 15 and 40: both generators, on both sides of where they meet.
    for mean in [1.0, 5, 15, 40] {
      let samples = try flat(Float(mean / 50), count: 100)
      let noisy = try samples.corrupted(by: .shotNoise, severity: 5)
      let counts = noisy.inputs.doubles.map { ($0 * 50).rounded() }
      // Counts above 50 are clipped at white; 40 + 1.6 deviations is the most that is used here.
      let n = Double(counts.count)
      let share = counts.reduce(0) { $0 + ($1 < mean ? 1 : 0) } / n
      var probability = 0.0, term = exp(-mean)
      for k in 0..<Int(mean) {
        probability += term
        term *= mean / Double(k + 1)
      }
      #expect(abs(share - probability) < 4 * (probability * (1 - probability) / n).squareRoot(), "\(mean)")
    }
  }

  @Test("an image is corrupted as it is whatever the others, the batch and the threads", arguments: all)
  func independence(_ kind: Corruption) throws {
    let pixels = (0..<40).flatMap { CorruptionPicture.pixels(height: 32, width: 32, seed: UInt64($0)) }
    let samples = try CorruptionPicture.samples(pixels, count: 40)
    func corrupted(_ samples: Samples, first: Int = 0, seed: Int = 0) throws -> Samples {
      try samples.corrupted(
        by: kind, severity: severity(kind), seed: seed, firstImage: first, photographs: Self.photographs)
    }
    let threads = Parallel.threadCount
    defer { Parallel.threadCount = threads }
    Parallel.threadCount = 1
    let one = try corrupted(samples)
    Parallel.threadCount = 2
    #expect(try corrupted(samples) == one)
    #expect(try corrupted(samples[17..<20], first: 17) == one[17..<20])
    #expect(one != samples && one.inputs.floats.allSatisfy { $0 >= 0 && $0 <= 1 })
    let isRandom = try corrupted(samples, seed: 1) != one
    let isFixed: [Corruption] = [
      .defocusBlur, .zoomBlur, .brightness, .contrast, .pixelate, .jpegCompression, .gaussianBlur, .saturate,
    ]
    #expect(isRandom == (kind.hasSeverity && !isFixed.contains(kind)))
  }

  @Test("a grey image is corrupted as the colour image of three equal channels is", arguments: all)
  func grey(_ kind: Corruption) throws {
    // Noise differs in its draws, water and mud are coloured, and the saturation of grey is red.
    guard ![.gaussianNoise, .shotNoise, .impulseNoise, .speckleNoise, .spatter, .saturate, .frost].contains(kind)
    else { return }
    let plane = Array(CorruptionPicture.square.prefix(1_024))
    let grey = try CorruptionPicture.samples(plane, channels: 1)
    let colour = try CorruptionPicture.samples(plane + plane + plane)
    let one = try grey.corrupted(by: kind, severity: severity(kind)).inputs.floats
    let three = try colour.corrupted(by: kind, severity: severity(kind)).inputs.floats
    // Weights of brightness add to 1 in single precision but for 2⁻²⁴.
    for channel in 0..<3 { #expect((0..<1_024).allSatisfy { abs(one[$0] - three[channel * 1_024 + $0]) < 1e-6 }) }
  }

  @Test("images of any size go through every kind at every severity", arguments: all)
  func sizes(_ kind: Corruption) throws {
    for (channels, height, width) in [(1, 1, 1), (3, 1, 7), (1, 8, 8), (3, 5, 2), (3, 17, 40), (1, 33, 16)] {
      let pixels = (0..<channels * height * width).map { Float($0 % 7) / 7 }
      let samples = try CorruptionPicture.samples(pixels, channels: channels, height: height, width: width)
      for severity in kind.hasSeverity ? [1, 2, 3, 4, 5] : [nil] {
        let spoiled = try samples.corrupted(by: kind, severity: severity, photographs: Self.photographs)
        #expect(spoiled.inputs.isFinite && spoiled.imageShape == samples.imageShape)
      }
    }
  }

  @Test("whole pixels and quarter turns are exact")
  func exactMoves() throws {
    let samples = try CorruptionPicture.samples(Array(0..<12).map { Float($0) / 12 }, channels: 1, height: 3, width: 4)
    let moved = try samples.corrupted(by: .translation(pixels: 1, down: -1)).inputs.floats.map { $0 * 12 }
    #expect(moved == [0, 4, 5, 6, 0, 8, 9, 10, 0, 0, 0, 0])
    let square = try CorruptionPicture.samples((0..<9).map { Float($0) / 9 }, channels: 1, height: 3, width: 3)
    func turned(_ degrees: Double) throws -> [Float] {
      try square.corrupted(by: .rotation(degrees: degrees)).inputs.floats
    }
    #expect(try turned(90).map { ($0 * 9).rounded() } == [2, 5, 8, 1, 4, 7, 0, 3, 6])
    #expect(try turned(-360) == square.inputs.floats && turned(450) == turned(90) && turned(180) == turned(-180))
  }

  @Test("frost is a piece of a photograph over the image")
  func frost() throws {
    let samples = try flat(0.4, count: 3, channels: 3)
    let photographs = Tensor([1, 3, 32, 32], [Float](repeating: 0.5, count: 3_072))
    let frosted = try samples.corrupted(by: .frost, severity: 5, photographs: photographs)
    #expect(frosted.inputs.floats.allSatisfy { abs($0 - (0.75 * 0.4 + 0.45 * 0.5)) < 1e-6 })
  }

  @Test("standardised images are corrupted in pixels and standardised again, and bytes are whole 255ths")
  func units() throws {
    let samples = try CorruptionPicture.samples(CorruptionPicture.square)
    let standardization = try Standardization(mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25])
    let standardized = try standardization.applied(to: samples)
    #expect(throws: CorruptionError.self) { try standardized.corrupted(by: .fog, severity: 1) }
    let there = try standardized.corrupted(by: .fog, severity: 1, standardization: standardization)
    let here = try standardization.applied(to: samples.corrupted(by: .fog, severity: 1))
    // Rounding of the standardised numbers, a few 2⁻²⁴ of 3, over deviations of 0.2.
    #expect(zip(there.inputs.floats, here.inputs.floats).allSatisfy { abs($0 - $1) < 1e-5 })
    let bytes = try samples.corrupted(by: .gaussianNoise, severity: 1, asBytes: true).inputs.floats
    let exact = try samples.corrupted(by: .gaussianNoise, severity: 1).inputs.floats
    #expect(zip(bytes, exact).allSatisfy { $0 * 255 == ($0 * 255).rounded() && $1 - $0 > -1e-4 && $1 - $0 < 1 / 255 })
  }

  @Test("bad input is refused with what was expected")
  func badInput() throws {
    let samples = try CorruptionPicture.samples(CorruptionPicture.square)
    func refused(_ expected: CorruptionError, _ body: () throws -> Samples) {
      #expect(throws: expected) { try body() }
    }
    for severity in [0, 6, -1, Int.max] {
      refused(.severity(.fog, severity)) { try samples.corrupted(by: .fog, severity: severity) }
    }
    refused(.severity(.fog, nil)) { try samples.corrupted(by: .fog) }
    refused(.noSeverity(.rotation(degrees: 1))) { try samples.corrupted(by: .rotation(degrees: 1), severity: 1) }
    refused(.amount(.translation(pixels: .infinity))) { try samples.corrupted(by: .translation(pixels: .infinity)) }
    refused(.photographsMissing) { try samples.corrupted(by: .frost, severity: 1) }
    let small = Tensor(zeros: [1, 3, 31, 40])
    refused(.photographs(small.shape, image: ImageShape(channels: 3, height: 32, width: 32))) {
      try samples.corrupted(by: .frost, severity: 1, photographs: small)
    }
    let rows = try Samples(inputs: Tensor(zeros: [2, 5]), labels: [0, 0], classes: 1)
    refused(.notImages(features: 5)) { try rows.corrupted(by: .fog, severity: 1) }
    let two = try CorruptionPicture.samples([0, 0], channels: 2, height: 1, width: 1)
    refused(.channels(ImageShape(channels: 2, height: 1, width: 1))) { try two.corrupted(by: .fog, severity: 1) }
    let bright = try CorruptionPicture.samples([0, 2], channels: 1, height: 1, width: 2)
    refused(.pixel(2, image: 0, pixel: 1)) { try bright.corrupted(by: .fog, severity: 1) }
    let far = try samples.corrupted(by: .translation(pixels: 1e300, down: -1e300)).inputs.floats
    #expect(far.allSatisfy { $0 == 0 })
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try samples.corrupted(by: .fog, severity: 1, checkpoint: Checkpoint(flag: flag))
    }
  }
}
