import Tensors

/// How the windows of a convolution or a pool lie on an image of one or more planes.
struct WindowGrid: Hashable, Sendable {
  let input: ImageShape
  /// Rows and columns of a window.
  let height: Int, width: Int
  /// Pixels from one window to the next.
  let stride: Int
  /// Zeros around the image.
  let padding: Int

  /// Windows from top to bottom.
  var rows: Int { (input.height + 2 * padding - height) / stride + 1 }
  /// Windows from left to right.
  var columns: Int { (input.width + 2 * padding - width) / stride + 1 }
  var windows: Int { rows * columns }
  var area: Int { height * width }

  /// Whether at least one window fits.
  var fits: Bool {
    height > 0 && width > 0 && stride > 0 && padding >= 0 && padding < max(height, width)
      && height <= input.height + 2 * padding && width <= input.width + 2 * padding
  }

  /// Calls `body` with each run of windows of a grid row for which one pixel of the window lies on the image: the row
  /// of `area` pixels, the first window, how many, and the image's pixel under the first, `stride` apart.
  @inline(__always)
  private func forEachRun(_ body: (_ pixel: Int, _ window: Int, _ count: Int, _ source: Int) -> Void) {
    for y in 0..<height {
      for x in 0..<width {
        // Windows whose pixel (y, x) lies within the image's columns.
        let first = max((padding - x + stride - 1) / stride, 0)
        let last = min((input.width - 1 + padding - x) / stride, columns - 1)
        if input.width - 1 + padding - x < 0 || first > last { continue }
        for row in 0..<rows {
          let line = row * stride + y - padding
          if line < 0 || line >= input.height { continue }
          body(
            y * width + x, row * columns + first, last - first + 1,
            line * input.width + first * stride + x - padding)
        }
      }
    }
  }

  /// Lays the windows of `planes` planes out as columns: row (plane, pixel of the window), column window; rows are
  /// `pitch` numbers apart. Zeros stand for what lies outside the image.
  func gather(
    _ image: UnsafePointer<Double>, planes: Int, into columns: UnsafeMutablePointer<Double>, pitch: Int
  ) {
    for plane in 0..<planes {
      let source = image + plane * input.height * input.width
      let target = columns + plane * area * pitch
      if padding > 0 {
        for pixel in 0..<area { (target + pixel * pitch).update(repeating: 0, count: windows) }
      }
      forEachRun { pixel, window, count, place in
        let to = target + pixel * pitch + window
        let from = source + place
        if stride == 1 {
          to.update(from: from, count: count)
        } else {
          for index in 0..<count { to[index] = from[index * stride] }
        }
      }
    }
  }

  /// The transpose: adds every number of the columns to the pixel that it came from.
  func scatter(
    _ columns: UnsafePointer<Double>, pitch: Int, planes: Int, into image: UnsafeMutablePointer<Double>
  ) {
    for plane in 0..<planes {
      let target = image + plane * input.height * input.width
      let source = columns + plane * area * pitch
      forEachRun { pixel, window, count, place in
        let from = source + pixel * pitch + window
        let to = target + place
        for index in 0..<count { to[index * stride] += from[index] }
      }
    }
  }
}
