public import Tensors

extension PlaneRegions {
  /// The state of every gate in a region.
  public struct Pattern: Hashable, Sendable {
    /// The states of one stage's gate.
    public enum States: Hashable, Sendable {
      /// No gate.
      case open
      /// Neuron i is active where bit i mod 64 of word i / 64 is set.
      case active([UInt64], neurons: Int)
      /// The winning member of each window.
      case winners([UInt16])
    }

    /// Stage after stage.
    public let layers: [States]

    /// 1 for each active neuron and 0 for the others, or the winner of each window.
    /// - Precondition: there is such a stage.
    public func states(_ layer: Int) -> [Int] {
      switch layers[layer] {
      case .open: []
      case .active(let words, let neurons): (0..<neurons).map { Int(words[$0 >> 6] >> UInt64($0 & 63) & 1) }
      case .winners(let winners): winners.map(Int.init)
      }
    }
  }

  /// The pattern of a region, packed.
  /// - Throws: `RegionError.plane(.noRegion)`.
  /// - Complexity: O(units).
  public func pattern(of region: Int) throws(RegionError) -> Pattern {
    try check(region)
    return Pattern(
      layers: zip(levels, lineage(of: region)).map { level, cell in
        switch level.gate {
        case .open: .open
        case .rectifier(let neurons, _):
          .active(Array(level.active[cell * level.words..<(cell + 1) * level.words]), neurons: neurons)
        case .largest: .winners(Array(level.winners[cell * level.windows..<(cell + 1) * level.windows]))
        }
      })
  }

  /// The affine map of the outputs in a region, f(s, t) = f₀ + s·f_s + t·f_t, as rows f₀, f_s, f_t.
  /// - Returns: [3, outputs].
  /// - Throws: `RegionError.plane(.noRegion)`.
  /// - Complexity: that of three inputs through the network.
  public func affineMap(of region: Int) throws(RegionError) -> Tensor {
    try check(region)
    var value = frame.origin
    var slopes = frame.axes[0] + frame.axes[1]
    for (stage, (level, cell)) in zip(map.stages, zip(levels, lineage(of: region))) {
      let ahead = stage.apply(value, count: 1)
      let changes = stage.apply(slopes, count: 2, isLinear: true)
      (value, slopes) = ([], [])
      level.pass(ahead[...], cell: cell, into: &value)
      level.pass(changes[..<stage.outputCount], cell: cell, into: &slopes)
      level.pass(changes[stage.outputCount...], cell: cell, into: &slopes)
    }
    return Tensor([3, map.outputCount], value + slopes)
  }

  /// The cell behind each stage in which a region lies.
  func lineage(of region: Int) -> [Int] {
    var cell = region
    var cells: [Int] = []
    for level in levels.reversed() {
      cells.append(cell)
      cell = Int(level.parents[cell])
    }
    return cells.reversed()
  }
}
