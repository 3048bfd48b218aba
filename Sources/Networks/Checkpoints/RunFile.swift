import Archives
import FoundationEssentials
import Tensors

/// A run in one safetensors file: its state as JSON among the metadata; the network's numbers under their own names with
/// masks beside, as PyTorch's files have them; what the optimiser remembers and further networks under prefixes.
struct RunFile {
  let state: RunState
  let network: Network
  /// What the optimiser remembers of each parameter: none, one or two arrays a parameter.
  let memory: [[Tensor]]
  let snapshot: Network?
  let bestNetwork: Network?

  private static let key = "espalier.run"
  private static let memoryPrefix = "optimizer."
  private static let snapshotPrefix = "snapshot."
  private static let bestPrefix = "best."

  init(_ state: RunState, _ network: Network, memory: [[Tensor]], snapshot: Network?, bestNetwork: Network?) {
    self.state = state
    self.network = network
    self.memory = memory
    self.snapshot = snapshot
    self.bestNetwork = bestNetwork
  }

  /// Writes the file, which appears whole or not at all.
  /// - Throws: `ArchiveError`, `Interrupted`.
  func write(to path: String, checkpoint: Checkpoint) throws {
    var archive = TensorArchive()
    try archive.set(network)
    for (place, arrays) in memory.enumerated() {
      for (parameter, array) in zip(network.parameters, arrays) {
        archive.set(array, for: "\(RunFile.memoryPrefix)\(place).\(parameter.name)")
      }
    }
    if let snapshot { try archive.set(snapshot, prefix: RunFile.snapshotPrefix) }
    if let bestNetwork { try archive.set(bestNetwork, prefix: RunFile.bestPrefix) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    archive.metadata[RunFile.key] = String(decoding: try encoder.encode(state), as: UTF8.self)
    try archive.write(to: path, checkpoint: checkpoint)
  }

  /// Reads a file.
  /// - Throws: `ArchiveError` for a file that is damaged, `NetworkError.runFile` for one that holds no run or not all of
  ///   it; `Interrupted`.
  init(path: String, checkpoint: Checkpoint) throws {
    let archive = try TensorArchive(path: path, checkpoint: checkpoint)
    guard let text = archive.metadata[RunFile.key] else {
      throw NetworkError.runFile(path: path, expected: "the state of a run", found: "arrays alone")
    }
    do {
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      state = try decoder.decode(RunState.self, from: Data(text.utf8))
    } catch {
      throw NetworkError.runFile(path: path, expected: "the state of a run", found: "a state that cannot be read")
    }
    guard state.version == RunState.version else {
      throw NetworkError.runFile(
        path: path, expected: "a state of version \(RunState.version)", found: "version \(state.version)")
    }
    let fresh = try Network(
      input: state.input, state.layers, initializer: state.initializer, checkpoint: checkpoint)
    do {
      network = try fresh.filled(from: archive, prefix: "")
      snapshot = state.hasSnapshot ? try fresh.filled(from: archive, prefix: RunFile.snapshotPrefix) : nil
      bestNetwork = state.hasBestNetwork ? try fresh.filled(from: archive, prefix: RunFile.bestPrefix) : nil
      memory = try (0..<2).compactMap { place -> [Tensor]? in
        let prefix = "\(RunFile.memoryPrefix)\(place)."
        guard archive.contains(prefix + fresh.parameters[0].name) else { return nil }
        return try fresh.parameters.map { try RunFile.array(archive, prefix + $0.name, $0.value.shape) }
      }
    } catch let error as NetworkError {
      throw NetworkError.runFile(path: path, expected: "all arrays of the run", found: error.description)
    }
  }

  fileprivate static func array(_ archive: TensorArchive, _ name: String, _ shape: Shape) throws -> Tensor {
    let value = try archive[name]
    guard value.shape == shape else { throw NetworkError.parameterShape(name, expected: shape, found: value.shape) }
    return value
  }
}

extension TensorArchive {
  /// Puts a network's numbers and masks under their names.
  fileprivate mutating func set(_ network: Network, prefix: String = "") throws {
    for parameter in network.parameters {
      set(parameter.value, for: prefix + parameter.name)
      guard let mask = parameter.mask else { continue }
      set(try StoredArray(exactly: mask.tensor, as: .bool), for: prefix + parameter.name + ".mask")
    }
  }
}

extension Network {
  /// The network with the numbers and masks of an archive.
  fileprivate func filled(from archive: TensorArchive, prefix: String) throws -> Network {
    var network = self
    var masks: [String: Mask] = [:]
    for parameter in parameters {
      let name = prefix + parameter.name
      network = try network.setting(
        parameter.name, to: RunFile.array(archive, name, parameter.value.shape))
      guard archive.contains(name + ".mask") else { continue }
      let marks = try RunFile.array(archive, name + ".mask", parameter.value.shape)
      masks[parameter.name] = Mask(marks.shape, kept: marks.floats.map { $0 == 0 ? 0 : 1 })
    }
    return try network.masked(by: masks)
  }
}
