import Geometry
import Synchronization
import Tensors
import Testing

@Suite("Fourier heat maps")
struct FourierHeatMapTests {
  /// Two classes: class 0 where ⟨w, x⟩ > 0.
  struct Linear: Classifier {
    let weights: [Float]

    func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
      let values = images.floats
      let rows = images.shape[0], width = images.shape[1]
      return Tensor(
        [rows, 2],
        (0..<rows).flatMap { row -> [Float] in
          var sum: Float = 0
          for column in 0..<width { sum += weights[column] * values[row * width + column] }
          return [sum, 0]
        })
    }
  }

  static let height = 6
  static let width = 5
  static let basis = FourierBasis(height: height, width: width)

  /// w = Σ c_f·U_f over distinct frequencies with c growing from 0.02: every frequency has a threshold of its own.
  static let coefficients = basis.distinctCells.indices.map { 0.02 * Double($0 + 1) }
  static let weights: [Double] = {
    var sum = [Double](repeating: 0, count: height * width)
    for (cell, coefficient) in zip(basis.distinctCells, coefficients) {
      for (pixel, value) in basis.image(row: cell.row, column: cell.column).enumerated() {
        sum[pixel] += coefficient * value
      }
    }
    return sum
  }()

  /// Images with ⟨w, x⟩ = `margin` in every channel together.
  static func images(_ count: Int, channels: Int, margin: Double) -> Tensor {
    let square = Double(channels) * weights.reduce(0) { $0 + $1 * $1 }
    let one = (0..<channels).flatMap { _ in weights.map { Float($0 * margin / square) } }
    return Tensor([count, one.count], (0..<count).flatMap { _ in one })
  }

  @Test("A linear classifier errs where the wave's share of its weights outruns the margin")
  func linear() throws {
    let count = 400, norm = 4.0, margin = 0.63
    let map = try fourierHeatMap(
      of: Linear(weights: Self.weights.map(Float.init)), on: Self.images(count, channels: 1, margin: margin),
      labels: [Int](repeating: 0, count: count), shape: ImageShape(channels: 1, height: 6, width: 5), norm: norm)
    #expect(map.errors.shape == [6, 5] && map.cleanError == 0 && map.imageCount == count)
    var vulnerable = 0
    for (cell, coefficient) in zip(Self.basis.distinctCells, Self.coefficients) {
      let rate = map.errors.element(cell.row * 5 + cell.column)
      // ⟨w, x + r·v·U⟩ = margin + r·v·c: wrong for r = -1 alone, and only where v·c exceeds the margin.
      if norm * coefficient > margin {
        vulnerable += 1
        // Half of the signs are -1, up to 4.5 standard errors in 9 cells.
        #expect(abs(rate - 0.5) < 4.5 * (0.25 / Double(count)).squareRoot())
        let error = map.standardErrors.element(cell.row * 5 + cell.column)
        #expect(abs(error - (rate * (1 - rate) / Double(count)).squareRoot()) < 1e-15)
      } else {
        #expect(rate == 0)
      }
      let other = Self.basis.conjugate(row: cell.row, column: cell.column)
      #expect(map.errors.element(other.row * 5 + other.column) == rate)
    }
    #expect(vulnerable == Self.coefficients.filter { $0 * norm > margin }.count && vulnerable > 3)
  }

  @Test("Two channels have independent signs: a quarter of them are both -1")
  func channels() throws {
    let count = 600, margin = 0.5
    // One frequency in both channels; the margin is outrun only by both together: v·c < m < 2·v·c.
    let cell = (row: 2, column: 1)
    let wave = Self.basis.image(row: cell.row, column: cell.column).map { Float(0.1 * $0) }
    let weights = wave + wave
    let square = 2 * 0.01
    let image = weights.map { $0 * Float(margin / square) }
    let map = try fourierHeatMap(
      of: Linear(weights: weights), on: Tensor([count, 60], (0..<count).flatMap { _ in image }),
      labels: [Int](repeating: 0, count: count), shape: ImageShape(channels: 2, height: 6, width: 5), norm: 4)
    let rate = map.errors.element(cell.row * 5 + cell.column)
    #expect(abs(rate - 0.25) < 4 * (0.25 * 0.75 / Double(count)).squareRoot())
    #expect(map.errors.doubles.filter { $0 > 0 }.count == 2)
  }

  @Test("Clipping holds the perturbed pixels in 0...1")
  func clipping() throws {
    /// Class 1 as soon as any pixel is outside 0...1.
    struct Fence: Classifier {
      func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
        let values = images.floats
        let width = images.shape[1]
        return Tensor(
          [images.shape[0], 2],
          (0..<images.shape[0]).flatMap { row -> [Float] in
            let isInside = values[row * width..<(row + 1) * width].allSatisfy { (0...1).contains($0) }
            return isInside ? [1, 0] : [0, 1]
          })
      }
    }
    let images = Tensor([3, 1, 4, 4], [Float](repeating: 0.9, count: 48))
    let shape = ImageShape(channels: 1, height: 4, width: 4)
    let free = try fourierHeatMap(of: Fence(), on: images, labels: [0, 0, 0], shape: shape, norm: 2)
    let held = try fourierHeatMap(of: Fence(), on: images, labels: [0, 0, 0], shape: shape, norm: 2, clip: true)
    #expect(free.errors.sum > 0 && free.convention.contains("not clipped"))
    #expect(held.errors.sum == 0 && held.convention.contains("clipped to 0...1"))
  }

  @Test("A norm of 0 gives the clean error everywhere")
  func clean() throws {
    let images = Self.images(10, channels: 1, margin: 0.5)
    let labels = (0..<10).map { $0 < 3 ? 1 : 0 }
    let map = try fourierHeatMap(
      of: Linear(weights: Self.weights.map(Float.init)), on: images, labels: labels,
      shape: ImageShape(channels: 1, height: 6, width: 5), norm: 0)
    #expect(map.cleanError == 0.3)
    #expect(map.errors.doubles.allSatisfy { $0 == 0.3 })
  }

  @Test("A logit that is NaN is never right")
  func nan() throws {
    struct Broken: Classifier {
      func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
        Tensor([images.shape[0], 2], [Float](repeating: .nan, count: images.shape[0] * 2))
      }
    }
    let map = try fourierHeatMap(
      of: Broken(), on: Tensor([1, 4], [Float](repeating: 0, count: 4)), labels: [0],
      shape: ImageShape(channels: 1, height: 2, width: 2))
    #expect(map.errors.doubles == [1, 1, 1, 1])
  }

  @Test("One seed gives one map, on any number of threads; another seed gives another")
  func determinism() throws {
    func map(seed: Int) throws -> FourierHeatMap {
      try fourierHeatMap(
        of: Linear(weights: Self.weights.map(Float.init)), on: Self.images(300, channels: 1, margin: 0.4),
        labels: [Int](repeating: 0, count: 300), shape: ImageShape(channels: 1, height: 6, width: 5), seed: seed)
    }
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try map(seed: 0)
    Parallel.threadCount = 3
    #expect(try map(seed: 0) == one)
    #expect(try map(seed: 1).errors != one.errors)
  }

  @Test("More images leave the signs of the first as they are")
  func prefix() throws {
    // Labels that are right for the first 150 images alone, wrong whatever the sign for the rest.
    let shape = ImageShape(channels: 1, height: 6, width: 5)
    let network = Linear(weights: Self.weights.map(Float.init))
    let few = try fourierHeatMap(
      of: network, on: Self.images(150, channels: 1, margin: 0.4), labels: [Int](repeating: 0, count: 150), shape: shape
    )
    let far = Self.images(150, channels: 1, margin: 1e4)
    let all = Tensor([300, 30], Self.images(150, channels: 1, margin: 0.4).floats + far.floats)
    let many = try fourierHeatMap(of: network, on: all, labels: [Int](repeating: 0, count: 300), shape: shape)
    #expect(zip(few.errors.doubles, many.errors.doubles).allSatisfy { abs($0 - 2 * $1) < 1e-12 })
  }

  @Test("Every image has signs of its own: twice the images are not the same errors twice")
  func ownSigns() throws {
    func rates(_ count: Int) throws -> [Double] {
      try fourierHeatMap(
        of: Linear(weights: Self.weights.map(Float.init)), on: Self.images(count, channels: 1, margin: 0.4),
        labels: [Int](repeating: 0, count: count), shape: ImageShape(channels: 1, height: 6, width: 5)
      ).errors.doubles
    }
    let one = try rates(128), two = try rates(256)
    let vulnerable = one.indices.filter { one[$0] > 0 }
    // Two halves of 128 signs agree in their number by chance in one cell of 14.
    #expect(vulnerable.count > 10 && vulnerable.filter { one[$0] == two[$0] }.count < vulnerable.count / 2)
  }

  @Test("An interrupt stops the sweep, and progress is told in frequencies")
  func interrupt() {
    let flag = InterruptFlag()
    let told = Mutex<[Int]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0.append(progress.completed) }
      if progress.completed > 0 { flag.raise() }
    }
    #expect(throws: Interrupted.self) {
      try fourierHeatMap(
        of: Linear(weights: [Float](repeating: 1, count: 64)), on: Tensor([2, 64], [Float](repeating: 0, count: 128)),
        labels: [0, 0], shape: ImageShape(channels: 1, height: 8, width: 8), checkpoint: checkpoint)
    }
    #expect(told.withLock { $0 } == [0, 16])
  }

  @Test("What cannot be measured is refused in words that name it")
  func refused() {
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    let good = Tensor([2, 4], [Float](repeating: 0, count: 8))
    let network = Linear(weights: [1, 1, 1, 1])
    typealias Case = (
      images: Tensor, labels: [Int], shape: ImageShape, norm: Double, error: FourierError, words: String
    )
    let cases: [Case] = [
      (
        Tensor(zeros: [2, 5]), [0, 0], shape, 4, .notImages([2, 5], expected: shape), "shape 1×2×2; found [2, 5]"
      ),
      (Tensor(zeros: [2, 4, 1]), [0, 0], shape, 4, .notImages([2, 4, 1], expected: shape), "found [2, 4, 1]"),
      (Tensor(zeros: [4]), [0], shape, 4, .notImages([4], expected: shape), "found [4]"),
      (Tensor(zeros: [0, 4]), [], shape, 4, .empty, "at least one image"),
      (good, [0], shape, 4, .labelCount(1, images: 2), "expected 2, found 1"),
      (
        good, [0, 2], shape, 4, .label(2, image: 1, classes: 2),
        "from 0 to 1, the network's classes; found 2 at image 1"
      ),
      (good, [-1, 0], shape, 4, .label(-1, image: 0, classes: 2), "found -1"),
      (good, [0, 0], shape, -1, .norm(-1), "found -1.0"),
      (good, [0, 0], shape, .infinity, .norm(.infinity), "found inf"),
      (good, [0, 0], shape, 1e300, .norm(1e300), "found 1e+300"),
    ]
    for (images, labels, shape, norm, error, words) in cases {
      #expect(throws: error) { try fourierHeatMap(of: network, on: images, labels: labels, shape: shape, norm: norm) }
      #expect(error.description.contains(words))
    }
    #expect(throws: FourierError.self) {
      try fourierHeatMap(of: network, on: good, labels: [0, 0], shape: shape, norm: .nan)
    }
    let broken = Tensor([1, 4], [0, 0, Float.nan, 0])
    #expect(throws: FourierError.self) { try fourierHeatMap(of: network, on: broken, labels: [0], shape: shape) }
  }

  @Test("What a classifier throws, or answers in the wrong shape, comes through")
  func classifierErrors() {
    struct Refusing: Classifier {
      struct Refusal: Error {}
      func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor {
        if images.shape[0] > 1 { throw Refusal() }
        return Tensor(zeros: [1, 2])
      }
    }
    struct Flat: Classifier {
      func logits(_ images: Tensor, checkpoint: Checkpoint) throws -> Tensor { Tensor(zeros: [2]) }
    }
    let images = Tensor(zeros: [2, 4])
    let shape = ImageShape(channels: 1, height: 2, width: 2)
    #expect(throws: Refusing.Refusal.self) {
      try fourierHeatMap(of: Refusing(), on: images, labels: [0, 0], shape: shape)
    }
    #expect(throws: FourierError.logits([2], images: 1)) {
      try fourierHeatMap(of: Flat(), on: images, labels: [0, 0], shape: shape)
    }
  }
}
