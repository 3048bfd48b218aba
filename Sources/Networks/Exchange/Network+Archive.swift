public import Archives
import Datasets
import Tensors

extension Network {
  /// Everything that the network holds, under PyTorch's names and in its layouts.
  ///
  /// Parameters and running statistics are arrays of single precision in the order of the layers; behind the statistics
  /// of a batch normalisation stands `num_batches_tracked`, an integer that is 0 because nothing here counts batches; a
  /// weight that is pruned is zero and has its mask beside it, as truth values called `fc1.weight.mask`. What was done to
  /// the inputs is `standardization.mean` and `standardization.deviation`. The metadata
  /// tell the input, the layers as a cell writes them, and the initializer.
  /// - Complexity: O(parameters).
  public var archive: TensorArchive {
    var archive = TensorArchive()
    archive.metadata = [
      "format": "pt", "input": "[\(input.channels), \(input.height), \(input.width)]", "layers": Layer.list(layers),
      "initializer": initializer.rawValue,
    ]
    if let standardization { archive.set(standardization) }
    for parameter in parameters {
      archive.set(parameter.value, for: parameter.name)
      if let mask = parameter.mask {
        archive.set(StoredArray(.bool, mask.shape, bytes: mask.kept[...]), for: parameter.name + ArchiveNames.mask)
      }
      if let counter = ArchiveNames.counter(beside: parameter) {
        archive.set(StoredArray([0], shape: []), for: counter)
      }
    }
    return archive
  }

  /// The same layers with the numbers and the masks of an archive.
  ///
  /// The names are PyTorch's; `module.` in front of all of them, as parallel training leaves it, is passed over. Numbers
  /// may be of half, single or double precision, and are rounded to single. A mask is `fc1.weight.mask`, or
  /// `fc1.weight_mask` beside `fc1.weight_orig` as `torch.nn.utils.prune` has it; a weight without one is present
  /// whole, whatever mask the network had. What a mask prunes becomes zero.
  /// - Throws: `NetworkError.parameterNames` unless the archive has just the network's parameters, `.parameterShape`,
  ///   `.maskShape`, `.parameterElements` for integers, `.parameterValue` for the first number that is not finite, a
  ///   negative variance, or a mark that is neither 0 nor 1, `.notPrunable` for a mask that prunes a bias.
  /// - Complexity: O(parameters).
  public func filled(from archive: TensorArchive) throws -> Network {
    let names = ArchiveNames(of: archive, for: self)
    try names.demandMatch()
    let standardization = try archive.standardization
    return try expecting(standardization).mapParameters { parameter in
      let values = try parameter.values(in: names.array(of: parameter))
      return try Parameter(
        parameter.name, parameter.kind, Tensor(parameter.value.shape, values),
        mask: names.maskArray(of: parameter).flatMap(parameter.mask(in:)))
    }
  }
}
