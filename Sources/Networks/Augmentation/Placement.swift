package import Tensors

/// Where the pixels of an image come from after flips and shifts, however many.
///
/// The target's pixels in `rows` × `columns` are those of the source, pixel (y, x) from (y - down, start + step·x); all
/// others are 0.
package struct Placement: Hashable, Sendable {
  let image: ImageShape
  private(set) var start = 0
  /// 1, or -1 where the image is mirrored.
  private(set) var step = 1
  private(set) var down = 0
  private(set) var rows: Range<Int>
  private(set) var columns: Range<Int>

  /// Every pixel from where it is.
  package init(_ image: ImageShape) {
    self.image = image
    rows = 0..<image.height
    columns = 0..<image.width
  }

  /// Then mirrors left to right: column x is what column width - 1 - x was.
  package mutating func flip() {
    start += step * (image.width - 1)
    step = -step
    columns = image.width - columns.upperBound..<image.width - columns.lowerBound
  }

  /// Then moves, losing what leaves the image: column x is what column x - right was.
  package mutating func shift(right: Int, down: Int) {
    start -= step * right
    self.down += down
    columns = columns.moved(by: right, within: image.width)
    rows = rows.moved(by: down, within: image.height)
  }
}

extension Range<Int> {
  /// The range moved, and of that what lies in 0..<limit; empty where nothing does.
  fileprivate func moved(by distance: Int, within limit: Int) -> Range<Int> {
    let lower = Swift.min(Swift.max(lowerBound + distance, 0), limit)
    return lower..<Swift.max(Swift.min(upperBound + distance, limit), lower)
  }
}
