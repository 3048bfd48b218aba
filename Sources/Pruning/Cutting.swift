import Glibc
import Networks
import Tensors

/// The work of one pruning, once everything has been looked at: scores, ranking, masks.
struct Cutting {
  private let network: Network
  private let elements: [Elements]
  private let choices: PruningChoices
  private let checkpoint: Checkpoint

  init(_ network: Network, _ elements: [Elements], _ choices: PruningChoices, checkpoint: Checkpoint) {
    self.network = network
    self.elements = elements
    self.choices = choices
    self.checkpoint = checkpoint
  }

  /// Removes the lowest scores, in as many goes as the score takes.
  func carryOut(_ cut: Cut) throws -> Network {
    var (current, elements) = (network, elements)
    let start = elements.map(\.layer.survivors)
    for round in 1..<max(1, choices.score.rounds) {
      // Densities fall exponentially: after k of n rounds survivors · (left / survivors)^(k/n) are there.
      let part = Double(round) / Double(choices.score.rounds)
      let step = cut.part(part, of: start, left: elements.map(\.layer.survivors))
      current = try Cutting(current, elements, choices, checkpoint: checkpoint).masked(by: step)
      elements = try choices.elements(of: current)
      checkpoint.report(Progress("prune", round, of: choices.score.rounds, unit: "round"))
    }
    let rest = cut.part(1, of: start, left: elements.map(\.layer.survivors))
    let pruned = try Cutting(current, elements, choices, checkpoint: checkpoint).masked(by: rest)
    return try choices.score.adjusted(network, to: pruned, checkpoint: checkpoint)
  }

  private func masked(by cut: Cut) throws -> Network {
    var ranking = Ranking(marks: elements.map(\.marks), scores: try scores())
    try demandOrder(cut, ranking)
    switch cut {
    case .together(let count, let places):
      try ranking.spare(choices.least, in: places, checkpoint: checkpoint)
      try ranking.remove(
        count, from: places, tiesTogether: choices.scope.rule.cutsAtValue, checkpoint: checkpoint)
    case .each(let counts):
      for (place, count) in counts.enumerated() {
        try ranking.remove(
          count, from: [place], tiesTogether: choices.scope.rule.cutsAtValue, checkpoint: checkpoint)
      }
    }
    // Where equal scores go together, more may have gone than was counted.
    if case .each = cut, choices.scope.rule.cutsAtValue,
      let empty = elements.indices.first(where: { !elements[$0].layer.isExcluded && !ranking.marks[$0].contains(1) })
    {
      throw PruningError.emptiesLayer(
        elements[empty].layer.name, survivors: elements[empty].layer.survivors, round: nil)
    }
    return try masked(ranking.marks)
  }

  /// Leaves the best of every few weights.
  func cut(to pattern: NMStructure) throws -> Network {
    let scores = try scores()
    let ranking = Ranking(marks: elements.map(\.marks), scores: scores)
    try demandOrder(.each(elements.map { $0.layer.isExcluded ? 0 : 1 }), ranking)
    var marks = ranking.marks
    for (place, each) in elements.enumerated() where !each.layer.isExcluded {
      try checkpoint.check()
      marks[place] = pattern.kept(
        marks[place], scores: scores[place], of: network.parameters[each.ranked[0].parameter])
    }
    let pruned = try masked(marks)
    return try choices.score.adjusted(network, to: pruned, checkpoint: checkpoint)
  }

  /// The scores of every layer's elements; none where it is left out.
  private func scores() throws -> [[Double]] {
    let raw = try choices.score.scores(
      of: network, PruningChoices.ranked(elements), checkpoint: checkpoint)
    return elements.map { each in
      if each.layer.isExcluded { return [] }
      return choices.score.isOfUnits ? each.scores(ofUnits: raw) : each.scores(raw, of: network)
    }
  }

  /// Refuses scores that leave the choice to the order of the weights.
  /// - Throws: `PruningError.scoreConstant` for a layer whose scores are all 0, all the same where it is ranked by itself,
  ///   or all the same in all layers.
  private func demandOrder(_ cut: Cut, _ ranking: Ranking) throws(PruningError) {
    let score = choices.score.name
    switch cut {
    case .together(let count, let places):
      guard count > 0 else { return }
      // Biases may well all be 0; they are few and no layer hangs on them.
      let weights = places.filter { network.parameters[elements[$0].ranked[0].parameter].isPrunable }
      let constants = weights.map { (place: $0, constant: ranking.constant(of: $0)) }
      for (place, constant) in constants where constant == .all(0) {
        throw .scoreConstant(score: score, layer: elements[place].layer.name, value: 0)
      }
      let values = Set(constants.map(\.constant))
      if values.count == 1, case .all(let value)? = values.first, ranking.survivors(of: places) > 1 {
        throw .scoreConstant(score: score, layer: nil, value: value)
      }
    case .each(let counts):
      for (place, count) in counts.enumerated() where count > 0 {
        if case .all(let value) = ranking.constant(of: place), ranking.survivors(of: [place]) > 1 {
          throw .scoreConstant(score: score, layer: elements[place].layer.name, value: value)
        }
      }
    }
  }

  /// The network without the elements that are not marked.
  private func masked(_ kept: [[UInt8]]) throws -> Network {
    var marks: [Int: [UInt8]] = [:]
    for index in network.prunableIndices {
      let parameter = network.parameters[index]
      marks[index] = parameter.mask?.kept ?? [UInt8](repeating: 1, count: parameter.value.count)
    }
    for (each, own) in zip(elements, kept) where own != each.marks || choices.structure.rule.ranksUnits {
      each.clear(own, in: &marks)
    }
    var masks: [String: Mask] = [:]
    for (index, own) in marks where network.parameters[index].isPrunable {
      let parameter = network.parameters[index]
      // No mask while everything is there, as files have it.
      if own.contains(0) { masks[parameter.name] = Mask(parameter.value.shape, kept: own) }
    }
    var pruned = try network.masked(by: masks)
    // Biases have no masks; one that is gone is 0.
    for (index, own) in marks where !network.parameters[index].isPrunable {
      let value = network.parameters[index].value
      pruned = try pruned.setting(
        network.parameters[index].name, to: Tensor(value.shape, zip(value.floats, own).map { $1 == 0 ? 0 : $0 }))
    }
    return pruned
  }
}

extension Cut {
  /// What has to go now, so that of what was there at the start a part of the way in exponents is gone.
  /// - Parameters:
  ///   - part: 1 for all of the cut.
  ///   - start: what each layer had before the cut began.
  ///   - left: what it has now.
  func part(_ part: Double, of start: [Int], left: [Int]) -> Cut {
    func removal(_ count: Int, _ start: Int, _ left: Int) -> Int {
      guard start > 0, count > 0 else { return 0 }
      let target =
        part == 1 ? start - count : Share.rounded(pow(Double(start - count) / Double(start), part), of: start)
      return max(0, left - max(target, start - count))
    }
    switch self {
    case .together(let count, let places):
      func sum(_ counts: [Int]) -> Int { places.reduce(0) { $0 + counts[$1] } }
      return .together(removal(count, sum(start), sum(left)), among: places)
    case .each(let counts):
      return .each(counts.indices.map { removal(counts[$0], start[$0], left[$0]) })
    }
  }
}
