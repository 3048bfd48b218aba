extension AffineStage {
  /// The values in front of the gate that bend one by one.
  var rectified: Range<Int> { 0..<gate.unitCount }

  /// What the gate makes of `count` rows of `outputCount` values: rows of `activationCount`.
  public func activate(_ rows: [Double], count: Int) -> [Double] {
    switch gate {
    case .open: return rows
    case .rectifier(let neurons, let slope):
      var values = rows
      for row in 0..<count {
        for place in row * outputCount..<row * outputCount + neurons where values[place] < 0 { values[place] *= slope }
      }
      return values
    case .largest(let windows):
      var values: [Double] = []
      values.reserveCapacity(count * activationCount)
      for row in 0..<count {
        let start = row * outputCount
        for window in 0..<windows.count {
          var best = -Double.infinity
          for member in windows.members[window * windows.size..<(window + 1) * windows.size] {
            best = max(best, rows[start + Int(member)])
          }
          values.append(best)
        }
        values += rows[start + windows.inputCount..<start + outputCount]
      }
      return values
    }
  }
}
