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
    case .noStages:
      "a network with at least one layer is needed; found none; pass a network"
    case .stagesDisagree(let first, let outputs, let second, let inputs):
      "the outputs of \(first) must be the inputs of \(second); found \(outputs) and \(inputs); check the network"
    case .stageShape(let name, let weights, let bias):
      "\(name) needs weights [out, in] and a bias [out]; found weights \(weights)"
        + (bias.map { " and bias \($0)" } ?? "") + "; check the layer"
    case .unsupported(let name, let kind):
      "layers must be dense with ReLU between them; found \(kind) (\(name)); pass such a network"
    case .overflow(let stage):
      "the values of a network must be finite; found NaN or infinity behind \(stage); check its weights"
    case .plane(let fault):
      fault.description
    }
  }
}
