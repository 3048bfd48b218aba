extension NetworkError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .widths(let widths):
      "a perceptron needs two widths or more, each from 1 to 268435456: found \(widths); write "
        + "[inputs, hidden…, classes]"
    case .outputLayer(let found):
      "a network that ends in a dense layer behind other layers with weights is needed, to tell what it has learned from "
        + "what it answers; found \(found)"
    case .noLayers: "a network needs at least one layer with weights"
    case .layerSetting(let layer, let setting, let expected, let found):
      "layer \(layer): \(setting) is \(found), expected \(expected)"
    case .layerInput(let layer, let expected, let found):
      "layer \(layer) takes \(expected), but the layer before it gives \(found)"
    case .residualShapes(let layer, let body, let shortcut):
      "the two ways through \(layer) cannot be added: the body gives \(body), the shortcut \(shortcut); give the "
        + "shortcut a convolution of kernel 1 with the body's channels and stride"
    case .duplicateName(let name): "two layers are called \(name); give each a name of its own"
    case .tooLarge(let layer, let limit):
      "with layer \(layer) the network would have more than \(limit) numbers; make it narrower"
    case .unknownParameter(let name, let known):
      "there is no parameter '\(name)'; there are " + known.joined(separator: ", ")
    case .parameterShape(let name, let expected, let found):
      "parameter \(name) has shape \(expected), found \(found)"
    case .maskShape(let name, let expected, let found):
      "the mask of \(name) belongs to another architecture: expected shape \(expected), found \(found)"
    case .parameterNames(let missing, let surplus):
      "the arrays are not those of the network: "
        + [("missing", missing), ("surplus", surplus)].filter { !$0.1.isEmpty }
        .map { "\($0) \(NetworkError.listed($1))" }.joined(separator: "; ")
        + "; build the network that they were saved from"
    case .parameterElements(let name, let found):
      "parameter \(name): expected an array of half, single or double precision, found \(found)"
    case .parameterValue(let name, let place, let expected, let found):
      "parameter \(name) at \(place): expected \(expected), found \(found)"
    case .notPrunable(let name): "\(name) cannot be masked: only weights are pruned, never biases, scales or statistics"
    case .architecture(let expected, let found):
      "the networks differ: expected \(Layer.list(expected)), found \(Layer.list(found))"
    case .inputRank(let shape): "inputs are rows of numbers: expected shape [rows, features], found \(shape)"
    case .inputWidth(let layer, let expected, let found):
      "layer \(layer) takes rows of \(expected) numbers, found \(found); reshape the data or build the network for "
        + "\(found) inputs"
    case .inputImage(let layer, let expected, let found):
      "layer \(layer) takes images of \(expected), found \(found); build the network for images of \(found)"
    case .emptySamples(let part): "the \(part) samples are empty; take at least one row"
    case .classes(let layer, let outputs, let row, let label):
      "label \(label) of row \(row) is outside the network's classes: layer \(layer) has \(outputs) outputs; build the "
        + "network with at least \(label + 1)"
    case .notFinite(let part, let row, let column):
      "the \(part) data hold a NaN or an infinity in row \(row), column \(column); remove or replace it"
    case .setting(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
    case .memory(let needed, let available):
      "the run needs \(NetworkError.gigabytes(needed)) GB of memory and the machine can give "
        + "\(NetworkError.gigabytes(available)) GB; take a smaller batch or a smaller network"
    case .runFile(let path, let expected, let found): "'\(path)': expected \(expected), found \(found)"
    case .diverged(let step, let loss):
      "training diverged: the loss was \(loss.isNaN ? "NaN" : "\(loss)") at step \(step); lower the learning rate"
    }
  }

  /// Bytes in units of 10⁹, to a tenth.
  private static func gigabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000_000) / 100_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Names in order; of many, the first and how many more there are.
  private static func listed(_ names: [String]) -> String {
    let most = 12
    let shown = names.prefix(most).joined(separator: ", ")
    return names.count > most ? shown + " and \(names.count - most) more" : shown
  }
}
