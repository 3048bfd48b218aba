public import Tensors

/// Numbers that a network learns, under the name and in the layout that PyTorch gives them.
public struct Parameter: Hashable, Sendable {
  /// Such as `fc1.weight`.
  public let name: String
  /// The numbers in single precision; exactly zero wherever the mask prunes.
  public private(set) var value: Tensor
  /// What is pruned; nil while everything is present.
  public private(set) var mask: Mask?
  /// Whether pruning may touch it: weights yes, biases no.
  public let isPrunable: Bool

  /// - Precondition: a mask has the shape of the value.
  init(_ name: String, _ value: Tensor, mask: Mask? = nil, isPrunable: Bool) {
    self.name = name
    self.value = value
    self.isPrunable = isPrunable
    setMask(mask)
  }

  /// How many numbers are present.
  public var remaining: Int { mask?.remaining ?? value.count }

  /// The same parameter with other numbers, under the same mask.
  /// - Precondition: the same number of elements.
  func replacing(_ values: [Float]) -> Parameter {
    Parameter(name, Tensor(value.shape, values), mask: mask, isPrunable: isPrunable)
  }

  /// Puts a mask on, or takes it off, and zeroes what it prunes.
  /// - Precondition: the mask has the shape of the value.
  mutating func setMask(_ mask: Mask?) {
    self.mask = mask
    guard let mask else { return }
    precondition(mask.shape == value.shape)
    var values = value.floats
    for index in values.indices where mask.kept[index] == 0 { values[index] = 0 }
    value = Tensor(value.shape, values)
  }
}
