public import Tensors

/// Numbers that a network holds, under the name and in the layout that PyTorch gives them.
public struct Parameter: Hashable, Sendable {
  /// What the numbers do.
  public enum Kind: String, Hashable, Sendable {
    /// What a layer multiplies by; the only numbers that pruning may touch.
    case weight
    /// What is added to each unit or channel.
    case bias
    /// What each channel is multiplied by after normalisation.
    case scale
    /// A running mean; moved by batches, not by gradients.
    case runningMean
    /// A running variance; moved by batches, not by gradients.
    case runningVariance
  }

  /// Such as `fc1.weight`.
  public let name: String
  /// What the numbers do.
  public let kind: Kind
  /// The numbers in single precision; exactly zero wherever the mask prunes.
  public private(set) var value: Tensor
  /// What is pruned; nil while everything is present.
  public private(set) var mask: Mask?

  /// - Precondition: a mask has the shape of the value.
  init(_ name: String, _ kind: Kind, _ value: Tensor, mask: Mask? = nil) {
    self.name = name
    self.kind = kind
    self.value = value
    setMask(mask)
  }

  /// Whether pruning may touch it: weights yes, anything else no.
  public var isPrunable: Bool { kind == .weight }

  /// Whether gradients move it: all but running statistics.
  public var isTrained: Bool { kind != .runningMean && kind != .runningVariance }

  /// How many numbers are present.
  public var remaining: Int { mask?.remaining ?? value.count }

  /// The same parameter with other numbers, under the same mask.
  /// - Precondition: the same number of elements.
  func replacing(_ values: [Float]) -> Parameter {
    Parameter(name, kind, Tensor(value.shape, values), mask: mask)
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
