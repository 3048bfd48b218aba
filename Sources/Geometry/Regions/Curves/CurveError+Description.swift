extension CurveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pointsShape(let shape, let inputs):
      "points must be rows with one coordinate for each input of the network; expected [n, \(inputs)], found shape "
        + "\(shape); reshape them"
    case .tooFewVertices(let count, let minimum):
      "a \(minimum == 3 ? "closed curve" : "polyline") needs at least \(minimum) vertices; found \(count); pass more"
    case .notUsable(let row, let value):
      "points must be finite and below 1e60 in magnitude; found \(value) in row \(row); repair it"
    case .noLength:
      "the vertices of a curve must differ; found the same point throughout; pass others"
    case .endsDisagree(let first, let second):
      "each line needs two ends; found \(first) first and \(second) second points; pass as many of both"
    case .samePoint(let line):
      "the two ends of a line must differ; found the same point twice in row \(line); drop the row"
    case .lineCount(let count, let maximum):
      "the number of random lines must lie between 1 and \(maximum) for this network; found \(count); change it"
    case .chordCount(let count, let maximum):
      "the number of chords must lie between 4 and \(maximum) for this network; found \(count); change it"
    case .ambient(let inputs, let needed):
      "the curve lies in \(needed) dimensions or more; found a network of \(inputs) inputs; pass a wider one"
    case .parameter(let name, let value):
      "the \(name) of a curve must be \(name == "height" ? "" : "positive and ")at most 1e6 in magnitude; found \(value); "
        + "change it"
    }
  }
}
