extension HullError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notPoints(let role, let shape):
      "\(role.rawValue) of a hull must be rows [N, D]; found shape \(shape); reshape them to a matrix, one point a row"
    case .empty(let role, let shape):
      "\(role.rawValue) of a hull must hold at least one row and one column; found shape \(shape); pass some"
    case .notUsable(let role, let row, let column, let value):
      "\(role.rawValue) must be finite and below 1e60 in magnitude; found \(value) in row \(row), column \(column); "
        + "remove or repair that row"
    case .dimensions(let points, let queries):
      "queries and points must have the same number of coordinates; found \(queries) and \(points); "
        + "take both from the same space"
    }
  }
}
