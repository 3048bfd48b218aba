import Tensors

/// Units or channels that live and die together: number u of every layer that gives, carries or reads them.
///
/// A layer with weights gives a group of its own, and the layers behind it read it; where the two ways of a residual layer
/// are added, their groups become one, with several layers that give and several that read.
public struct ChannelGroup: Hashable, Sendable {
  /// Why no unit of a group can be removed by itself.
  public enum Fixture: Hashable, Sendable {
    /// The units are the inputs of the network.
    case inputs
    /// The units are its outputs.
    case outputs
    /// A convolution with groups gives or reads them.
    case grouped(layer: String)
    /// A residual layer adds units that flattening has cut apart on one of its ways.
    case uneven(layer: String)
  }

  /// The layers with weights whose rows the units are; none for the inputs of the network.
  public let producers: [Node]
  /// The batch normalisations that they pass.
  public let norms: [Node]
  /// The layers with weights that read unit u by block u of their columns.
  public let readers: [Node]
  /// How many there are.
  public let units: Int
  /// Why none of them can be removed; nil where they can.
  public let fixture: Fixture?
}

extension Network {
  /// All groups of units, that of the inputs first, then in the order of the first layer that gives them.
  public var channelGroups: [ChannelGroup] {
    var tracer = ChannelTracer()
    let first = tracer.space(units: input.channels)
    tracer.fix(first, .inputs)
    tracer.fix(tracer.walk(nodes, from: first), .outputs)
    return tracer.groups
  }
}

/// Follows channels through a network; spaces that are added to each other are merged.
private struct ChannelTracer {
  private struct Space {
    var parent: Int
    let units: Int
    var producers: [Node] = []
    var norms: [Node] = []
    var readers: [Node] = []
    var fixture: ChannelGroup.Fixture?
  }

  private var spaces: [Space] = []

  var groups: [ChannelGroup] {
    spaces.indices.filter { spaces[$0].parent == $0 }.map { index in
      let space = spaces[index]
      return ChannelGroup(
        producers: space.producers, norms: space.norms, readers: space.readers, units: space.units,
        fixture: space.fixture)
    }
  }

  mutating func space(units: Int) -> Int {
    spaces.append(Space(parent: spaces.count, units: units))
    return spaces.count - 1
  }

  private func root(_ index: Int) -> Int {
    var index = index
    while spaces[index].parent != index { index = spaces[index].parent }
    return index
  }

  /// The first reason stays.
  mutating func fix(_ index: Int, _ fixture: ChannelGroup.Fixture) {
    let index = root(index)
    spaces[index].fixture = spaces[index].fixture ?? fixture
  }

  mutating func walk(_ nodes: [Node], from start: Int) -> Int {
    var current = start
    for node in nodes {
      switch node.layer {
      case .dense, .convolution:
        spaces[root(current)].readers.append(node)
        let next = space(units: node.output.channels)
        spaces[next].producers.append(node)
        if case .convolution(let convolution) = node.layer, convolution.groups > 1 {
          fix(current, .grouped(layer: node.name))
          fix(next, .grouped(layer: node.name))
        }
        current = next
      case .batchNorm: spaces[root(current)].norms.append(node)
      case .residual:
        let body = walk(node.body, from: current)
        current = merge(body, walk(node.shortcut, from: current), at: node)
      default: break
      }
    }
    return current
  }

  private mutating func merge(_ a: Int, _ b: Int, at node: Node) -> Int {
    let (a, b) = (min(root(a), root(b)), max(root(a), root(b)))
    guard a != b else { return a }
    spaces[a].producers += spaces[b].producers
    spaces[a].norms += spaces[b].norms
    spaces[a].readers += spaces[b].readers
    spaces[a].fixture = spaces[a].fixture ?? spaces[b].fixture
    if spaces[a].units != spaces[b].units { fix(a, .uneven(layer: node.name)) }
    spaces[b].parent = a
    return a
  }
}
