import Tensors

extension CompactionLink {
  /// What can be removed at a link, and what must be added for it.
  struct Plan {
    /// The units that stay, at least one.
    let kept: [Int]
    /// What the removed units give every output of the second layer together.
    let shifts: [Double]
  }

  /// The units that can be removed: those that nothing reads, and those that are the same for every input.
  ///
  /// A unit is not read where the mask prunes all its weights into the second layer. It is constant where the mask
  /// prunes all weights of its own; then it is c = f(b), with b its bias and f all that stands between, the running
  /// statistics of a normalisation included, and adds w·c to what w reads it. Where the second layer pads its images
  /// that is not so at their borders, so there the unit goes only if c is 0.
  /// - Returns: nil where there is nothing to remove.
  /// - Complexity: O(weights of both layers).
  func plan(_ table: ParameterTable) -> Plan? {
    guard units > 1 else { return nil }
    let unread = unreadUnits(table[consumer.name + ".weight"])
    let unfed = unfedUnits(table[producer.name + ".weight"])
    let last = unread.lastIndex(of: false)
    var shifts = [Double](repeating: 0, count: consumer.output.channels)
    var kept: [Int] = []
    for unit in 0..<units where !unread[unit] {
      // A layer without units is none: of units that could all go, the last stays.
      guard unfed[unit], !kept.isEmpty || unit != last, let added = contribution(of: unit, table) else {
        kept.append(unit)
        continue
      }
      for (output, value) in added { shifts[output] += value }
    }
    if kept.isEmpty { kept = [0] }
    guard kept.count < units, shifts.allSatisfy({ Float($0).isFinite }) else { return nil }
    return Plan(kept: kept, shifts: shifts)
  }

  /// Whether the mask prunes all weights that read a unit.
  private func unreadUnits(_ weight: Parameter) -> [Bool] {
    guard let mask = weight.mask else { return [Bool](repeating: false, count: units) }
    var unread = [Bool](repeating: true, count: units)
    let columns = columns(weight.value)
    for row in 0..<weight.value.shape[0] {
      for unit in 0..<units where unread[unit] {
        let start = (row * units + unit) * columns
        unread[unit] = !mask.kept[start..<start + columns].contains(1)
      }
    }
    return unread
  }

  /// Whether the mask prunes all weights that a unit has.
  private func unfedUnits(_ weight: Parameter) -> [Bool] {
    guard let mask = weight.mask else { return [Bool](repeating: false, count: units) }
    let size = weight.value.count / units
    return (0..<units).map { !mask.kept[$0 * size..<($0 + 1) * size].contains(1) }
  }

  /// What a constant unit adds to the outputs of the second layer, zeros left out; nil where that is no constant.
  private func contribution(of unit: Int, _ table: ParameterTable) -> [(output: Int, value: Double)]? {
    let constants = constants(of: unit, table)
    if constants.allSatisfy({ $0 == 0 }) { return [] }
    guard takesConstants, constants.allSatisfy(\.isFinite) else { return nil }
    let weight = table[consumer.name + ".weight"].value
    let columns = columns(weight)
    let size = columns / constants.count
    let values = weight.floats
    return (0..<weight.shape[0]).map { row in
      let start = (row * units + unit) * columns
      return (row, (0..<columns).reduce(0) { $0 + Double(values[start + $1]) * constants[$1 / size] })
    }
  }

  /// The value of a constant unit when the second layer reads it, one for each of its lanes.
  private func constants(of unit: Int, _ table: ParameterTable) -> [Double] {
    var values = [table.byName[producer.name + ".bias"]?.value.element(unit) ?? 0]
    for node in between {
      switch node.layer {
      case .batchNorm(let norm):
        let first = unit * lanes(at: node)
        values = values.indices.map { lane in
          func number(_ name: String) -> Double { table[node.name + name].value.element(first + lane) }
          let slope = number(".weight") / (number(".running_var") + norm.epsilon).squareRoot()
          return slope * (values[lane] - number(".running_mean")) + number(".bias")
        }
      case .flatten:
        let pixels = node.input.height * node.input.width
        values = values.flatMap { [Double](repeating: $0, count: pixels) }
      default: values = values.map { node.layer.activated($0) ?? $0 }
      }
    }
    return values
  }
}
