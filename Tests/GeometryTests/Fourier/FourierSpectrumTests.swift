import Geometry
import Tensors
import Testing

@Suite("Spectra of images")
struct FourierSpectrumTests {
  static func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var stream = SplitMix64(seed: seed)
    return (0..<count).map { _ in stream.nextUnit() }
  }

  @Test("Energy and high-frequency fractions of a golden image")
  func golden() throws {
    let shape = ImageShape(height: 32, width: 32)
    let image = Tensor([1, 1_024], Self.numbers(1_024, seed: 5))
    func spectrum(_ cut: FrequencyCut, mean: Bool = true) throws -> ImageSpectrum {
      try imageSpectrum(of: image, shape: shape, cut: cut, includesMean: mean)
    }
    let radius = try spectrum(.radius(8))
    // As many decimals as the goldens have.
    #expect(abs(radius.energy - 339.39029884) < 0.5e-8)
    #expect(abs(radius.energies.sum - 339.39029884) < 0.5e-8)
    #expect(abs(radius.highFrequencyFraction - 0.209784295) < 0.5e-9)
    #expect(abs(try spectrum(.radius(8), mean: false).highFrequencyFraction - 0.831464026) < 0.5e-9)
    // Recorded by record_paths.py; 1024 terms in double precision.
    #expect(abs(try spectrum(.largest(8)).highFrequencyFraction - 0.19124730926605296) < 1e-13)
    #expect(radius.convention.contains("with frequency 0") && radius.fractionStandardError < 1e-15)
  }

  @Test("Parseval: energies sum to that of the pixels", arguments: [(1, 1), (2, 3), (5, 4), (7, 7), (28, 28), (1, 9)])
  func parseval(height: Int, width: Int) throws {
    let shape = ImageShape(channels: 2, height: height, width: width)
    let images = Tensor([5, shape.count], Self.numbers(5 * shape.count, seed: 8))
    let spectrum = try imageSpectrum(of: images, shape: shape, cut: .radius(1))
    // Sums of height + width terms in double precision.
    #expect(abs(spectrum.energies.sum - spectrum.energy) < spectrum.energy * 64 * 0x1p-52)
    let pixels = images.doubles.reduce(0) { $0 + $1 * $1 } / 5
    #expect(abs(spectrum.energy - pixels) < pixels * 64 * 0x1p-52)
  }

  @Test("A wave's spectrum is its own frequency and the conjugate")
  func wave() throws {
    let basis = FourierBasis(height: 6, width: 5)
    for cell in basis.distinctCells {
      let image = basis.image(row: cell.row, column: cell.column)
      let spectrum = try imageSpectrum(
        of: Tensor([1, 30], image), shape: ImageShape(height: 6, width: 5), cut: .largest(0))
      let other = basis.conjugate(row: cell.row, column: cell.column)
      let isAlone = other == cell
      for row in 0..<6 {
        for column in 0..<5 {
          let isOwn = (row, column) == cell || (row, column) == other
          // Pixels are rounded to single precision on the way in nowhere: 30 terms in double precision.
          let expected = isOwn ? (isAlone ? 1.0 : 0.5) : 0
          #expect(abs(spectrum.energies.element(row * 5 + column) - expected) < 1e-13)
        }
      }
      #expect(abs(spectrum.highFrequencyFraction - (cell == (3, 2) ? 0 : 1)) < 1e-13)
    }
  }

  @Test("White noise has B²/(HW) of its energy in a block of B×B", arguments: [5, 8, 16, 24, 27])
  func noise(side: Int) throws {
    let shape = ImageShape(channels: 3, height: 32, width: 32)
    var stream = RandomStream(seed: 4, name: "noise")
    let images = Tensor([60, shape.count], (0..<60 * shape.count).map { _ in Float(stream.nextNormal()) })
    let spectrum = try imageSpectrum(of: images, shape: shape, cut: .block(side))
    let expected = 1 - Double(side * side) / 1_024
    #expect(abs(spectrum.highFrequencyFraction - expected) < 4 * spectrum.fractionStandardError)
    // Relative share of the smaller part over 180 planes of independent frequencies, within a factor of 1.5.
    let theory = (2 * expected * (1 - expected) / Double(180 * 1_024)).squareRoot()
    #expect((0.67...1.5).contains(spectrum.fractionStandardError / theory))
    #expect(spectrum.imageCount == 60 && spectrum.convention.contains("\(side)×\(side) block"))
  }

  @Test("A profile averages rings and counts conjugate cells as one measurement")
  func profile() throws {
    let grid = Tensor([3, 3], [9.0, 1, 7, 2, 5, 2, 7, 1, 9]),
      errors = Tensor([3, 3], [Double](repeating: 0.3, count: 9))
    let profile = try radialProfile(of: grid, standardErrors: errors)
    // √2 rounds to 1: one ring around the middle.
    #expect(profile.radii == [0, 1] && profile.counts == [1, 8])
    #expect(profile.means == [5, 4.75] && profile.standardErrors[0] == 0.3)
    // Four pairs with an error of 0.3 each: 0.3/√4.
    #expect(abs(profile.standardErrors[1] - 0.15) < 1e-15)
    let part = Tensor([3, 3], [Double.nan, .nan, .nan, 2, 5, .nan, .nan, .nan, .nan])
    let ring = try radialProfile(of: part, standardErrors: errors)
    #expect(ring.means == [5, 2] && ring.counts == [1, 1] && ring.standardErrors == [0.3, 0.3])
    #expect(throws: FourierError.grid([3, 3], [9])) {
      try radialProfile(of: grid, standardErrors: Tensor(zeros: [9]))
    }
  }

  @Test("Images and limits that make no spectrum are refused")
  func refused() {
    let shape = ImageShape(height: 4, width: 4)
    let image = Tensor(zeros: [1, 16])
    for cut in [FrequencyCut.radius(-1), .radius(.nan), .radius(1e9), .largest(-1), .largest(5), .block(-2), .block(5)]
    {
      #expect(throws: FourierError.self) { try imageSpectrum(of: image, shape: shape, cut: cut) }
    }
    #expect(throws: FourierError.notImages([1, 15], expected: shape)) {
      try imageSpectrum(of: Tensor(zeros: [1, 15]), shape: shape)
    }
    #expect(throws: FourierError.empty) { try imageSpectrum(of: Tensor(zeros: [0, 16]), shape: shape) }
    let wide = ImageShape(height: 1, width: 4_000)
    #expect(throws: FourierError.extent(wide, most: 2_048)) {
      try imageSpectrum(of: Tensor(zeros: [1, 4_000]), shape: wide)
    }
    #expect(
      FourierError.cut(.block(5), height: 4, width: 4).description.contains("a grid of 4×4; found low: the centred 5×5")
    )
  }
}
