import Networks
import Tensors

/// The elements of one layer, or of layers whose units belong together: what they are made of and what is left of them.
struct Elements: Sendable {
  /// Weights of one parameter, each in one element.
  struct Part: Sendable {
    /// The index of the parameter in the network.
    let parameter: Int
    /// Which element each weight is in.
    let mapping: Mapping
  }

  /// Which element a weight is in, by its row-major offset.
  enum Mapping: Hashable, Sendable {
    /// Each weight is one.
    case weights
    /// Each row of so many weights is one.
    case rows(of: Int)
    /// Each of so many blocks of columns, so many columns each, is one, in all rows.
    case columns(units: Int, of: Int)
    /// Each block of a matrix of a certain width is one.
    case blocks(rows: Int, columns: Int, width: Int)

    /// - Complexity: O(1).
    @inline(__always)
    func element(of offset: Int) -> Int {
      switch self {
      case .weights: offset
      case .rows(let size): offset / size
      case .columns(let units, let size): offset / size % units
      case .blocks(let rows, let columns, let width):
        offset / width / rows * (width / columns) + offset % width / columns
      }
    }
  }

  /// What scopes know of the layer.
  var layer: ScopedLayer
  /// The weights that are ranked.
  let ranked: [Part]
  /// Those that go with them: the columns that read a unit.
  let coupled: [Part]
  /// How the scores of an element's weights become one; nil where each weight is one.
  let aggregation: ScoreAggregation?
  /// 1 for an element that is there.
  let marks: [UInt8]

  /// Counts what is there: elements that have a weight left among those that are ranked and, where they are read at all,
  /// one that reads them.
  init(
    name: String, _ network: Network, count: Int, ranked: [Part], coupled: [Part] = [], aggregation: ScoreAggregation?,
    isExcluded: Bool = false
  ) {
    var marks = Elements.present(ranked, of: network, count: count)
    if !coupled.isEmpty {
      for (element, mark) in Elements.present(coupled, of: network, count: count).enumerated() where mark == 0 {
        marks[element] = 0
      }
    }
    let first = network.parameters[ranked[0].parameter]
    let weights = network.parameters.indices.filter { network.parameters[$0].isPrunable }
    layer = ScopedLayer(
      name: name, shape: first.value.shape, count: count, survivors: marks.reduce(0) { $0 + Int($1) },
      isFirst: ranked.contains { $0.parameter == weights.first },
      isOutput: ranked.contains { $0.parameter == weights.last }, isExcluded: isExcluded)
    self.ranked = ranked
    self.coupled = coupled
    self.aggregation = aggregation
    self.marks = marks
  }

  private static func present(_ parts: [Part], of network: Network, count: Int) -> [UInt8] {
    var marks = [UInt8](repeating: 0, count: count)
    for part in parts {
      guard let mask = network.parameters[part.parameter].mask else { return [UInt8](repeating: 1, count: count) }
      if part.mapping == .weights { return mask.kept }
      for (offset, mark) in mask.kept.enumerated() where mark != 0 { marks[part.mapping.element(of: offset)] = 1 }
    }
    return marks
  }

  /// The score of every element out of those of weights, by the index of the parameter; weights that are gone do not
  /// count.
  /// - Complexity: O(weights).
  func scores(_ weights: [Int: [Double]], of network: Network) -> [Double] {
    guard let aggregation else { return weights[ranked[0].parameter] ?? [] }
    var sums = [Double](repeating: 0, count: layer.count)
    var counts = sums
    for part in ranked {
      let mask = network.parameters[part.parameter].mask?.kept
      for (offset, score) in (weights[part.parameter] ?? []).enumerated() where mask?[offset] != 0 {
        let element = part.mapping.element(of: offset)
        sums[element] += aggregation.term(score)
        counts[element] += 1
      }
    }
    return zip(sums, counts).map(aggregation.result)
  }

  /// The score of every unit out of those of the layers that give it: their sum.
  func scores(ofUnits units: [Int: [Double]]) -> [Double] {
    ranked.reduce([Double](repeating: 0, count: layer.count)) { sums, part in
      zip(sums, units[part.parameter] ?? []).map { $0 + $1 }
    }
  }

  /// Zeroes the marks of all weights whose element is gone.
  func clear(_ kept: [UInt8], in marks: inout [Int: [UInt8]]) {
    for part in ranked + coupled {
      if part.mapping == .weights {
        marks[part.parameter] = kept
        continue
      }
      guard var own = marks[part.parameter] else { continue }
      marks[part.parameter] = nil
      for offset in own.indices where kept[part.mapping.element(of: offset)] == 0 { own[offset] = 0 }
      marks[part.parameter] = own
    }
  }
}
