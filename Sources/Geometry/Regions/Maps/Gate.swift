/// What follows the affine part of a stage: where a piecewise linear map bends.
///
/// A gate acts on the first `outputCount` values of a row; values that a skip connection carries along pass on unchanged.
public enum Gate: Hashable, Sendable {
  /// None: the stage passes its values on.
  case open
  /// z ↦ max(z, slope·z) for each of `count` neurons: ReLU at slope 0, leaky ReLU, the absolute value at -1. A neuron
  /// is active where z ≥ 0.
  case rectifier(count: Int, slope: Double)
  /// Each window passes on its largest member. Its state is the member that wins; of equals, the first.
  case largest(Windows)

  /// The members of the windows of a max-pooling.
  public struct Windows: Hashable, Sendable {
    /// Values in front of the gate.
    public let inputCount: Int
    /// Members of a window.
    public let size: Int
    /// Places among the values, window after window, [count·size].
    public let members: [Int32]

    /// Windows.
    public var count: Int { members.count / size }

    /// - Precondition: `size` divides the members, and each lies within the inputs.
    public init(inputCount: Int, size: Int, members: [Int32]) {
      precondition(size > 0 && members.count % size == 0, "windows must be complete")
      precondition(members.allSatisfy { (0..<Int32(inputCount)).contains($0) }, "a window lies outside its input")
      self.inputCount = inputCount
      self.size = size
      self.members = members
    }
  }

  /// Neurons or windows: the length of the stage's part of an activation pattern.
  public var unitCount: Int {
    switch self {
    case .open: 0
    case .rectifier(let count, _): count
    case .largest(let windows): windows.count
    }
  }

  /// What becomes of `width` values on top of the stack.
  func outputCount(_ width: Int) -> Int {
    if case .largest(let windows) = self { windows.count } else { width }
  }
}
