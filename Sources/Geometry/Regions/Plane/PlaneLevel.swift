/// The cells of a plane behind one stage, and in what state each has the stage's gate.
struct PlaneLevel: Sendable {
  let gate: Gate
  /// The cell of the stage before; ascending.
  let parents: [Int32]
  /// The first cell that each cell of the stage before was cut into, and the end.
  let firstChildren: [Int32]
  /// Bits of the active neurons, `words` a cell.
  let active: [UInt64]
  /// The winning member of each window, one after another, cell after cell.
  let winners: [UInt16]

  init(gate: Gate, parents: [Int32], parentCount: Int, active: [UInt64], winners: [UInt16]) {
    self.gate = gate
    self.parents = parents
    self.active = active
    self.winners = winners
    var starts = [Int32](repeating: 0, count: parentCount + 1)
    for parent in parents { starts[Int(parent) + 1] += 1 }
    for parent in 0..<parentCount { starts[parent + 1] += starts[parent] }
    firstChildren = starts
  }

  var count: Int { parents.count }
  var unitCount: Int { gate.unitCount }

  /// Words of a cell's bits.
  var words: Int {
    if case .rectifier(let neurons, _) = gate { (neurons + 63) / 64 } else { 0 }
  }

  /// Windows of a cell.
  var windows: Int {
    if case .largest(let windows) = gate { windows.count } else { 0 }
  }

  /// Bytes of the states.
  var bytes: Int { 8 * active.count + 2 * winners.count + 4 * (parents.count + firstChildren.count) }

  func isActive(_ cell: Int, _ neuron: Int) -> Bool {
    active[cell * words + neuron >> 6] >> UInt64(neuron & 63) & 1 == 1
  }

  /// Units in whose state two cells differ.
  func difference(_ one: Int, _ other: Int) -> Int {
    var count = 0
    for word in 0..<words { count += (active[one * words + word] ^ active[other * words + word]).nonzeroBitCount }
    for window in 0..<windows where winners[one * windows + window] != winners[other * windows + window] { count += 1 }
    return count
  }

  /// Behind the gate in the state of a cell: what a row of values in front of it becomes, or a row of their changes.
  func pass(_ row: ArraySlice<Double>, cell: Int, into result: inout [Double]) {
    switch gate {
    case .open: result += row
    case .rectifier(let neurons, let slope):
      let start = result.count
      result += row
      for neuron in 0..<neurons where !isActive(cell, neuron) { result[start + neuron] *= slope }
    case .largest(let pooled):
      for window in 0..<pooled.count {
        let winner = Int(winners[cell * pooled.count + window])
        result.append(row[row.startIndex + Int(pooled.members[window * pooled.size + winner])])
      }
      result += row.dropFirst(pooled.inputCount)
    }
  }

  /// Units that are in different states in different cells.
  var changingUnits: [Bool] {
    var isChanging = [Bool](repeating: false, count: unitCount)
    for word in 0..<words {
      var always = UInt64.max, ever: UInt64 = 0
      for cell in 0..<count {
        always &= active[cell * words + word]
        ever |= active[cell * words + word]
      }
      for bit in 0..<min(64, unitCount - word * 64) {
        isChanging[word * 64 + bit] = (ever & ~always) >> UInt64(bit) & 1 == 1
      }
    }
    for window in 0..<windows {
      isChanging[window] = (0..<count).contains { winners[$0 * windows + window] != winners[window] }
    }
    return isChanging
  }
}
