/// What every estimator says about the points that it was given.
extension PointCloud {
  /// Values of the measured points, repeated for each row that a point stands for.
  func spread(_ local: [Double]) -> [Double] { places.map { local[$0] } }

  func counts(used: Int, dropped: Int, tied: Int) -> DimensionEstimate.Counts {
    DimensionEstimate.Counts(rows: rowCount, used: used, duplicates: duplicateCount, dropped: dropped, tied: tied)
  }

  func notes(dropped: Int) -> [String] {
    var notes: [String] = []
    if duplicateCount > 0, duplicates == .merge {
      notes.append("\(duplicateCount) of \(rowCount) rows repeat an earlier row and were merged with it")
    }
    if dropped > 0 { notes.append("\(dropped) points at distance zero from another were dropped") }
    return notes
  }
}

extension Neighbors {
  /// Points whose nearest neighbour is not at distance zero.
  var pointsApart: [Int] { (0..<count).filter { radius($0, rank: 1) > 0 } }
}
