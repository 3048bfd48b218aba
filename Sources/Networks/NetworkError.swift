public import Tensors

/// Why a network cannot be built, run or trained.
public enum NetworkError: Error, Hashable, Sendable {
  /// A perceptron needs two positive widths or more.
  case widths([Int])
  /// No layer has weights.
  case noLayers
  /// The last layer is no dense one behind others with weights.
  case outputLayer(found: String)
  /// A number of a layer is outside what it may be.
  case layerSetting(_ layer: String, _ setting: String, expected: String, found: String)
  /// A layer cannot take what the one before it gives.
  case layerInput(_ layer: String, expected: String, found: ImageShape)
  /// The two ways through a residual layer end in different shapes.
  case residualShapes(_ layer: String, body: ImageShape, shortcut: ImageShape)
  /// Two layers share a name.
  case duplicateName(String)
  /// The network would have more parameters, or larger images, than are allowed.
  case tooLarge(layer: String, limit: Int)
  /// There is no parameter of this name.
  case unknownParameter(String, known: [String])
  /// A value does not have the parameter's shape.
  case parameterShape(String, expected: Shape, found: Shape)
  /// A mask does not have the parameter's shape.
  case maskShape(String, expected: Shape, found: Shape)
  /// An archive does not have just the parameters of the network.
  case parameterNames(missing: [String], surplus: [String])
  /// An array for a parameter does not hold numbers with fractions.
  case parameterElements(String, found: String)
  /// A number of a parameter, or a mark of its mask, is not what it may be.
  case parameterValue(String, place: [Int], expected: String, found: String)
  /// Only weights are pruned.
  case notPrunable(String)
  /// Two networks that must be alike have different layers.
  case architecture(expected: [Layer], found: [Layer])
  /// Inputs are not rows.
  case inputRank(Shape)
  /// Input rows are not as wide as the first layer takes.
  case inputWidth(layer: String, expected: Int, found: Int)
  /// Images are as large as the network takes, but of another shape.
  case inputImage(layer: String, expected: ImageShape, found: ImageShape)
  /// There is nothing to learn from or to measure on.
  case emptySamples(part: String)
  /// The samples have more classes than the network has outputs.
  case classes(layer: String, outputs: Int, row: Int, label: Int)
  /// The data hold a number that is not finite.
  case notFinite(part: String, row: Int, column: Int)
  /// A setting is outside what it may be.
  case setting(name: String, expected: String, found: String)
  /// A run needs more memory than the machine can give, in bytes.
  case memory(needed: Int, available: Int)
  /// A file does not hold what was asked of it.
  case runFile(path: String, expected: String, found: String)
  /// The loss stopped being a number.
  case diverged(step: Int, loss: Double)
}
