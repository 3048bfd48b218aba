public import Tensors

/// Which weights of a parameter are present.
public struct Mask: Hashable, Sendable {
  /// The shape of the parameter.
  public let shape: Shape
  /// 1 for a weight that is present, 0 for one that is pruned; row-major.
  public let kept: [UInt8]
  /// How many are present.
  public let remaining: Int

  /// Marks in row-major order; anything but 0 keeps.
  /// - Precondition: one mark an element.
  public init(_ shape: Shape, kept: [UInt8]) {
    precondition(kept.count == shape.count, "\(kept.count) marks for a shape of \(shape.count)")
    self.shape = shape
    self.kept = kept.map { $0 == 0 ? 0 : 1 }
    remaining = self.kept.reduce(0) { $0 + Int($1) }
  }

  /// Everything present.
  public init(allOf shape: Shape) { self.init(shape, kept: [UInt8](repeating: 1, count: shape.count)) }

  /// The fraction pruned, in [0, 1].
  public var sparsity: Double { shape.count == 0 ? 0 : Double(shape.count - remaining) / Double(shape.count) }

  /// 1 and 0 as an array of the parameter's shape.
  public var tensor: Tensor { Tensor(shape, kept.map(Float.init)) }
}
