import Networks
import Tensors
import Testing

@Suite struct AugmentationTests {
  private let image = ImageShape(channels: 2, height: 5, width: 7)

  /// The same flips and shifts one after another, pixel by pixel.
  private func reference(_ pixels: [Float], _ changes: [(Int, Int)?]) -> [Float] {
    changes.reduce(pixels) { pixels, change in
      (0..<image.count).map { index in
        let (x, y) = (index % image.width, index / image.width % image.height)
        let plane = index - y * image.width - x
        guard let (right, down) = change else { return pixels[plane + y * image.width + image.width - 1 - x] }
        let (fromX, fromY) = (x - right, y - down)
        guard (0..<image.width).contains(fromX), (0..<image.height).contains(fromY) else { return 0 }
        return pixels[plane + fromY * image.width + fromX]
      }
    }
  }

  private func copy(_ pixels: [Float], _ placement: Placement) -> [Float] {
    var target = [Float](repeating: .nan, count: pixels.count)
    placement.copy(pixels, to: &target)
    return target
  }

  @Test("any sequence of flips and shifts is one copy")
  func sequences() {
    var stream = RandomStream(seed: 0, name: "test")
    let pixels = (1...image.count).map(Float.init)
    for _ in 0..<2_000 {
      let changes: [(Int, Int)?] = (0..<stream.nextInt(below: 6)).map { _ in
        stream.nextInt(below: 3) == 0 ? nil : (stream.nextInt(below: 17) - 8, stream.nextInt(below: 13) - 6)
      }
      var placement = Placement(image)
      for change in changes {
        if let change { placement.shift(right: change.0, down: change.1) } else { placement.flip() }
      }
      #expect(copy(pixels, placement) == reference(pixels, changes))
    }
  }

  /// 20,000 rows: a frequency p errs by √(p(1 - p) / 20,000), at most 0.0036; five of these.
  @Test("flips come half of the time, shifts with every distance alike")
  func frequencies() {
    let list: [Augmentation] = [.flip, .crop(padding: 2)]
    var flips = 0
    var shifts = [Int](repeating: 0, count: 25)
    for row in 0..<20_000 {
      let drawn = list.placement(of: row, epoch: 3, seed: 5, image: image)
      // A list of one has its own place in the stream, every other of the two's.
      let isFlipped =
        ([.flip] as [Augmentation]).placement(of: 2 * row, epoch: 3, seed: 5, image: image) != Placement(image)
      flips += isFlipped ? 1 : 0
      var found = false
      for right in -2...2 {
        for down in -2...2 {
          var expected = Placement(image)
          if isFlipped { expected.flip() }
          expected.shift(right: right, down: down)
          if expected == drawn {
            shifts[(right + 2) * 5 + down + 2] += 1
            found = true
          }
        }
      }
      #expect(found)
    }
    #expect(abs(Double(flips) / 20_000 - 0.5) < 5 * 0.0036)
    #expect(shifts.allSatisfy { abs(Double($0) / 20_000 - 0.04) < 5 * (0.04 * 0.96 / 20_000).squareRoot() })
  }

  @Test("a draw depends on seed, epoch and row, not on what was drawn before")
  func independence() {
    let list: [Augmentation] = [.flip, .shift(2)]
    func placements(_ rows: [Int], epoch: Int = 0, seed: Int = 0) -> [Placement] {
      rows.map { list.placement(of: $0, epoch: epoch, seed: seed, image: image) }
    }
    let rows = Array(0..<100)
    #expect(placements(rows) == placements(rows.reversed()).reversed())
    #expect(placements(rows) != placements(rows, epoch: 1))
    #expect(placements(rows) != placements(rows, seed: 1))
    #expect(Set(placements(rows)).count > 20)
  }

  @Test("no change copies the image")
  func identity() {
    let pixels = (0..<image.count).map(Float.init)
    #expect(copy(pixels, ([] as [Augmentation]).placement(of: 0, epoch: 0, seed: 0, image: image)) == pixels)
    #expect(copy(pixels, ([.shift(0)] as [Augmentation]).placement(of: 0, epoch: 0, seed: 0, image: image)) == pixels)
  }

  @Test("an augmentation is written as in a cell")
  func description() {
    let list: [Augmentation] = [.flip, .crop(padding: 4), .shift(2), .noise(deviation: 0.1)]
    #expect("\(list)" == "[.flip, .crop(padding: 4), .shift(2), .noise(deviation: 0.1)]")
  }
}
