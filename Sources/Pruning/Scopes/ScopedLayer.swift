import Networks
import Tensors

/// A layer as a scope sees it: how many elements it has, and what it is; nothing of its scores.
struct ScopedLayer: Hashable, Sendable {
  /// For messages: the weight's name, or those of the layers whose units belong together.
  let name: String
  /// The shape of the weight, outputs first.
  let shape: Shape
  /// Elements.
  let count: Int
  /// Those that are there.
  var survivors: Int
  /// Whether it is the first layer with weights.
  let isFirst: Bool
  /// Whether it is the last.
  let isOutput: Bool
  /// Whether it is left as it is and out of the count.
  let isExcluded: Bool

  /// Whether it is the convolution that reads the images.
  var isFirstConvolution: Bool { isFirst && shape.rank == 4 }
}

extension [ScopedLayer] {
  /// The places of those that are not left out.
  var taking: [Int] { indices.filter { !self[$0].isExcluded } }
  /// Elements that take part.
  var count: Int { taking.reduce(0) { $0 + self[$1].count } }
  /// Those of them that are there.
  var survivors: Int { taking.reduce(0) { $0 + self[$1].survivors } }
}
