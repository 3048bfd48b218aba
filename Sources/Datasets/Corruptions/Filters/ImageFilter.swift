import Tensors

/// One kind of corruption at one severity, made ready for images of one shape.
protocol ImageFilter: Sendable {
  /// Corrupts one image [channels, height, width] of pixels in 0...1; what it leaves outside is clipped by the caller.
  func apply(to image: inout [Float], _ stream: inout RandomStream)
}

extension RandomStream {
  /// Standard normal numbers by both branches of the Box–Muller transform, in single precision; tails to 6.7.
  mutating func nextNormals(_ count: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let (first, second) = nextNormalPair()
        buffer.initializeElement(at: initialized, to: first)
        if initialized + 1 < count { buffer.initializeElement(at: initialized + 1, to: second) }
        initialized = min(initialized + 2, count)
      }
    }
  }
}
