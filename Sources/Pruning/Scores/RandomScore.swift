import Tensors

extension PruningScore {
  /// Uniform random numbers of the stream `mask`, one stream a parameter; the same at every round, so the masks of
  /// later rounds lie inside those of earlier ones.
  public static func random(seed: Int) -> PruningScore {
    PruningScore(".random(seed: \(seed))") { weight in
      var stream = RandomStream(seed: seed, name: "mask", index: weight.index)
      return weight.map { _ in stream.nextDouble() }
    }
  }
}
