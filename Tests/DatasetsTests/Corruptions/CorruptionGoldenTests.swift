import Datasets
import FoundationEssentials
import Glibc
import Tensors
import Testing

@Suite struct CorruptionGoldenTests {
  private static let shape = ImageShape(channels: 3, height: 32, width: 32)
  /// Sums of at most 40 products in single precision are off by at most 40·2⁻²⁴ = 2.4e-6, and no kind makes more than
  /// four in a row; the goldens have seven digits.
  private static let rounding = 1e-5

  /// How far an image is from a golden: the largest difference at the probes, and that of the means.
  private func difference(_ image: [Float], _ name: String) throws -> (probes: Double, mean: Double) {
    let golden = try #require(CorruptionGoldens.probes[name])
    let values = image.map { Double(min(max($0, 0), 1)) }
    let mean = values.reduce(0, +) / Double(values.count)
    return ((0..<24).map { abs(values[127 * $0] - golden[$0 + 1]) }.max() ?? .infinity, abs(mean - golden[0]))
  }

  @Test(
    "kinds without chance are those of OpenCV, SciPy, scikit-image and Pillow at every severity",
    arguments: [
      Corruption.defocusBlur, .gaussianBlur, .zoomBlur, .brightness, .contrast, .saturate, .pixelate,
    ])
  func deterministic(_ kind: Corruption) throws {
    let samples = try CorruptionPicture.samples(CorruptionPicture.square)
    for severity in 1...5 {
      let image = try samples.corrupted(by: kind, severity: severity).inputs.floats
      let found = try difference(image, "\(kind) \(severity)")
      #expect(found.probes < Self.rounding && found.mean < Self.rounding, "\(kind) \(severity): \(found)")
    }
  }

  @Test("rotation is SciPy's, counterclockwise, with zeros from outside")
  func rotation() throws {
    let samples = try CorruptionPicture.samples(CorruptionPicture.square)
    for degrees in [30, -100] {
      let image = try samples.corrupted(by: .rotation(degrees: Double(degrees))).inputs.floats
      let found = try difference(image, "rotation \(degrees)")
      #expect(found.probes < Self.rounding && found.mean < Self.rounding, "\(degrees): \(found)")
    }
  }

  @Test("a JPEG is Pillow's at every byte of an image that no block divides")
  func jpeg() throws {
    let pixels = CorruptionPicture.pixels(height: 19, width: 27, seed: 6)
    let samples = try CorruptionPicture.samples(pixels, height: 19, width: 27)
    for (severity, text) in CorruptionGoldens.jpeg {
      let golden = try #require(Data(base64Encoded: text))
      let image = try samples.corrupted(by: .jpegCompression, severity: severity).inputs.floats
      let levels = zip(image, golden).map { abs(Int(($0 * 255).rounded()) - Int($1)) }
      #expect(golden.count == image.count)
      // Both compute in whole numbers, so nothing is left to rounding.
      #expect(levels.max() == 0, "severity \(severity): \(levels.max() ?? 9), \(levels.count { $0 > 0 }) differ")
    }
  }

  @Test("motion blur, glass, snow, fog, elastic and spatter are the references' on the same random numbers")
  func sameNumbers() throws {
    var fields = SplitMix64(seed: 8)
    let field = (0..<1_024).map { _ in Float(3.4 * (fields.nextUnit() - 0.5)) }
    let snow = [
      Snow.Constants(mean: 0.1, deviation: 0.2, zoom: 1, threshold: 0.6, radius: 8, sigma: 3, kept: 0.95),
      .init(mean: 0.1, deviation: 0.2, zoom: 1, threshold: 0.5, radius: 10, sigma: 4, kept: 0.9),
      .init(mean: 0.15, deviation: 0.3, zoom: 1.75, threshold: 0.55, radius: 10, sigma: 4, kept: 0.9),
      .init(mean: 0.25, deviation: 0.3, zoom: 2.25, threshold: 0.6, radius: 12, sigma: 6, kept: 0.85),
      .init(mean: 0.3, deviation: 0.3, zoom: 1.25, threshold: 0.65, radius: 14, sigma: 12, kept: 0.8),
    ]
    let spatter = [
      Spatter.Constants(mean: 0.62, deviation: 0.1, sigma: 0.7, threshold: 0.7, strength: 0.5, isMud: false),
      .init(mean: 0.65, deviation: 0.1, sigma: 0.8, threshold: 0.7, strength: 0.5, isMud: false),
      .init(mean: 0.65, deviation: 0.3, sigma: 1, threshold: 0.69, strength: 0.5, isMud: false),
      .init(mean: 0.65, deviation: 0.1, sigma: 0.7, threshold: 0.69, strength: 0.6, isMud: true),
      .init(mean: 0.65, deviation: 0.1, sigma: 0.5, threshold: 0.68, strength: 0.6, isMud: true),
    ]
    let motion: [(Int, Double)] = [(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)]
    let glass: [(Double, Int)] = [(0.05, 1), (0.25, 1), (0.4, 1), (0.25, 2), (0.4, 2)]
    let fog: [(Float, Float)] = [(0.2, 3), (0.5, 3), (0.75, 2.5), (1, 2), (1.5, 1.75)]
    let elastic = [(0, 0, 0.08), (0.05, 0.2, 0.07), (0.08, 0.06, 0.06), (0.1, 0.04, 0.05), (0.1, 0.03, 0.03)]
    for step in 0..<5 {
      func check(_ name: String, tolerance: Double = Self.rounding, _ apply: (inout [Float]) -> Void) throws {
        var image = CorruptionPicture.square
        apply(&image)
        let found = try difference(image, "\(name) \(step + 1)")
        #expect(found.probes < tolerance && found.mean < tolerance, "\(name) \(step + 1): \(found)")
      }
      let shape = Self.shape
      try check("motionBlur") {
        MotionBlur(shape, radius: motion[step].0, sigma: motion[step].1).apply(
          to: &$0, degrees: 17.5 * Double(step) - 40)
      }
      try check("glassBlur") {
        var random = SplitMix64(seed: 6)
        GlassBlur(shape, sigma: glass[step].0, iterations: glass[step].1).apply(to: &$0) {
          let right = -Int(2 * random.nextUnit())
          return (right, -Int(2 * random.nextUnit()))
        }
      }
      // A flake at the edge of a byte may fall to either: at most one level in its blur.
      try check("snow", tolerance: 1.1 / 255) {
        Snow(shape, snow[step]).apply(to: &$0, field: field, degrees: 17.5 * Double(step) - 130)
      }
      // Heights reach 2e4 before they are brought to 0...1, so their rounding is about that of 1 again.
      try check("fog") {
        var random = SplitMix64(seed: 7)
        Fog(shape, amount: fog[step].0, decay: fog[step].1).apply(to: &$0) { Float(random.nextUnit()) }
      }
      // OpenCV solves for the map in single-precision corners: places of 32 pixels off by 2⁻¹⁹, times slopes of 0.2 a
      // pixel.
      try check("elasticTransform") {
        var random = SplitMix64(seed: 9)
        let corners = (0..<6).map { _ in random.nextUnit() }
        let right = (0..<1_024).map { _ in Float(random.nextUnit()) }
        let down = (0..<1_024).map { _ in Float(random.nextUnit()) }
        ElasticTransform(shape, amplitude: elastic[step].0, sigma: elastic[step].1, affine: elastic[step].2)
          .apply(to: &$0, corners: corners, right: right, down: down)
      }
      try check("spatter") { Spatter(shape, spatter[step]).apply(to: &$0, field: field) }
    }
  }
}
