extension Scope {
  /// What a round cuts away: from all layers together, or from each.
  enum Cut: Hashable {
    /// So many of all survivors together.
    case together(Int)
    /// So many of each layer's.
    case each([Int])
  }

  /// How many weights a round removes where no scores are equal.
  /// - Parameters:
  ///   - fraction: of the survivors, in (0, 1).
  ///   - survivors: of each prunable layer, in order.
  ///   - names: of those layers.
  /// - Returns: nil at the floor of open_lth's ladder.
  /// - Throws: `PruningError.rates` where there is not one rate a layer, `.emptiesLayer` where nothing would be left.
  func cut(_ fraction: Double, survivors: [Int], names: [String]) throws(PruningError) -> Cut? {
    switch rule {
    case .global:
      return .together(Scope.share(fraction, of: survivors.reduce(0, +)))
    case .layerwise:
      return .each(try counts(survivors, names) { Scope.share(fraction, of: survivors[$0]) })
    case .rates(let rates):
      guard rates.count == survivors.count else { throw .rates(expected: survivors.count, found: rates.count) }
      for (rate, name) in zip(rates, names) where !(rate >= 0 && rate < 1) {
        throw .fraction(name: "rate of \(name)", expected: "a fraction in [0, 1)", found: rate)
      }
      return .each(try counts(survivors, names) { Scope.share(rates[$0], of: survivors[$0]) })
    case .original:
      let output = survivors.count - 1
      return .each(
        try counts(survivors, names) { layer in
          let rate = layer == output ? fraction / 2 : fraction
          return Int((rate * Double(survivors[layer])).rounded(.toNearestOrEven)) + 1
        })
    case .openLTH:
      let count = Int((fraction * Double(survivors.reduce(0, +))).rounded(.up)) + 1
      let hidden = survivors.dropLast().reduce(0, +)
      return count < hidden ? .together(count) : nil
    }
  }

  /// The prunable layers that this scope never touches, counted from the first.
  func spares(_ layer: Int, of count: Int) -> Bool { rule == .openLTH && layer == count - 1 }

  /// Whether equal scores go together, at the price of the exact count.
  var cutsAtValue: Bool { rule == .original || rule == .openLTH }

  /// Whether it only says what a round removes, not what a sparsity leaves.
  var isForRounds: Bool { rule != .global && rule != .layerwise }

  /// round(fraction · count), halves away from zero.
  static func share(_ fraction: Double, of count: Int) -> Int { Int((fraction * Double(count)).rounded()) }

  private func counts(
    _ survivors: [Int], _ names: [String], _ removed: (Int) -> Int
  ) throws(PruningError) -> [Int] {
    let removals = survivors.indices.map(removed)
    for (layer, removal) in removals.enumerated() where removal >= survivors[layer] {
      throw .emptiesLayer(names[layer], survivors: survivors[layer], round: nil)
    }
    return removals
  }
}
