public import Networks
public import Tensors

/// What pruning has left of a network, layer by layer, and what it is worth.
public struct PruningReport: Hashable, Sendable {
  /// A layer with weights.
  public struct Row: Hashable, Sendable {
    /// What the layer is called.
    public let name: String
    /// The shape of its weight, outputs first.
    public let shape: Shape
    /// Its weights that are there.
    public let kept: Int
    /// Units or channels out.
    public let units: Int
    /// Those of them that are cut off: all their own weights are pruned, or all that read them.
    public let deadUnits: Int
    /// Multiply-adds that a sample needs on the way forward, of all weights.
    public let multiplyAdds: Int
    /// The same of the weights that are there.
    public let multiplyAddsLeft: Int

    /// All its weights.
    public var count: Int { shape.count }
    /// The fraction pruned, in [0, 1].
    public var sparsity: Double { Double(count - kept) / Double(count) }
    /// Whether nothing passes the layer: it has no weight left that leads from a unit to a unit.
    public var isCollapsed: Bool { kept == 0 || deadUnits == units }
  }

  /// Bytes of the arrays of a network, four a number; names and shapes aside.
  public struct Size: Hashable, Sendable {
    /// Every number.
    public let dense: Int
    /// As `save` writes it: every number, and one byte a weight for masks.
    public let masked: Int
    /// Layers with masks as compressed sparse rows, where that is less: four bytes a value, a column and a row.
    public let sparse: Int
  }

  /// The layers with weights.
  public let rows: [Row]
  /// What is learned: weights, biases, scales.
  public let parameters: Int
  /// The same without the weights that are pruned.
  public let parametersLeft: Int
  /// What it takes to keep the network.
  public let size: Size
  /// What it takes to run; nil unless it was measured.
  public let timing: ExecutionTiming?

  /// Prunable weights.
  public var weights: Int { rows.reduce(0) { $0 + $1.count } }
  /// Those that are there.
  public var kept: Int { rows.reduce(0) { $0 + $1.kept } }
  /// The fraction of prunable weights that is pruned.
  public var sparsity: Double { Double(weights - kept) / Double(weights) }
  /// Multiply-adds that a sample needs on the way forward.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
  /// The same of the weights that are there.
  public var multiplyAddsLeft: Int { rows.reduce(0) { $0 + $1.multiplyAddsLeft } }
  /// The layers that nothing passes, by name: what the network gives does not depend on them, nor on what only leads
  /// through them.
  public var collapsed: [String] { rows.filter(\.isCollapsed).map(\.name) }

  /// - Parameters:
  ///   - batch: samples a batch to measure steps and passes with; nothing is measured where it is nil.
  ///   - turns: how often each is timed.
  /// - Throws: `NetworkError.setting` for a count out of range; `Interrupted`.
  /// - Complexity: O(parameters), and 2 · `turns` training steps and passes where it measures.
  public init(of network: Network, batch: Int? = nil, turns: Int = 7, checkpoint: Checkpoint = .none) throws {
    let dead = network.deadUnits
    rows = network.weightedNodes.compactMap { node in
      guard let weight = network.parameters.first(where: { $0.name == node.name + ".weight" }), weight.isPrunable
      else { return nil }
      return Row(
        name: node.name, shape: weight.value.shape, kept: weight.remaining, units: node.output.channels,
        deadUnits: dead[node.name]?.reduce(0) { $0 + ($1 ? 1 : 0) } ?? 0, multiplyAdds: node.multiplyAdds,
        multiplyAddsLeft: weight.remaining * node.output.height * node.output.width)
    }
    parameters = network.parameterCount
    parametersLeft = network.parameterCount - network.prunableCount + network.remainingCount
    size = Size(network)
    timing = try batch.map { try network.timing(batch: $0, turns: turns, checkpoint: checkpoint) }
  }
}

extension PruningReport.Size {
  fileprivate init(_ network: Network) {
    var (dense, masked, sparse) = (0, 0, 0)
    for parameter in network.parameters {
      let all = 4 * parameter.value.count
      dense += all
      masked += all + (parameter.mask == nil ? 0 : parameter.value.count)
      sparse += parameter.mask == nil ? all : min(all, 8 * parameter.remaining + 4 * (parameter.value.shape[0] + 1))
    }
    self.init(dense: dense, masked: masked, sparse: sparse)
  }
}

extension Network {
  /// Which units of each layer with weights are cut off by masks, by the layer's name.
  fileprivate var deadUnits: [String: [Bool]] {
    let weights = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
    var dead: [String: [Bool]] = [:]
    for group in channelGroups {
      // What nothing reads; the outputs of the network are read by whoever asks for them.
      var unread = [Bool](repeating: group.fixture == nil, count: group.units)
      for reader in group.readers where group.fixture == nil {
        guard let weight = weights[reader.name + ".weight"] else { continue }
        let columns = weight.value.count / weight.value.shape[0] / group.units
        for offset in 0..<weight.value.count where weight.mask?.kept[offset] != 0 {
          unread[offset / columns % group.units] = false
        }
      }
      for producer in group.producers {
        guard let weight = weights[producer.name + ".weight"] else { continue }
        var unfed = [Bool](repeating: true, count: weight.value.shape[0])
        let size = weight.value.count / unfed.count
        for offset in 0..<weight.value.count where weight.mask?.kept[offset] != 0 { unfed[offset / size] = false }
        dead[producer.name] = unfed.indices.map { unfed[$0] || (unread.count == unfed.count && unread[$0]) }
      }
    }
    return dead
  }
}
