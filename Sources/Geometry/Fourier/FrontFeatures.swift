import Tensors

/// Images as the affine front of a classifier leaves them, and passes over the rest.
struct FrontFeatures {
  let front: any AffineFront
  /// What the front makes of nothing: its constant part.
  private let origin: [Float]
  /// The images' features, [images, features]; nil where they take so much memory that they are made anew each time.
  private let kept: [Float]?

  /// Numbers that are kept: 256 MB.
  private static let mostKept = 1 << 26

  /// - Throws: what the classifier throws; `Interrupted`.
  init(_ front: any AffineFront, _ set: LabelledImages, _ checkpoint: Checkpoint) throws {
    self.front = front
    origin = try front.features(Tensor(zeros: [1, set.shape.count]), checkpoint: checkpoint).floats
    let isSmall = set.count <= FrontFeatures.mostKept / max(front.featureCount, 1)
    kept = isSmall ? try front.features(set.tensor(0..<set.count), checkpoint: checkpoint).floats : nil
  }

  /// Numbers that the waves of one frequency take, a wave a channel.
  func size(_ shape: ImageShape) -> Int { shape.channels * front.featureCount }

  /// A(u) - A(0) of waves in each single channel, [waves, channels, features].
  func responses(_ waves: [[Float]], _ shape: ImageShape, _ checkpoint: Checkpoint) throws -> [Float] {
    let plane = shape.height * shape.width
    var pixels = [Float](repeating: 0, count: waves.count * shape.channels * shape.count)
    for (wave, values) in waves.enumerated() {
      for channel in 0..<shape.channels {
        let start = (wave * shape.channels + channel) * shape.count + channel * plane
        pixels.replaceSubrange(start..<start + plane, with: values)
      }
    }
    let rows = waves.count * shape.channels
    var features = try front.features(Tensor([rows, shape.count], pixels), checkpoint: checkpoint).floats
    let width = front.featureCount
    for row in 0..<rows {
      for place in 0..<width { features[row * width + place] -= origin[place] }
    }
    return features
  }

  /// Calls `body` for each batch of images with a pass that has taken them up.
  func mapPasses<Part>(
    _ set: LabelledImages, _ checkpoint: Checkpoint, _ body: (any FrontPass, Range<Int>) throws -> Part
  ) throws -> [Part] {
    try Parallel.map(set.batches(of: front.batch), checkpoint: checkpoint) { shard in
      let images = set.range(shard, of: front.batch)
      let pass = front.pass()
      let width = front.featureCount
      if let kept {
        pass.load(kept[images.lowerBound * width..<images.upperBound * width], count: images.count)
      } else {
        pass.load(try front.features(set.tensor(images), checkpoint: checkpoint).floats[...], count: images.count)
      }
      return try body(pass, images)
    }
  }
}
