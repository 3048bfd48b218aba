extension RegionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pointShape(let shape, let inputs):
      "a point must have one coordinate for each input of the network; expected \(inputs), found shape \(shape); "
        + "pass one sample"
    case .notUsable(let point, let coordinate, let value):
      "points must be finite and below 1e60 in magnitude; found \(value) in coordinate \(coordinate) of the "
        + "\(point == 0 ? "first" : "second") point; repair it"
    case .samePoint:
      "the two points of a line must differ; found the same point twice; pass another"
    case .pointsShape(let shape, let inputs):
      "points must be rows with one coordinate for each input of the network; expected at least one row of \(inputs), "
        + "found shape \(shape); pass samples of the network's inputs"
    case .rowNotUsable(let row, let coordinate, let value):
      "points must be finite and below 1e60 in magnitude; found \(value) in row \(row), coordinate \(coordinate); "
        + "remove or repair that row"
    case .parameter(let name, let expected, let found):
      "\(name) must be \(expected); found \(found)"
    case .tangents(let name, let expected, let found):
      "\(name) must be \(expected); found \(found)"
    case .noStages:
      "a network with at least one layer is needed; found none; pass a network"
    case .stagesDisagree(let first, let outputs, let second, let inputs):
      "the outputs of \(first) must be the inputs of \(second); found \(outputs) and \(inputs); check the network"
    case .stageShape(let name, let weights, let bias):
      "\(name) needs weights [out, in], or [out, in / groups, height, width] that fit its images, and a bias [out]; found "
        + "weights \(weights)"
        + (bias.map { " and bias \($0)" } ?? "") + "; check the layer"
    case .windows(let name, let height, let width, let input):
      "windows of \(name) must fit an image of \(input); found \(height)×\(width); check the layer"
    case .unsupported(let name, let kind):
      "linear regions need piecewise linear layers; found \(kind) (\(name)), which is smooth: its regions are infinitely "
        + "fine, so there is no count and no boundary; use relu or leakyReLU"
    case .overflow(let stage):
      "the values of a network must be finite; found NaN or infinity behind \(stage); check its weights"
    case .plane(let fault):
      fault.description
    }
  }
}
