public import Geometry
public import Networks
public import Tensors

/// The intrinsic dimension of what a network makes of samples, layer by layer.
public struct DimensionProfile: Hashable, Sendable {
  /// One layer's outputs.
  public struct Layer: Hashable, Sendable {
    /// The layer's name; `input` for the inputs themselves.
    public let name: String
    /// Numbers in an output: the ambient dimension.
    public let width: Int
    /// Its dimension; nil where none can be estimated.
    public let estimate: DimensionEstimate?
    /// Why there is no estimate, in words.
    public let failure: String?
  }

  /// From the inputs to the logits.
  public let layers: [Layer]
  /// The estimator in words.
  public let method: String
  /// Samples that the layers were fed.
  public let samples: Int
}

/// Estimates the dimension of a set of samples as a network represents it in each of its layers.
///
/// A smooth map cannot raise the dimension of a manifold. An estimate that rises with depth speaks of scale, noise and
/// curvature: the same samples, seen at another distance (`DimensionEstimate.scale`).
///
/// Source: Ansuini, Laio, Macke, Zoccolan, "Intrinsic dimension of data representations in deep neural networks",
/// arXiv:1905.12784.
/// - Parameters:
///   - network: whose layers are looked at.
///   - inputs: rows of samples.
///   - method: the estimator.
///   - duplicates: what becomes of equal outputs, which a collapsed layer has many of.
///   - checkpoint: where the work looks for an interrupt and reports the layers done.
/// - Throws: `NetworkError` where the inputs do not fit; `Interrupted`. A layer whose outputs leave no scale to measure
///   says so in its `failure`.
/// - Complexity: for each layer that of its outputs and of `intrinsicDimension`.
public func dimensionProfile(
  of network: Network, on inputs: Tensor, _ method: DimensionMethod = .twoNN(),
  duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionProfile {
  let names = network.outputLayers
  var layers: [DimensionProfile.Layer] = []
  try network.forEachLayerOutput(of: inputs, checkpoint: checkpoint) { output in
    let part = checkpoint.part(layers.count, of: names.count)
    var estimate: DimensionEstimate?
    var failure: String?
    do {
      estimate = try intrinsicDimension(output.values, method, duplicates: duplicates, checkpoint: part)
    } catch let error as DimensionError {
      failure = "\(error)"
    }
    layers.append(
      DimensionProfile.Layer(
        name: output.name, width: output.values.count / max(output.values.shape[0], 1), estimate: estimate,
        failure: failure))
  }
  return DimensionProfile(layers: layers, method: "\(method)", samples: inputs.shape[0])
}
