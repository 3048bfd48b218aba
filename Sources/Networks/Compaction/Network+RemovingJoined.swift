import Tensors

extension Network {
  /// The network without the units of a group that none of its readers reads; nil where there is none. One unit stays.
  ///
  /// What a residual layer adds up for such a unit is lost on everything behind it, so the unit goes from all layers that
  /// give it, all normalisations that it passes and all columns of its readers.
  /// - Complexity: O(parameters), those of other layers shared.
  func removingUnread(of group: ChannelGroup) -> Network? {
    guard group.fixture == nil, group.units > 1 else { return nil }
    var table = ParameterTable(self)
    var unread = [Bool](repeating: true, count: group.units)
    for reader in group.readers {
      let weight = table[reader.name + ".weight"]
      guard let mask = weight.mask else { return nil }
      let columns = weight.value.count / weight.value.shape[0] / group.units
      for (offset, mark) in mask.kept.enumerated() where mark != 0 { unread[offset / columns % group.units] = false }
    }
    var kept = (0..<group.units).filter { !unread[$0] }
    if kept.isEmpty { kept = [0] }
    guard kept.count < group.units else { return nil }
    for producer in group.producers {
      for name in [".weight", ".bias"] where table.byName[producer.name + name] != nil {
        table.keep(kept, of: group.units, axis: 0, in: producer.name + name)
      }
    }
    for parameter in group.norms.flatMap(\.parameters) {
      table.keep(kept, of: group.units, axis: 0, in: parameter.name)
    }
    for reader in group.readers { table.keep(kept, of: group.units, axis: 1, in: reader.name + ".weight") }
    let names = Set(group.producers.map(\.name))
    let layers = Network.layers(of: nodes) { name, layer in
      names.contains(name) ? layer.with(outputs: kept.count) : layer
    }
    return Network(input: input, layers, initializer: initializer, parameters: table.byName)
  }
}
