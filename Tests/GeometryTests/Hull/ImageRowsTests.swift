import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Images as points of smaller spaces")
struct ImageRowsTests {
  static let ramp = Tensor([1, 2, 4, 5], (0..<40).map { Float($0) })

  @Test("Patches, steps and means pick the pixels that school arithmetic picks")
  func pixels() throws {
    let center = try ImageRows.centerPatch(of: Self.ramp, size: 2)
    #expect(center.shape == [1, 8] && center.floats == [6, 7, 11, 12, 26, 27, 31, 32])
    #expect(try ImageRows.patch(of: Self.ramp, size: 1, row: 3, column: 4).floats == [19, 39])
    #expect(try ImageRows.subsampled(Self.ramp, step: 2).floats == [0, 2, 4, 10, 12, 14, 20, 22, 24, 30, 32, 34])
    let means = try ImageRows.averagePooled(Self.ramp, factor: 2)
    #expect(means.shape == [1, 8] && means.doubles == [3, 5, 13, 15, 23, 25, 33, 35])
    let flat = Tensor([2, 9], (0..<18).map { Double($0) })
    #expect(try ImageRows.centerPatch(of: flat, size: 1).doubles == [4, 13])
  }

  @Test("All frequencies of an odd image keep distances; low ones are those of a wave")
  func frequencies() throws {
    let images = ReferencePoints.uniform(6, 49, seed: 91)
    let rows = try ImageRows.lowFrequencies(of: images, radius: 3)
    #expect(rows.shape == [6, 49])
    let a = images.doubles, b = rows.doubles
    for other in 1..<6 {
      var before = 0.0, after = 0.0
      for column in 0..<49 {
        before += (a[column] - a[other * 49 + column]) * (a[column] - a[other * 49 + column])
        after += (b[column] - b[other * 49 + column]) * (b[column] - b[other * 49 + column])
      }
      // Parseval, to the rounding of sums of 49 terms.
      #expect(abs(after / before - 1) < 1e-13)
    }
    let constant = try ImageRows.lowFrequencies(of: Tensor([1, 16], [Double](repeating: 2, count: 16)), radius: 1)
    #expect(abs(constant.doubles[0] - 8) < 1e-14 && constant.doubles.dropFirst().allSatisfy { abs($0) < 1e-14 })
  }

  @Test("What does not fit is refused in words that name it")
  func refused() {
    #expect(throws: HullError.notImages([2, 10])) { try ImageRows.centerPatch(of: Tensor(zeros: [2, 10]), size: 1) }
    #expect(throws: HullError.notImages([9])) { try ImageRows.subsampled(Tensor(zeros: [9]), step: 1) }
    for size in [0, -1, 5, .max] {
      #expect(throws: HullError.self) { try ImageRows.centerPatch(of: Self.ramp, size: size) }
      #expect(throws: HullError.self) { try ImageRows.averagePooled(Self.ramp, factor: size) }
    }
    for radius in [-1, 2, .max, .min] {
      #expect(throws: HullError.self) { try ImageRows.lowFrequencies(of: Self.ramp, radius: radius) }
    }
    #expect(throws: HullError.self) { try ImageRows.patch(of: Self.ramp, size: 2, row: .max, column: 0) }
    #expect(throws: HullError.self) { try ImageRows.patch(of: Self.ramp, size: 2, row: -1, column: 0) }
    let words = HullError.partOfImages("a patch of 5 × 5", height: 4, width: 5).description
    #expect(words == "a patch of 5 × 5 must fit images of 4 × 5 pixels; it does not; choose a smaller one")
  }
}
