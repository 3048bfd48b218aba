import Tensors

/// Two layers with weights and what stands between them: where units and channels can be removed.
///
/// The units of the first layer (channels, of a convolution) each become one block of columns of the second layer's
/// weight, in order, whatever activations, pools, normalisations and flattening are in between.
struct CompactionLink {
  /// The layer whose outputs are removed; a dense layer or a convolution without groups.
  let producer: Node
  /// What stands between, a pixel or a channel at a time.
  let between: [Node]
  /// The layer that reads them; a dense layer or a convolution without groups.
  let consumer: Node
  /// The batch normalisation right behind the reader, which can take up a constant where that has no bias.
  let norm: Node?

  /// All links of nodes that follow each other, from the input on.
  ///
  /// A residual layer ends a link on either side: its input and its output are added to each other, so that their
  /// channels belong together. Inside its two ways there are links again, between the layers of one way.
  static func links(_ nodes: [Node]) -> [CompactionLink] {
    var links: [CompactionLink] = []
    var producer: Node?
    var between: [Node] = []
    for (index, node) in nodes.enumerated() {
      switch node.layer {
      case .residual:
        links += CompactionLink.links(node.body) + CompactionLink.links(node.shortcut)
        producer = nil
      case .dense, .convolution:
        if let producer, !producer.isGrouped, !node.isGrouped {
          let next = index + 1 < nodes.count ? nodes[index + 1] : nil
          let norm = if case .batchNorm = next?.layer { next } else { nil as Node? }
          links.append(CompactionLink(producer: producer, between: between, consumer: node, norm: norm))
        }
        producer = node
        between = []
      default: between.append(node)
      }
    }
    return links
  }

  /// Units of the first layer.
  var units: Int { producer.output.channels }

  /// Channels that each unit has become when a node between, or the second layer, reads it: more than one behind
  /// flattening.
  func lanes(at node: Node) -> Int { node.input.channels / units }

  /// Columns of the second layer's weight that read one unit; those of one lane lie together.
  func columns(_ weight: Tensor) -> Int { weight.count / weight.shape[0] / units }

  /// Whether a constant input adds the same to every output of the second layer: not at the borders of a padded image.
  var takesConstants: Bool {
    guard case .convolution(let convolution) = consumer.layer else { return true }
    return convolution.padding == 0
  }
}

extension Node {
  fileprivate var isGrouped: Bool {
    guard case .convolution(let convolution) = layer else { return false }
    return convolution.groups > 1
  }
}
