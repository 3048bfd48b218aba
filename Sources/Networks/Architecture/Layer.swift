/// A fully connected layer: y = W·x + b with W of shape [outputs, inputs], as PyTorch stores it.
public struct Dense: Hashable, Sendable {
  /// What its parameters are called after: `fc1.weight`, `fc1.bias`.
  public let name: String
  /// Numbers in.
  public let inputs: Int
  /// Units.
  public let outputs: Int

  /// A layer of these widths.
  /// - Precondition: both widths are positive and their product fits an `Int`.
  public init(name: String, inputs: Int, outputs: Int) {
    precondition(inputs > 0 && outputs > 0 && !inputs.multipliedReportingOverflow(by: outputs).overflow)
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// One step of a network; what it computes, not the numbers it has learned.
public enum Layer: Hashable, Sendable {
  /// y = W·x + b.
  case dense(Dense)
  /// y = max(x, 0); the derivative at 0 is 0.
  case relu
}

extension Layer: CustomStringConvertible {
  /// The layer as a line of a table.
  public var description: String {
    switch self {
    case .dense(let dense): "\(dense.name): dense \(dense.inputs) → \(dense.outputs)"
    case .relu: "relu"
    }
  }
}
