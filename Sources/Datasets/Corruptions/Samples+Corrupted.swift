public import Tensors

extension Samples {
  /// The images corrupted, labels as they are.
  ///
  /// What is random about image i is drawn from the stream `corruption <kind> <severity>` of the seed with the number
  /// `firstImage` + i, whatever the other images, the batch or the threads. Severities of a kind share nothing. Pixels
  /// stay in 0...1; glass blur, pixelation and JPEG work on bytes, as those of the reference, and round their input to
  /// whole 255ths.
  /// - Parameters:
  ///   - severity: 1 to 5; nil for rotations and translations.
  ///   - firstImage: the number of the first row, so that a piece of a set is corrupted as it is within the set.
  ///   - photographs: [count, channels, height, width] in 0...1, needed by frost. A piece of the image's size is cut
  ///     from a random one at a random place; the reference shrinks its own to a fifth first, which is left to the caller.
  ///   - standardization: what was done to the pixels, which is undone before and done again after.
  ///   - asBytes: whether pixels are cut to whole 255ths, as in the files of CIFAR-10-C; they are not by default.
  /// - Throws: `CorruptionError`; `DatasetError.channels` for a standardisation that does not fit; `Interrupted`.
  /// - Complexity: O(pixels) times the support of the kind; some microseconds a thousand pixels.
  public func corrupted(
    by corruption: Corruption, severity: Int? = nil, seed: Int = 0, firstImage: Int = 0, photographs: Tensor? = nil,
    standardization: Standardization? = nil, asBytes: Bool = false, checkpoint: Checkpoint = .none
  ) throws -> Samples {
    guard let shape = imageShape else { throw CorruptionError.notImages(features: features) }
    guard shape.channels == 1 || shape.channels == 3 else { throw CorruptionError.channels(shape) }
    let filter = try corruption.filter(severity: severity, shape: shape, photographs: photographs)
    var pixels = try standardization.map { try $0.undone(on: self) } ?? inputs.floats
    try Self.demandPixels(&pixels, width: features)
    let name = "corruption \(corruption) \(severity ?? 0)"
    let shard = 16, group = 64
    let width = features, rows = count
    let shards = (rows + shard - 1) / shard
    for first in stride(from: 0, to: shards, by: group) {
      checkpoint.report(Progress("corrupt", min(first * shard, rows), of: rows, unit: "image"))
      try pixels.withUnsafeMutableBufferPointer { pixels throws(Interrupted) in
        try Parallel.forEach(min(group, shards - first), checkpoint: checkpoint) { index in
          var image = [Float](repeating: 0, count: width)
          for row in (first + index) * shard..<min((first + index + 1) * shard, rows) where !checkpoint.isInterrupted {
            for place in 0..<width { image[place] = pixels[row * width + place] }
            var stream = RandomStream(seed: seed, name: name, index: firstImage &+ row)
            filter.apply(to: &image, &stream)
            for place in 0..<width {
              let value = min(max(image[place], 0), 1)
              // A whole number of 255ths must not fall to the one below by the rounding of its quotient.
              pixels[row * width + place] = asBytes ? (value * 255 + 0x1p-10).rounded(.down) / 255 : value
            }
          }
        }
      }
    }
    checkpoint.report(Progress("corrupt", rows, of: rows, unit: "image"))
    let spoiled = Samples(trusted: Tensor(inputs.shape, pixels), labels, classes: classes, imageShape: imageShape)
    return try standardization?.applied(to: spoiled) ?? spoiled
  }

  /// Pixels in 0...1; what rounding of a standardisation put outside by less than 1e-5 is put back.
  /// - Throws: `CorruptionError.pixel` for the first other.
  private static func demandPixels(_ pixels: inout [Float], width: Int) throws(CorruptionError) {
    let slack: Float = 1e-5
    for place in pixels.indices where !(pixels[place] >= 0 && pixels[place] <= 1) {
      guard pixels[place] > -slack, pixels[place] < 1 + slack else {
        throw .pixel(pixels[place], image: place / width, pixel: place % width)
      }
      pixels[place] = min(max(pixels[place], 0), 1)
    }
  }
}

extension Standardization {
  /// The numbers before they were standardised: x·deviation + mean.
  /// - Throws: `DatasetError.channels` unless there is one mean for all, one a channel or one a feature.
  /// - Complexity: O(elements).
  func undone(on samples: Samples) throws(DatasetError) -> [Float] {
    let channels = samples.imageShape?.channels ?? samples.features
    guard [1, channels, samples.features].contains(mean.count) else {
      throw .channels(found: mean.count, channels: channels, features: samples.features)
    }
    let plane = samples.features / mean.count
    let values = samples.inputs.floats
    return values.indices.map { place in
      let group = place % samples.features / plane
      return Float(Double(values[place]) * deviation[group] + mean[group])
    }
  }
}
