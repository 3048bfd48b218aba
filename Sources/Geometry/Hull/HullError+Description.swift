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
    case .outOfRange(let label, let found, let expected):
      "\(label) must be \(expected); found \(HullError.words(found)); choose one in that range"
    case .components(let asked, let available):
      "the points have \(available) principal components; found a request for \(asked); ask for at most \(available)"
    case .notImages(let shape):
      "images must be [N, C, H, W], [N, H, W], or rows of square images [N, H·W]; found shape \(shape); reshape them"
    case .partOfImages(let part, let height, let width):
      "\(part) must fit images of \(height) × \(width) pixels; it does not; choose a smaller one"
    case .tooFewPoints(let found, let minimum):
      "at least \(minimum) points are needed; found \(found); pass more"
    }
  }

  private static func words(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
