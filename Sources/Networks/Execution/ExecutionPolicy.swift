/// Who decides how the layers with masks run.
public enum ExecutionPolicy: Hashable, Sendable, Codable {
  /// The cost model, a layer at a time.
  case automatic
  /// All of them one way.
  case all(Execution)
  /// What `tune` has measured, by the names of weights; the cost model for the others.
  case chosen([String: Execution])

  /// How each layer with a mask runs in steps of so many samples, by the name of its weight.
  public func choices(for network: Network, batch: Int) -> [String: Execution] {
    let predicted = CostModel.choose(network, batch: batch)
    switch self {
    case .automatic: return predicted
    case .all(let execution): return predicted.mapValues { _ in execution }
    case .chosen(let choices): return predicted.merging(choices) { _, chosen in chosen }
    }
  }
}

extension ExecutionPolicy: CustomStringConvertible {
  /// The policy as it is written in a cell; what was measured as a list in the order of names.
  public var description: String {
    switch self {
    case .automatic: ".automatic"
    case .all(let execution): ".\(execution.rawValue)"
    case .chosen(let choices):
      ".chosen(["
        + choices.sorted { $0.key < $1.key }.map { "\"\($0.key)\": .\($0.value.rawValue)" }.joined(separator: ", ")
        + "])"
    }
  }
}
