public import Datasets
public import Geometry
public import Networks
public import Tensors

/// The Fourier heat map of a network's error on labelled images; see `fourierHeatMap(of:on:labels:shape:)`.
/// - Throws: `ExperimentError.setting` for samples without an image shape; as there.
public func fourierHeatMap(
  of network: Network, on samples: Samples, norm: Double = 4, clip: Bool = false, signs: ChannelSigns = .drawn,
  block: Int? = nil, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> FourierHeatMap {
  try fourierHeatMap(
    of: network, on: samples.inputs, labels: samples.labels, shape: samples.images(), norm: norm, clip: clip,
    signs: signs, block: block, seed: seed, checkpoint: checkpoint)
}

/// How far the outputs of a layer of a network move under perturbations of one frequency each; see
/// `fourierChangeMap(of:on:shape:)`.
/// - Parameter layer: a layer with weights, looked at behind its normalisation and activation; the logits without one.
/// - Throws: `ExperimentError.setting` for samples without an image shape, `NetworkError.unknownParameter` for no such
///   layer; as there.
public func fourierChangeMap(
  of network: Network, layer: String? = nil, on samples: Samples, norm: Double = 4, clip: Bool = false,
  signs: ChannelSigns = .drawn, block: Int? = nil, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> FourierChangeMap {
  try fourierChangeMap(
    of: layer.map { try network.prefix(through: $0) } ?? network, on: samples.inputs, shape: samples.images(),
    norm: norm, clip: clip, signs: signs, block: block, seed: seed, checkpoint: checkpoint)
}

/// The Fourier heat map of one network less that of another, on the same images under the same perturbations; see
/// `fourierDifference(of:minus:on:labels:shape:)`.
/// - Throws: `ExperimentError.setting` for samples without an image shape; as there.
public func fourierDifference(
  of first: Network, minus second: Network, on samples: Samples, norm: Double = 4, clip: Bool = false,
  signs: ChannelSigns = .drawn, block: Int? = nil, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> FourierDifference {
  try fourierDifference(
    of: first, minus: second, on: samples.inputs, labels: samples.labels, shape: samples.images(), norm: norm,
    clip: clip, signs: signs, block: block, seed: seed, checkpoint: checkpoint)
}

/// High-frequency fraction and consistent distance of a network along Fourier paths; see
/// `fourierSensitivity(of:on:shape:along:)`.
/// - Throws: `ExperimentError.setting` for samples without an image shape; as there.
public func fourierSensitivity(
  of network: Network, on samples: Samples, along path: FourierPath, pairs: Int = 5_000, steps: Int = 100,
  countsLastBin: Bool = false, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> PathSensitivity {
  try fourierSensitivity(
    of: network, on: samples.inputs, shape: samples.images(), along: path, pairs: pairs, steps: steps,
    countsLastBin: countsLastBin, seed: seed, checkpoint: checkpoint)
}

/// High-frequency fraction of a network along straight lines between images; see
/// `pixelSensitivity(of:on:labels:shape:pairing:)`.
/// - Throws: `ExperimentError.setting` for samples without an image shape; as there.
public func pixelSensitivity(
  of network: Network, on samples: Samples, pairing: PixelPairing, pairs: Int = 200, step: Double = 1,
  countsLastBin: Bool = false, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> PathSensitivity {
  try pixelSensitivity(
    of: network, on: samples.inputs, labels: samples.labels, shape: samples.images(), pairing: pairing, pairs: pairs,
    step: step, countsLastBin: countsLastBin, seed: seed, checkpoint: checkpoint)
}

/// The mean spectrum of images, or of what was done to them.
/// - Parameters:
///   - samples: images.
///   - original: the same images before something was done to them: the spectrum is that of the difference.
/// - Throws: `ExperimentError.setting` for samples without an image shape, `TensorError.shapes` for originals of another
///   number; as `imageSpectrum(of:shape:)`.
public func imageSpectrum(
  of samples: Samples, minus original: Samples? = nil, cut: FrequencyCut = .radius(8), includesMean: Bool = true,
  checkpoint: Checkpoint = .none
) throws -> ImageSpectrum {
  let shape = try samples.images()
  var images = samples.inputs
  if let original {
    guard original.inputs.shape == images.shape else {
      throw TensorError.shapes(operation: "minus", images.shape, original.inputs.shape)
    }
    images = Tensor(images.shape, zip(images.doubles, original.inputs.doubles).map { $0 - $1 })
  }
  return try imageSpectrum(of: images, shape: shape, cut: cut, includesMean: includesMean, checkpoint: checkpoint)
}

extension Samples {
  /// How a row folds into an image.
  /// - Throws: `ExperimentError.setting` where it does not.
  fileprivate func images() throws(ExperimentError) -> ImageShape {
    guard let imageShape else {
      throw .setting(name: "on", expected: "images", found: "rows of \(features) numbers without an image shape")
    }
    return imageShape
  }
}
