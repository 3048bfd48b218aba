import Tensors

/// Images of one shape with their classes, checked.
struct LabelledImages: Sendable {
  /// Row-major [count, shape.count].
  let pixels: [Float]
  /// Empty where nothing asks for classes.
  let labels: [Int]
  let shape: ImageShape

  let count: Int

  /// - Throws: `FourierError` for rows of another size, no rows, pixels that are not finite,
  ///   and as many labels as there are no images.
  init(_ images: Tensor, labels: [Int]? = nil, shape: ImageShape) throws(FourierError) {
    let extents = [shape.channels, shape.height, shape.width]
    guard images.rank >= 2, images.rowWidth == shape.count else { throw .notImages(images.shape, expected: shape) }
    // Images that keep their extents must agree with the shape axis by axis: [n, H, W] or [n, C, H, W].
    let own = Array(images.shape.extents.dropFirst())
    guard own.count == 1 || own == extents || (shape.channels == 1 && own == [shape.height, shape.width]) else {
      throw .notImages(images.shape, expected: shape)
    }
    guard images.shape[0] > 0 else { throw .empty }
    let count = images.shape[0]
    if let labels, labels.count != count { throw .labelCount(labels.count, images: count) }
    pixels = images.floats
    if let offset = pixels.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(image: offset / shape.count, pixel: offset % shape.count, value: images.element(offset))
    }
    self.labels = labels ?? []
    self.count = count
    self.shape = shape
  }

  /// - Throws: `FourierError.label` for the first label that is no class.
  func checkLabels(classes: Int) throws(FourierError) {
    for (image, label) in labels.enumerated() where label < 0 || label >= classes {
      throw .label(label, image: image, classes: classes)
    }
  }

  /// Images in one piece of work, cut by their number alone.
  func batches(of size: Int) -> Int { (count + size - 1) / size }

  /// The images of one piece.
  func range(_ batch: Int, of size: Int) -> Range<Int> { batch * size..<min((batch + 1) * size, count) }

  /// Some images, [B, channels·height·width].
  func tensor(_ images: Range<Int>) -> Tensor {
    let range = images.lowerBound * shape.count..<images.upperBound * shape.count
    return Tensor([images.count, shape.count], range.count == pixels.count ? pixels : Array(pixels[range]))
  }

  /// Some images with a wave added, as much to each channel of each image as `amounts` says.
  func perturbed(_ images: Range<Int>, _ wave: [Float], amounts: [Float], clip: Bool) -> [Float] {
    var values = Array(pixels[images.lowerBound * shape.count..<images.upperBound * shape.count])
    values.withUnsafeMutableBufferPointer { values in
      for (plane, amount) in amounts.enumerated() {
        let base = plane * wave.count
        for pixel in wave.indices {
          let value = values[base + pixel] + amount * wave[pixel]
          values[base + pixel] = clip ? min(max(value, 0), 1) : value
        }
      }
    }
    return values
  }
}
