import Tensors

/// Counts the errors of a classifier on a set of images, frequency after frequency.
struct FrequencySweep<Network: Classifier> {
  let classifier: Network
  let set: LabelledImages
  let norm: Float
  let clip: Bool
  let seed: Int
  let checkpoint: Checkpoint
  private let classes: Int

  /// Images of one forward pass.
  private let batch = 128
  /// Frequencies between two reports of progress.
  private let group = 16

  /// - Throws: `FourierError` where the classifier's answer is no row of logits or a label is none of its classes;
  ///   what the classifier throws.
  init(
    classifier: Network, set: LabelledImages, norm: Float, clip: Bool, seed: Int, _ checkpoint: Checkpoint
  ) throws {
    self.classifier = classifier
    self.set = set
    self.norm = norm
    self.clip = clip
    self.seed = seed
    self.checkpoint = checkpoint
    let probe = Tensor([1, set.shape.count], Array(set.pixels.prefix(set.shape.count)))
    let answer = try classifier.logits(probe, checkpoint: checkpoint)
    guard answer.rank == 2, answer.shape[0] == 1, answer.shape[1] > 0 else {
      throw FourierError.logits(answer.shape, images: 1)
    }
    classes = answer.shape[1]
    try set.checkLabels(classes: classes)
  }

  /// Errors on the images as they are.
  func cleanErrors() throws -> Int {
    try Parallel.map(batches, checkpoint: checkpoint) { shard in
      try errors(in: range(shard), pixels: Array(set.pixels[pixelRange(range(shard))]))
    }.reduce(0, +)
  }

  /// Errors under each frequency.
  func errors(_ basis: FourierBasis, _ cells: [(row: Int, column: Int)]) throws -> [Int] {
    var counts: [Int] = []
    counts.reserveCapacity(cells.count)
    for first in stride(from: 0, to: cells.count, by: group) {
      checkpoint.report(Progress("fourier", first, of: cells.count, unit: "frequency"))
      let some = Array(cells[first..<min(first + group, cells.count)])
      let waves = some.map { basis.image(row: $0.row, column: $0.column).map(Float.init) }
      let parts = try Parallel.map(some.count * batches, checkpoint: checkpoint) { shard in
        let cell = shard / batches, images = range(shard % batches)
        let number = some[cell].row * basis.width + some[cell].column
        return try errors(in: images, pixels: perturbed(images, waves[cell], frequency: number))
      }
      for cell in some.indices { counts.append(parts[cell * batches..<(cell + 1) * batches].reduce(0, +)) }
    }
    checkpoint.report(Progress("fourier", cells.count, of: cells.count, unit: "frequency"))
    return counts
  }

  private var batches: Int { (set.count + batch - 1) / batch }

  private func range(_ shard: Int) -> Range<Int> { shard * batch..<min((shard + 1) * batch, set.count) }

  private func pixelRange(_ images: Range<Int>) -> Range<Int> {
    images.lowerBound * set.shape.count..<images.upperBound * set.shape.count
  }

  /// x_c + r_c·v·U. The sign of a channel of an image is one bit at a place of its own in the frequency's stream.
  private func perturbed(_ images: Range<Int>, _ wave: [Float], frequency: Int) -> [Float] {
    var pixels = Array(set.pixels[pixelRange(images)])
    let planes = images.count * set.shape.channels
    let start = images.lowerBound * set.shape.channels
    let key = RandomStream(seed: seed, name: "fourier", index: frequency).key
    var stream = RandomStream(key: key, position: UInt64(start))
    for plane in 0..<planes {
      let amount = stream.nextWord() & 1 == 0 ? norm : -norm
      let base = plane * wave.count
      for pixel in wave.indices {
        let value = pixels[base + pixel] + amount * wave[pixel]
        pixels[base + pixel] = clip ? min(max(value, 0), 1) : value
      }
    }
    return pixels
  }

  private func errors(in images: Range<Int>, pixels: [Float]) throws -> Int {
    let answer = try classifier.logits(Tensor([images.count, set.shape.count], pixels), checkpoint: checkpoint)
    guard answer.rank == 2, answer.shape[0] == images.count, answer.shape[1] == classes else {
      throw FourierError.logits(answer.shape, images: images.count)
    }
    let logits = answer.floats
    var wrong = 0
    for (row, image) in images.enumerated() {
      let label = set.labels[image]
      let own = logits[row * classes + label]
      // The first of equal logits is the answer; a logit that is NaN is never right.
      let isRight = (0..<classes).allSatisfy { other in
        let rival = logits[row * classes + other]
        return other < label ? own > rival : own >= rival
      }
      if !isRight { wrong += 1 }
    }
    return wrong
  }
}
