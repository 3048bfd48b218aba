import Tensors

/// Images of one shape with their classes, checked.
struct LabelledImages: Sendable {
  /// Row-major [count, shape.count].
  let pixels: [Float]
  let labels: [Int]
  let shape: ImageShape

  var count: Int { labels.count }

  /// - Throws: `FourierError` for rows of another size, no rows, pixels that are not finite,
  ///   and as many labels as there are no images.
  init(_ images: Tensor, labels: [Int], shape: ImageShape) throws(FourierError) {
    let extents = [shape.channels, shape.height, shape.width]
    guard images.rank >= 2, images.rowWidth == shape.count else { throw .notImages(images.shape, expected: shape) }
    // Images that keep their extents must agree with the shape axis by axis: [n, H, W] or [n, C, H, W].
    let own = Array(images.shape.extents.dropFirst())
    guard own.count == 1 || own == extents || (shape.channels == 1 && own == [shape.height, shape.width]) else {
      throw .notImages(images.shape, expected: shape)
    }
    guard images.shape[0] > 0 else { throw .empty }
    guard labels.count == images.shape[0] else { throw .labelCount(labels.count, images: images.shape[0]) }
    pixels = images.floats
    if let offset = pixels.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(image: offset / shape.count, pixel: offset % shape.count, value: images.element(offset))
    }
    self.labels = labels
    self.shape = shape
  }

  /// - Throws: `FourierError.label` for the first label that is no class.
  func checkLabels(classes: Int) throws(FourierError) {
    for (image, label) in labels.enumerated() where label < 0 || label >= classes {
      throw .label(label, image: image, classes: classes)
    }
  }
}
