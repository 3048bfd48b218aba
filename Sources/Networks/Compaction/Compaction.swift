public import Tensors

/// A network without the units and channels that its masks have made superfluous, beside what it was before.
///
/// The outputs in inference are the same to rounding. Removed are units (channels, of a convolution)
///
/// - that nothing reads, because the masks prune every weight from them into the next layer;
/// - that do not depend on the input, because the masks prune every weight into them. The constant that such a unit
///   gives, behind activation and normalisation with its running statistics, goes into the bias of the next layer; into
///   the running mean of the normalisation behind it, where there is no bias; or else the layer gets a bias. A
///   convolution with padding reads zeros at the borders instead of the constant, so before one only units whose
///   constant is 0 are removed.
///
/// One removal can make another possible, forwards and backwards, so both are repeated until nothing is left to remove.
/// Channels that go into and come out of residual layers are added to each other: they go where none of the layers behind
/// reads them, from all that give them together; as constants they stay (those between the convolutions of a body go).
/// What stays in any case: one unit of a layer that would have none; the outputs of the network; the channels at
/// convolutions with groups. Names, masks, scales and statistics of what is left stay as they were.
///
/// A training step is another matter: batch normalisation sees no constant while it uses the batch's statistics.
public struct Compaction: Hashable, Sendable {
  /// A layer with parameters, before and after.
  public struct Row: Hashable, Sendable {
    /// What the layer is called.
    public let name: String
    /// What it computes.
    public let kind: String
    /// Units or channels out.
    public let units: Change
    /// What it learns.
    public let parameters: Change
    /// Multiply-adds that a sample needs on the way forward.
    public let multiplyAdds: Change
  }

  /// A count before and after.
  public struct Change: Hashable, Sendable {
    /// In the network that was given.
    public let before: Int
    /// In the smaller one.
    public let after: Int
  }

  /// What was given.
  public let original: Network
  /// The smaller network.
  public let network: Network

  /// Removes until nothing is left to remove.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(parameters) a removal at a layer; layers are visited to and fro, once each where nothing is removed.
  public init(of network: Network, checkpoint: Checkpoint = .none) throws(Interrupted) {
    original = network
    var smaller = network
    var isDone = false
    let places = CompactionLink.links(network.nodes).indices
    while !isDone {
      isDone = true
      // Constants move on towards the output, what is not read towards the input.
      for place in Array(places) + places.reversed() {
        try checkpoint.check()
        guard let next = smaller.removing(at: CompactionLink.links(smaller.nodes)[place]) else { continue }
        smaller = next
        isDone = false
      }
      for place in smaller.channelGroups.indices {
        try checkpoint.check()
        guard let next = smaller.removingUnread(of: smaller.channelGroups[place]) else { continue }
        smaller = next
        isDone = false
      }
    }
    self.network = smaller
  }

  /// A row for every layer with parameters.
  public var rows: [Row] {
    let (before, after) = (original.weightedNodes, network.weightedNodes)
    let counts = zip(original.summary, network.summary)
    return zip(zip(before, after), counts).map { nodes, summaries in
      Row(
        name: nodes.0.name, kind: nodes.0.layer.kind,
        units: Change(before: nodes.0.output.channels, after: nodes.1.output.channels),
        parameters: Change(before: summaries.0.parameterCount, after: summaries.1.parameterCount),
        multiplyAdds: Change(before: nodes.0.multiplyAdds, after: nodes.1.multiplyAdds))
    }
  }

  /// All that is learned.
  public var parameters: Change { Change(before: original.parameterCount, after: network.parameterCount) }

  /// Multiply-adds that a sample needs on the way forward.
  public var multiplyAdds: Change { Change(before: original.multiplyAdds, after: network.multiplyAdds) }

  /// Units and channels that are gone, those of layers with weights counted.
  public var removedUnits: Int {
    zip(original.weightedNodes, network.weightedNodes).reduce(0) { sum, nodes in
      if case .batchNorm = nodes.0.layer { return sum }
      return sum + nodes.0.output.channels - nodes.1.output.channels
    }
  }
}

extension Network {
  /// The network without the units and channels that its masks have made superfluous; see `Compaction`.
  /// - Throws: `Interrupted`.
  public func compacted(checkpoint: Checkpoint = .none) throws(Interrupted) -> Network {
    try Compaction(of: self, checkpoint: checkpoint).network
  }
}
