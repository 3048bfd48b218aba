/// Samples of a batch side by side.
///
/// Activations lie features first: feature f of sample s at `f · stride + s`. An image is [channels, height, width,
/// stride], so flattening it moves nothing, every pass is as wide as the batch whatever the number of channels, and a
/// sparse weight meets a whole row of samples. Lanes `count..<stride` are padding: activations there are finite but
/// arbitrary, gradients exactly zero.
struct Lanes: Hashable, Sendable {
  /// Samples.
  let count: Int
  /// Floats a row: the count, rounded up to whole vectors.
  let stride: Int

  /// Floats of a vector, on whose boundaries rows begin.
  static let vector = 16

  init(_ count: Int) {
    self.count = count
    stride = (max(count, 1) + Lanes.vector - 1) / Lanes.vector * Lanes.vector
  }
}
