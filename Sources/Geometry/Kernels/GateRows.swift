/// What gates do to rows of directions and gradients, at points whose states are known.
enum GateRows {
  /// Multiplies the first `units` numbers of each row by 1, or by `slope` where the point's value is negative.
  /// - Parameters:
  ///   - rows: `each` rows a point, `width` numbers each.
  ///   - ahead: one row of `width` values a point.
  static func rectify(
    _ rows: inout [Double], each: Int, ahead: [Double], points: Int, width: Int, units: Int, slope: Double
  ) {
    precondition(rows.count == points * each * width && ahead.count == points * width && units <= width)
    var factors = [Double](repeating: 1, count: units)
    rows.withUnsafeMutableBufferPointer { rows in
      ahead.withUnsafeBufferPointer { ahead in
        factors.withUnsafeMutableBufferPointer { factors in
          guard let rows = rows.baseAddress, let ahead = ahead.baseAddress, let factors = factors.baseAddress
          else { return }
          for point in 0..<points {
            for unit in 0..<units { factors[unit] = ahead[point * width + unit] < 0 ? slope : 1 }
            for row in 0..<each {
              let own = rows + (point * each + row) * width
              for unit in 0..<units { own[unit] *= factors[unit] }
            }
          }
        }
      }
    }
  }

  /// Adds the squares of the first `units` numbers of each row to the sums of its point.
  static func addSquares(
    of rows: [Double], each: Int, points: Int, width: Int, units: Int, to sums: inout [Double]
  ) {
    precondition(rows.count == points * each * width && sums.count == points * units && units <= width)
    rows.withUnsafeBufferPointer { rows in
      sums.withUnsafeMutableBufferPointer { sums in
        guard let rows = rows.baseAddress, let sums = sums.baseAddress else { return }
        for point in 0..<points {
          let sum = sums + point * units
          for row in 0..<each {
            let own = rows + (point * each + row) * width
            for unit in 0..<units { sum[unit] += own[unit] * own[unit] }
          }
        }
      }
    }
  }

  /// Adds the squares of (winner - member) of each window in each row to the sums of its point.
  static func addSquares(
    of rows: [Double], each: Int, points: Int, width: Int, windows: Gate.Windows, winners: [Int32],
    to sums: inout [Double]
  ) {
    let members = windows.members
    precondition(
      rows.count == points * each * width && sums.count == points * members.count
        && winners.count == points * windows.count && windows.inputCount <= width)
    rows.withUnsafeBufferPointer { rows in
      sums.withUnsafeMutableBufferPointer { sums in
        members.withUnsafeBufferPointer { members in
          winners.withUnsafeBufferPointer { winners in
            for point in 0..<points {
              for row in 0..<each {
                let start = (point * each + row) * width
                for window in 0..<windows.count {
                  let best = rows[start + Int(winners[point * windows.count + window])]
                  for place in window * windows.size..<(window + 1) * windows.size {
                    let difference = best - rows[start + Int(members[place])]
                    sums[point * members.count + place] += difference * difference
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
