import Tensors

extension Placement {
  /// Copies an image of channel planes, its pixels placed, over all of another.
  /// - Precondition: both have the placement's shape and do not overlap.
  /// - Complexity: O(pixels).
  package func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    let width = image.width
    for channel in 0..<image.channels {
      let plane = channel * image.height * width
      for row in 0..<image.height {
        let into = target + plane + row * width
        guard rows.contains(row), !columns.isEmpty else {
          into.update(repeating: 0, count: width)
          continue
        }
        into.update(repeating: 0, count: columns.lowerBound)
        (into + columns.upperBound).update(repeating: 0, count: width - columns.upperBound)
        let from = source + plane + (row - down) * width + start
        if step == 1 {
          (into + columns.lowerBound).update(from: from + columns.lowerBound, count: columns.count)
        } else {
          for column in columns { into[column] = from[-column] }
        }
      }
    }
  }
}
