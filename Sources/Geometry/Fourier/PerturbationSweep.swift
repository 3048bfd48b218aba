import Tensors

/// What the perturbation of each single frequency does to a classifier, image by image.
struct PerturbationSweep<Network: Classifier> {
  private let classifier: Network
  private let set: LabelledImages
  private let perturbation: FourierPerturbation
  private let response: any ImageResponse
  private let basis: FourierBasis
  private let front: FrontFeatures?
  private let checkpoint: Checkpoint
  private let outputs: Int
  /// What the classifier makes of the images as they are, a value an image.
  let clean: [Float]

  /// Images of one forward pass where the classifier is run whole.
  private static var wholeBatch: Int { 128 }
  /// Frequencies between two reports of progress.
  static var group: Int { 16 }

  /// - Parameter measure: what is told of each image.
  /// - Throws: `FourierError` where the classifier's answer is no row of numbers or a label is none of its classes;
  ///   what the classifier throws; `Interrupted`.
  init(
    classifier: Network, set: LabelledImages, perturbation: FourierPerturbation, measure: ImageMeasure,
    _ checkpoint: Checkpoint
  ) throws {
    self.classifier = classifier
    self.set = set
    self.perturbation = perturbation
    self.checkpoint = checkpoint
    basis = FourierBasis(height: set.shape.height, width: set.shape.width)
    let probe = try classifier.logits(set.tensor(0..<1), checkpoint: checkpoint)
    guard probe.rank == 2, probe.shape[0] == 1, probe.shape[1] > 0 else {
      throw FourierError.logits(probe.shape, images: 1)
    }
    let outputs = probe.shape[1]
    self.outputs = outputs
    if measure == .error { try set.checkLabels(classes: outputs) }
    front = perturbation.clip ? nil : try classifier.affineFront.map { try FrontFeatures($0, set, checkpoint) }
    // The images as they are, through the pass that perturbed ones take.
    let zeros = [Float](repeating: 0, count: (front?.front.featureCount ?? 0) * set.shape.channels)
    let rows: [[Float]]
    if let front {
      rows = try front.mapPasses(set, checkpoint) { pass, images in
        try pass.logits(
          waves: zeros[...], amounts: [Float](repeating: 0, count: images.count * set.shape.channels),
          checkpoint: checkpoint)
      }
    } else {
      rows = try Parallel.map(set.batches(of: Self.wholeBatch), checkpoint: checkpoint) { shard in
        let images = set.range(shard, of: Self.wholeBatch)
        return try Self.checked(
          classifier.logits(set.tensor(images), checkpoint: checkpoint), images: images.count, outputs: outputs)
      }
    }
    switch measure {
    case .error:
      let response = ErrorResponse(labels: set.labels, classes: outputs)
      self.response = response
      let all = Array(rows.joined())
      clean = all.withUnsafeBufferPointer { response.values($0, images: 0..<set.count) }
    case .change:
      response = ChangeResponse(clean: Array(rows.joined()), width: outputs)
      clean = [Float](repeating: 0, count: set.count)
    }
  }

  /// The value of each image under each frequency, [cells][images]; averages over patterns of signs.
  func values(_ cells: ArraySlice<(row: Int, column: Int)>) throws -> [[Float]] {
    let waves = cells.map { basis.image(row: $0.row, column: $0.column).map(Float.init) }
    let numbers = cells.map { $0.row * basis.width + $0.column }
    let batches: [[[Float]]]
    if let front {
      let (responses, size) = (try front.responses(waves, set.shape, checkpoint), front.size(set.shape))
      batches = try front.mapPasses(set, checkpoint) { pass, images in
        try numbers.indices.map { cell in
          try averaged(images, numbers[cell]) { amounts in
            try pass.logits(
              waves: responses[cell * size..<(cell + 1) * size], amounts: amounts, checkpoint: checkpoint)
          }
        }
      }
    } else {
      // Frequencies side by side as well: few images are enough to keep all threads busy.
      let count = set.batches(of: Self.wholeBatch)
      let parts = try Parallel.map(numbers.count * count, checkpoint: checkpoint) { shard in
        let images = set.range(shard % count, of: Self.wholeBatch), cell = shard / count
        return try averaged(images, numbers[cell]) { amounts in
          let pixels = set.perturbed(images, waves[cell], amounts: amounts, clip: perturbation.clip)
          let answer = try classifier.logits(Tensor([images.count, set.shape.count], pixels), checkpoint: checkpoint)
          return try Self.checked(answer, images: images.count, outputs: outputs)
        }
      }
      batches = (0..<count).map { batch in numbers.indices.map { parts[$0 * count + batch] } }
    }
    return numbers.indices.map { cell in Array(batches.map { $0[cell] }.joined()) }
  }

  /// Calls `body` with the values of each image under each frequency of a block, a few frequencies at a time.
  func forEachGroup(
    _ cells: [(row: Int, column: Int)], _ body: (_ first: Int, _ values: [[Float]]) throws -> Void
  ) throws {
    for first in stride(from: 0, to: cells.count, by: Self.group) {
      checkpoint.report(Progress("fourier", first, of: cells.count, unit: "frequency"))
      try body(first, values(cells[first..<min(first + Self.group, cells.count)]))
    }
    checkpoint.report(Progress("fourier", cells.count, of: cells.count, unit: "frequency"))
  }

  /// What the answers under each pattern of signs tell of some images, on average.
  private func averaged(
    _ images: Range<Int>, _ frequency: Int, _ logits: (_ amounts: [Float]) throws -> [Float]
  ) throws -> [Float] {
    let channels = set.shape.channels
    let patterns = perturbation.patternCount(channels: channels)
    var sums = [Float](repeating: 0, count: images.count)
    for pattern in 0..<patterns {
      let amounts = perturbation.amounts(
        images: images, channels: channels, frequency: frequency, pattern: pattern)
      let values = try logits(amounts).withUnsafeBufferPointer { response.values($0, images: images) }
      for image in sums.indices { sums[image] += values[image] }
    }
    return patterns == 1 ? sums : sums.map { $0 / Float(patterns) }
  }

  private static func checked(_ answer: Tensor, images: Int, outputs: Int) throws(FourierError) -> [Float] {
    guard answer.rank == 2, answer.shape[0] == images, answer.shape[1] == outputs else {
      throw .logits(answer.shape, images: images)
    }
    return answer.floats
  }
}
