public import Tensors

extension Dataset {
  /// Samples of a known intrinsic dimension d in two balanced classes, to study what dimension does to pruning.
  ///
  /// Latent points z, uniform in [-1, 1]ᵈ, go through a fixed random generator; the labels come from a random teacher
  /// of 16 tanh units that sees two latent coordinates or all of them. Generator and teacher follow from `seed` alone,
  /// so that sets of different counts are of one distribution, and fewer samples are the first of more.
  ///
  /// Streams of the seed: `latent.inner`, `latent.outer` (generator), `latent.teacher`, `latent.threshold` (labels),
  /// `latent.train`, `latent.validation`, `latent.test` (points).
  ///
  /// For the question see Ankner, Renda, Dziugaite, Frankle, Jin, "The effect of data dimensionality on neural network
  /// prunability", arXiv:2212.00291; this construction is Espalier's own.
  /// - Parameters:
  ///   - dimension: d, from 1 (2 where the labels look at two coordinates) to `ambient`, or to 64 for images.
  ///   - generator: vectors of standardised numbers, or smooth grey images.
  ///   - labels: what the labels depend on.
  ///   - train: how many to train on, 1 or more.
  ///   - validation: how many to validate on.
  ///   - test: how many to test on.
  ///   - seed: what everything is drawn with.
  ///   - checkpoint: where the drawing looks for an interrupt.
  /// - Throws: `ManifoldError` for a dimension, extent or count out of range; `Interrupted`.
  /// - Complexity: O(samples · units · (d + outputs)).
  public static func controlled(
    dimension: Int, generator: LatentGenerator = .vectors(), labels: LatentLabels = .all, train: Int = 4_000,
    validation: Int = 1_000, test: Int = 1_000, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try generator.check()
    let dimensions = (labels == .fixed ? 2 : 1)...generator.mostDimensions
    guard dimensions.contains(dimension) else {
      throw ManifoldError.dimension(dimension, manifold: "controlled", expected: dimensions)
    }
    let source = LatentSource(
      network: LatentNetwork(generator, dimension: dimension, seed: seed),
      teacher: LatentTeacher(coordinates: labels == .fixed ? 2 : dimension, seed: seed), generator: generator)
    let most = Manifold.mostNumbers / source.network.outputs
    for (name, count, least) in [("train", train, 1), ("validation", validation, 0), ("test", test, 0)]
    where !(least...most).contains(count) {
      throw ManifoldError.parameter(name, found: count, manifold: "controlled", expected: least...most)
    }
    let plain = try Dataset(
      name: "controlled", train: source.samples("train", train, seed, checkpoint),
      validation: source.samples("validation", validation, seed, checkpoint),
      test: source.samples("test", test, seed, checkpoint),
      provenance: "latent points of dimension \(dimension) through the generator \(generator), labels "
        + (labels == .fixed ? "from two latent coordinates" : "from all latent coordinates") + ", seed \(seed)")
    if case .vectors = generator { return try plain.standardized() }
    return plain
  }
}

/// Samples from latent points.
private struct LatentSource {
  let network: LatentNetwork
  let teacher: LatentTeacher
  let generator: LatentGenerator

  /// Rows that are drawn with one stream of random numbers.
  private static let shard = 256

  func samples(_ part: String, _ count: Int, _ seed: Int, _ checkpoint: Checkpoint) throws -> Samples {
    let shards = (count + LatentSource.shard - 1) / LatentSource.shard
    var blocks = [(data: [Float], labels: [Int])](repeating: ([], []), count: shards)
    try blocks.withUnsafeMutableBufferPointer { blocks throws(Interrupted) in
      try Parallel.forEach(shards, checkpoint: checkpoint) { shard in
        let rows = min(LatentSource.shard, count - shard * LatentSource.shard)
        var stream = RandomStream(seed: seed, name: "latent." + part, index: shard)
        let latents = (0..<rows * network.dimension).map { _ in 2 * stream.nextDouble() - 1 }
        let labels = (0..<rows).map { row in
          teacher.label(latents[row * network.dimension..<(row + 1) * network.dimension])
        }
        blocks[shard] = (network.data(of: latents), labels)
      }
    }
    var image: ImageShape?
    if case .images(let side) = generator { image = ImageShape(height: side, width: side) }
    return try Samples(
      inputs: Tensor([count, network.outputs], Array(blocks.map(\.data).joined())), labels: blocks.flatMap(\.labels),
      classes: 2, imageShape: image)
  }
}
