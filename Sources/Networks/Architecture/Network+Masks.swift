import Tensors

extension Network {
  /// The network under other masks, by parameter name; a parameter that is not named loses its mask. What a mask
  /// prunes becomes zero.
  /// - Throws: `NetworkError.unknownParameter` for a name that is not here, `.notPrunable` for a bias, `.maskShape` for
  ///   a mask of another architecture.
  /// - Complexity: O(parameters).
  public func masked(by masks: [String: Mask]) throws(NetworkError) -> Network {
    // Sorted, so that the same mistake draws the same message every time.
    for (name, mask) in masks.sorted(by: { $0.key < $1.key }) {
      let parameter = try parameter(name)
      guard parameter.isPrunable else { throw .notPrunable(name) }
      guard mask.shape == parameter.value.shape else {
        throw .maskShape(name, expected: parameter.value.shape, found: mask.shape)
      }
    }
    return mapParameters { parameter in
      var parameter = parameter
      parameter.setMask(masks[parameter.name])
      return parameter
    }
  }

  /// The masks there are, by parameter name.
  public var masks: [String: Mask] {
    var masks: [String: Mask] = [:]
    for parameter in parameters { masks[parameter.name] = parameter.mask }
    return masks
  }

  /// The weights of another network of the same architecture under this one's masks: how a ticket is rewound.
  /// - Throws: `NetworkError.architecture` where the layers differ.
  /// - Complexity: O(parameters).
  public func rewound(to other: Network) throws(NetworkError) -> Network {
    guard other.layers == layers, other.input == input else {
      throw .architecture(expected: layers, found: other.layers)
    }
    return try other.masked(by: masks)
  }

  /// All numbers that are learned, pruned or not, biases included.
  public var parameterCount: Int { parameters.reduce(0) { $0 + ($1.isTrained ? $1.value.count : 0) } }

  /// The weights that pruning may touch: biases are not among them.
  public var prunableCount: Int { parameters.reduce(0) { $0 + ($1.isPrunable ? $1.value.count : 0) } }

  /// The prunable weights that are present.
  public var remainingCount: Int { parameters.reduce(0) { $0 + ($1.isPrunable ? $1.remaining : 0) } }

  /// The fraction of prunable weights that is pruned, in [0, 1]; biases are not counted.
  public var sparsity: Double { Double(prunableCount - remainingCount) / Double(prunableCount) }
}
