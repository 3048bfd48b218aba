package import Tensors

/// A plasma fractal by diamonds and squares added, and the sum scaled back to the image's range.
package struct Fog: ImageFilter {
  private let shape: ImageShape
  private let amount: Float
  private let decay: Float
  private let side: Int

  package init(_ shape: ImageShape, amount: Float, decay: Float) {
    self.shape = shape
    self.amount = amount
    self.decay = decay
    var side = 1
    while side < max(shape.height, shape.width) { side *= 2 }
    self.side = side
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    apply(to: &image) { stream.nextFloat() }
  }

  /// - Parameter uniform: the next number in [0, 1): for each level first those of the middles of squares, then those
  ///   left and right of them, then those above and below, each row by row.
  package func apply(to image: inout [Float], uniform: () -> Float) {
    let map = plasma(uniform)
    let largest = image.max() ?? 0
    let scale = largest / (largest + amount)
    let plane = shape.height * shape.width
    for start in stride(from: 0, to: image.count, by: plane) {
      for row in 0..<shape.height {
        for column in 0..<shape.width {
          let place = start + row * shape.width + column
          image[place] = (image[place] + amount * map[row * side + column]) * scale
        }
      }
    }
  }

  /// A height map [side, side] in 0...1 that continues across its borders.
  private func plasma(_ uniform: () -> Float) -> [Float] {
    var map = [Float](repeating: 0, count: side * side)
    let mask = side - 1
    map.withUnsafeMutableBufferPointer { map in
      var step = side
      var wobble: Float = 100
      while step >= 2 {
        let half = step / 2
        func height(_ row: Int, _ column: Int) -> Float { map[(row & mask) * side + (column & mask)] }
        func draw(_ sum: Float) -> Float { sum / 4 + wobble * wobble * (2 * uniform() - 1) }
        for row in stride(from: 0, to: side, by: step) {
          for column in stride(from: 0, to: side, by: step) {
            let sum =
              height(row, column) + height(row + step, column) + height(row, column + step)
              + height(row + step, column + step)
            map[(row + half) * side + column + half] = draw(sum)
          }
        }
        // The points of the two kinds have middles and corners for neighbours, none of the other kind.
        for row in stride(from: 0, to: side, by: step) {
          for column in stride(from: half, to: side, by: step) {
            let sum =
              height(row + half, column) + height(row - half, column) + height(row, column - half)
              + height(row, column + half)
            map[row * side + column] = draw(sum)
          }
        }
        for row in stride(from: half, to: side, by: step) {
          for column in stride(from: 0, to: side, by: step) {
            let sum =
              height(row, column + half) + height(row, column - half) + height(row - half, column)
              + height(row + half, column)
            map[row * side + column] = draw(sum)
          }
        }
        step = half
        wobble /= decay
      }
      let least = map.min() ?? 0
      let range = (map.max() ?? 0) - least
      // One pixel has no range.
      for place in map.indices { map[place] = range > 0 ? (map[place] - least) / range : 0 }
    }
    return map
  }
}
