extension DimensionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notPoints(let shape):
      "intrinsic dimension needs rows of points [N, D]; found a scalar of shape \(shape); "
        + "pass a matrix, one point a row"
    case .empty(let shape):
      "intrinsic dimension needs at least one point with one coordinate; found shape \(shape)"
    case .tooManyPoints(let count):
      "intrinsic dimension takes at most \(Int32.max) points; found \(count); take a sample of the rows"
    case .notUsable(let row, let column, let value):
      "coordinates must be finite and below 1e60 in magnitude; found \(value) in row \(row), column \(column); "
        + "remove or repair that row"
    case .duplicate(let row, let first):
      "rows must be distinct under duplicates: .error; row \(row) equals row \(first); "
        + "use duplicates: .merge to keep one of each, or .drop"
    case .tooFewNeighbors(let found, let minimum):
      "at least \(minimum) neighbours are needed; found \(found); ask for \(minimum) or more"
    case .tooManyNeighbors(let found, let points):
      "neighbours must be fewer than the points; found \(found) neighbours of \(points) points; "
        + (points > 1 ? "ask for \(points - 1) or fewer" : "pass more points")
    case .shortNeighborLists(let found, let needed):
      "the estimator reads \(needed) neighbours of each point; the lists hold \(found); ask for \(needed)"
    case .foreignNeighbors(let found, let points):
      "the neighbour lists are of \(found) points, the cloud has \(points); take the lists from the same cloud"
    case .trim(let found):
      "the trimmed fraction must be at least 0 and below 1; found \(found)"
    case .parameter(let name, let found, let expected):
      "\(name) must be \(expected); found \(found)"
    case .fewPairs(let within, let total, let inner, let outer):
      "some but not all pairs of points within the radius \(outer) must lie within \(inner); found \(within) of \(total); "
        + (within == 0 ? "choose a larger radius" : "choose a smaller radius or ratio")
    case .nothingLeft(let points, let dropped, let tied):
      "no scale is left to measure: of \(points) points \(dropped) coincide with another and \(tied) have all "
        + "neighbours equally far; pass points that differ"
    }
  }
}
