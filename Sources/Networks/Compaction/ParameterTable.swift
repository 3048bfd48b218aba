import Tensors

/// The parameters of a network by name, while units are taken out of them.
struct ParameterTable {
  private(set) var byName: [String: Parameter]

  init(_ network: Network) {
    byName = Dictionary(uniqueKeysWithValues: network.parameters.map { ($0.name, $0) })
  }

  /// - Precondition: there is one of the name.
  subscript(name: String) -> Parameter {
    guard let parameter = byName[name] else { preconditionFailure("no parameter \(name)") }
    return parameter
  }

  /// Leaves of an axis of a parameter, seen as so many units of equal parts, the units that are kept; numbers and mask
  /// alike.
  /// - Complexity: O(elements).
  mutating func keep(_ kept: [Int], of units: Int, axis: Int, in name: String) {
    let parameter = self[name]
    var extents = parameter.value.shape.extents
    let rows = extents[..<axis].reduce(1, *)
    let size = parameter.value.count / rows / units
    func select<Element>(_ values: [Element]) -> [Element] {
      var selected: [Element] = []
      selected.reserveCapacity(rows * kept.count * size)
      for row in 0..<rows {
        for unit in kept {
          let start = (row * units + unit) * size
          selected += values[start..<start + size]
        }
      }
      return selected
    }
    extents[axis] = extents[axis] / units * kept.count
    let shape = Shape(extents)
    let marks = parameter.mask.map { select($0.kept) }
    let mask = marks.flatMap { $0.contains(0) ? Mask(shape, kept: $0) : nil }
    byName[name] = Parameter(name, parameter.kind, Tensor(shape, select(parameter.value.floats)), mask: mask)
  }

  /// Adds to every number of a parameter; one that is not there starts at zero, as a bias.
  mutating func add(_ shifts: [Double], to name: String) {
    let old = byName[name]
    let values = zip(old?.value.doubles ?? [Double](repeating: 0, count: shifts.count), shifts).map { Float($0 + $1) }
    byName[name] = Parameter(name, old?.kind ?? .bias, Tensor([shifts.count], values))
  }
}
