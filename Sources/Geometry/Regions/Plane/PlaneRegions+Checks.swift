extension PlaneRegions {
  /// Self-checks, computed when asked for.
  /// - Complexity: O(edges·units/64 + regions·log regions).
  public var checks: PlaneChecks {
    let ancestors = self.ancestors
    var counts = (plain: 0, multiple: 0, idle: 0, largest: 0)
    for half in mesh.origins.indices where half < Int(mesh.twins[half]) {
      let one = Int(mesh.faces[half]), other = Int(mesh.faces[Int(mesh.twins[half])])
      if one < 0 || other < 0 { continue }
      var difference = 0
      for (level, cells) in zip(levels, ancestors) {
        let a = Int(cells[one]), b = Int(cells[other])
        if a != b { difference += level.difference(a, b) }
      }
      switch difference {
      case 0: counts.idle += 1
      case 1: counts.plain += 1
      default: counts.multiple += 1
      }
      counts.largest = max(counts.largest, difference)
    }
    let corners = mesh.faces.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    return PlaneChecks(
      windowArea: mesh.windowArea, totalArea: areas.reduce(0, +), cornerExcess: corners - 4 * count,
      eulerCharacteristic: vertexCount - edgeCount + count, repeatedPatterns: repeatedPatterns,
      plainEdges: counts.plain, multipleEdges: counts.multiple, idleEdges: counts.idle,
      largestMultiplicity: counts.largest, repairs: repairs)
  }

  /// For each stage the cell in which each region lies.
  private var ancestors: [[Int32]] {
    var cells = Array(0..<Int32(count))
    var found: [[Int32]] = []
    for level in levels.reversed() {
      found.append(cells)
      cells = cells.map { level.parents[Int($0)] }
    }
    return found.reversed()
  }

  /// Cells that differ from none of their siblings' states. Cells of different parents differ since those do.
  private var repeatedPatterns: Int {
    levels.reduce(0) { sum, level in
      sum
        + level.firstChildren.indices.dropLast().reduce(0) { sum, parent in
          let children = Int(level.firstChildren[parent])..<Int(level.firstChildren[parent + 1])
          if children.count < 2 { return sum }
          return sum + children.count - Set(children.map { SiblingState(level: level, cell: $0) }).count
        }
    }
  }

  /// The states of a cell, compared in place.
  private struct SiblingState: Hashable {
    let level: PlaneLevel
    let cell: Int

    static func == (a: SiblingState, b: SiblingState) -> Bool { a.level.difference(a.cell, b.cell) == 0 }

    func hash(into hasher: inout Hasher) {
      for word in 0..<level.words { hasher.combine(level.active[cell * level.words + word]) }
      for window in 0..<level.windows { hasher.combine(level.winners[cell * level.windows + window]) }
    }
  }
}
