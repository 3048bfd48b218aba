/// What is told of each image.
enum ImageMeasure: Hashable, Sendable {
  /// 1 where its class is not the largest of the outputs, else 0.
  case error
  /// The Euclidean distance of the outputs from those of the image as it is.
  case change
}

/// Turns the outputs for some images into a value each.
protocol ImageResponse: Sendable {
  /// - Parameter outputs: row after row, those of the images of the range alone.
  func values(_ outputs: UnsafeBufferPointer<Float>, images: Range<Int>) -> [Float]
}

/// Whether an image is misjudged.
struct ErrorResponse: ImageResponse {
  let labels: [Int]
  let classes: Int

  /// The first of equal logits is the answer; a logit that is NaN is never right.
  func values(_ outputs: UnsafeBufferPointer<Float>, images: Range<Int>) -> [Float] {
    images.indices.map { image in
      let label = labels[image], start = (image - images.lowerBound) * classes
      let own = outputs[start + label]
      var isRight = true
      for other in 0..<label { isRight = isRight && own > outputs[start + other] }
      for other in label..<classes { isRight = isRight && own >= outputs[start + other] }
      return isRight ? 0 : 1
    }
  }
}

/// How far an image's outputs have moved.
struct ChangeResponse: ImageResponse {
  /// The outputs for the images as they are.
  let clean: [Float]
  let width: Int

  func values(_ outputs: UnsafeBufferPointer<Float>, images: Range<Int>) -> [Float] {
    clean.withUnsafeBufferPointer { clean in
      images.indices.map { image in
        let own = image * width, start = (image - images.lowerBound) * width
        var sum = 0.0
        for place in 0..<width {
          let step = Double(outputs[start + place] - clean[own + place])
          sum += step * step
        }
        return Float(sum.squareRoot())
      }
    }
  }
}
