/// What every estimator says about the points that it was given.
extension PointCloud {
  /// Values of the measured points, repeated for each row that a point stands for; NaN for rows without one.
  func spread(_ local: [Double]) -> [Double] { places.map { $0 < 0 ? .nan : local[$0] } }

  func counts(used: Int, dropped: Int, tied: Int) -> DimensionEstimate.Counts {
    DimensionEstimate.Counts(rows: rowCount, used: used, duplicates: duplicateCount, dropped: dropped, tied: tied)
  }

  func notes(dropped: Int) -> [String] {
    var notes = remarks
    if dropped > 0 { notes.append("\(dropped) points at distance zero from another were dropped") }
    return notes
  }

  /// What keeps estimators of coordinates from the cloud, in words; nil where nothing does.
  var partiality: String? {
    switch subject {
    case .everyPoint: nil
    case .anchors(let rows): "\(rows.count) anchors"
    case .queries: "queries apart from the reference"
    case .distances: "a matrix of distances"
    }
  }
}

extension Neighbors {
  /// Points whose nearest neighbour is not at distance zero.
  var pointsApart: [Int] { (0..<count).filter { radius($0, rank: 1) > 0 } }
}
