extension AffineStage {
  /// The layer, where the stage is one dense layer and nothing is carried beside it.
  var denseStep: DenseStep? {
    guard operations.count == 1, inputWidths.count == 1, case .apply(let step) = operations[0] else { return nil }
    return step as? DenseStep
  }

  /// What the gate makes of the slope of a row on the way to infinity: a rectifier is active where it rises, and the
  /// steepest member of a window wins.
  func passSlope(_ slope: [Double]) -> [Double] {
    // Both gates are homogeneous: far out the values are multiples of the slope.
    activate(slope, count: 1)
  }

  /// What the gate makes of a change of slope at a knot, in the state that it has there.
  /// - Parameters:
  ///   - values: the knot's values in front of the gate.
  ///   - winners: the windows' states there; empty for other gates.
  ///   - row: room for the values behind the gate.
  func passChange(
    _ change: UnsafePointer<Double>, at values: UnsafePointer<Double>, winners: ArraySlice<Int32>, width: Int,
    into row: UnsafeMutablePointer<Double>
  ) {
    switch gate {
    case .open: row.update(from: change, count: width)
    case .rectifier(let neurons, let slope):
      KnotRows.gate(change, where: values, slope: slope, into: row, count: neurons)
      if neurons < width { (row + neurons).update(from: change + neurons, count: width - neurons) }
    case .largest(let windows):
      for (window, winner) in winners.enumerated() { row[window] = change[Int(winner)] }
      (row + winners.count).update(from: change + windows.inputCount, count: width - windows.inputCount)
    }
  }
}
