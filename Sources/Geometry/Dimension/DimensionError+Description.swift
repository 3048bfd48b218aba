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
    case .wideNeighborhood(let found, let limit):
      "vectors of at most \(limit) neighbours are compared; found \(found); ask for \(limit) or fewer"
    case .separable(let points):
      "each of \(points) points is separated from all others at every margin, so their dimension is beyond what "
        + "so few points can show; pass more points"
    case .disconnected(let largest, let points, let neighbors):
      "the graph of \(neighbors) neighbours must join at least half of the points; its largest piece has \(largest) of "
        + "\(points); ask for more neighbours"
    case .bunchedDistances(let width, let deviation, let neighbors):
      "distances along the graph of \(neighbors) neighbours must have a hump at least half as wide as their deviation "
        + "\(deviation); found \(width): they bunch by the number of edges of a path; "
        + "pass more points or fewer neighbours, or use an estimator of short distances such as .twoNN()"
    case .noMode(let points):
      "the distances along the graph of \(points) points have no maximum that a sphere's could be fitted to; "
        + "pass more points or ask for fewer neighbours"
    case .fewPairs(let within, let total, let inner, let outer):
      "some but not all pairs of points within the radius \(outer) must lie within \(inner); found \(within) of \(total); "
        + (within == 0 ? "choose a larger radius" : "choose a smaller radius or ratio")
    case .nothingLeft(let points, let dropped, let tied):
      "no scale is left to measure: of \(points) points \(dropped) coincide with another and \(tied) have all "
        + "neighbours equally far; pass points that differ"
    case .zeroVector(let row):
      "the cosine metric needs rows with a direction; row \(row) is all zeros; remove that row or use metric: .euclidean"
    case .anchors(let found, let points):
      "anchors must be between 1 and the \(points) distinct points; found \(found); "
        + "ask for \(points) or fewer, or leave anchors out"
    case .anchorsOfPart:
      "anchors are drawn from a set of points all of which are measured; found anchors, queries or distances; "
        + "start from PointCloud(points)"
    case .widths(let queries, let reference):
      "queries and reference need as many coordinates; found \(queries) and \(reference); "
        + "pass rows of the same width"
    case .queryInReference(let query, let reference):
      "queries must not be reference points under duplicates: .error; query \(query) equals reference row "
        + "\(reference); use duplicates: .merge to take it for that point, or .drop"
    case .tooFewReferences(let found, let available):
      "neighbours must be at most the reference points; found \(found) neighbours of \(available) points; "
        + (available > 0 ? "ask for \(available) or fewer" : "pass more reference points")
    case .notSquare(let shape):
      "distances must be a square matrix [N, N]; found shape \(shape); pass the distance of every pair of points"
    case .notADistance(let row, let column, let value, let mirrored):
      "distances must be at least 0, symmetric, and 0 on the diagonal; found \(value) in row \(row), column \(column) "
        + "and \(mirrored) in row \(column), column \(row); repair that entry"
    case .jitterOfDistances(let row, let first):
      "distances cannot be jittered; row \(row) is at distance 0 from row \(first); "
        + "use duplicates: .merge or .drop, or pass points"
    case .needsWholeSet(let estimator, let found):
      "\(estimator) reads the coordinates of all points; found \(found); "
        + "pass the points themselves, or use an estimator of distances such as .mle() or .twoNN()"
    }
  }
}
