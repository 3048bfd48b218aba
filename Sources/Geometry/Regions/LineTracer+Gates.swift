extension AffineStage {
  /// The layer, where the stage is one dense layer and nothing is carried beside it.
  var denseStep: DenseStep? {
    guard operations.count == 1, inputWidths.count == 1, case .apply(let step) = operations[0] else { return nil }
    return step as? DenseStep
  }

  /// What the gate makes of rows of `outputCount` values, in place where their width stays.
  func pass(_ rows: inout [Double], count: Int) {
    switch gate {
    case .open: return
    case .rectifier(let neurons, let slope):
      let width = outputCount
      rows.withUnsafeMutableBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        if neurons == width { return KnotRows.rectify(base, slope: slope, count: count * width) }
        for row in 0..<count { KnotRows.rectify(base + row * width, slope: slope, count: neurons) }
      }
    case .largest: rows = activate(rows, count: count)
    }
  }

  /// What the gate makes of the slope of a row on the way to infinity: a rectifier is active where it rises, and the
  /// steepest member of a window wins.
  func passSlope(_ slope: [Double]) -> [Double] {
    // Both gates are homogeneous: far out the values are multiples of the slope.
    var row = slope
    pass(&row, count: 1)
    return row
  }

  /// What the gate makes of a change of slope at a knot, in the state that it has there.
  /// - Parameters:
  ///   - values: the knot's values in front of the gate.
  ///   - winners: the windows' states there; empty for other gates.
  func passChange(
    _ change: UnsafePointer<Double>, at values: UnsafePointer<Double>, winners: ArraySlice<Int32>,
    into rows: inout [Double]
  ) {
    switch gate {
    case .open: rows += UnsafeBufferPointer(start: change, count: outputCount)
    case .rectifier(let neurons, let slope):
      let start = rows.count
      rows += UnsafeBufferPointer(start: change, count: outputCount)
      rows.withUnsafeMutableBufferPointer { rows in
        for unit in 0..<neurons where values[unit] < 0 { rows[start + unit] *= slope }
      }
    case .largest(let windows):
      for winner in winners { rows.append(change[Int(winner)]) }
      rows += UnsafeBufferPointer(start: change + windows.inputCount, count: outputCount - windows.inputCount)
    }
  }
}
