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
  /// What an intervention and a selector remember.
  let interventionMemory: [Tensor], selectorMemory: [Tensor]

  private static let key = "espalier.run"
  private static let memoryPrefix = "optimizer."
  private static let snapshotPrefix = "snapshot."
  private static let bestPrefix = "best."
  private static let interventionPrefix = "intervention."
  private static let selectorPrefix = "selector."
  private static let prefixes = [memoryPrefix, snapshotPrefix, bestPrefix, interventionPrefix, selectorPrefix]

  init(
    _ state: RunState, _ network: Network, memory: [[Tensor]], snapshot: Network?, bestNetwork: Network?,
    interventionMemory: [Tensor], selectorMemory: [Tensor]
  ) {
    self.interventionMemory = interventionMemory
    self.selectorMemory = selectorMemory
    self.state = state
    self.network = network
    self.memory = memory
    self.snapshot = snapshot
    self.bestNetwork = bestNetwork
  }

  /// Writes the file, which appears whole or not at all.
  /// - Throws: `ArchiveError`, `Interrupted`.
  func write(to path: String, checkpoint: Checkpoint) throws {
    var archive = network.archive
    for (place, arrays) in memory.enumerated() {
      for (parameter, array) in zip(network.parameters, arrays) {
        archive.set(array, for: "\(RunFile.memoryPrefix)\(place).\(parameter.name)")
      }
    }
    for (prefix, further) in [(RunFile.snapshotPrefix, snapshot), (RunFile.bestPrefix, bestNetwork)] {
      for entry in further?.archive.entries ?? [] { archive.set(entry.array, for: prefix + entry.name) }
    }
    for (prefix, arrays) in [
      (RunFile.interventionPrefix, interventionMemory), (RunFile.selectorPrefix, selectorMemory),
    ] {
      for (index, array) in arrays.enumerated() { archive.set(array, for: "\(prefix)\(index)") }
    }
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
      network = try fresh.filled(from: archive.part { name in RunFile.prefixes.allSatisfy { !name.hasPrefix($0) } })
      snapshot = state.hasSnapshot ? try fresh.filled(from: archive.part(RunFile.snapshotPrefix)) : nil
      bestNetwork = state.hasBestNetwork ? try fresh.filled(from: archive.part(RunFile.bestPrefix)) : nil
      memory = try (0..<2).compactMap { place -> [Tensor]? in
        let prefix = "\(RunFile.memoryPrefix)\(place)."
        guard archive.contains(prefix + fresh.parameters[0].name) else { return nil }
        return try fresh.parameters.map { parameter in
          let value = try archive[prefix + parameter.name], shape = parameter.value.shape
          guard value.shape == shape else {
            throw NetworkError.parameterShape(prefix + parameter.name, expected: shape, found: value.shape)
          }
          return value
        }
      }
      interventionMemory = try archive.list(RunFile.interventionPrefix)
      selectorMemory = try archive.list(RunFile.selectorPrefix)
    } catch let error as NetworkError {
      throw NetworkError.runFile(path: path, expected: "all arrays of the run", found: error.description)
    }
  }
}

extension TensorArchive {
  /// The arrays whose names satisfy a condition.
  fileprivate func part(_ isIncluded: (String) -> Bool) -> TensorArchive {
    var part = TensorArchive()
    for entry in entries where isIncluded(entry.name) { part.set(entry.array, for: entry.name) }
    return part
  }

  /// The arrays behind a prefix, without it.
  fileprivate func part(_ prefix: String) -> TensorArchive {
    var part = TensorArchive()
    for entry in entries where entry.name.hasPrefix(prefix) {
      part.set(entry.array, for: String(entry.name.dropFirst(prefix.count)))
    }
    return part
  }

  /// The arrays numbered from 0 behind a prefix.
  fileprivate func list(_ prefix: String) throws -> [Tensor] {
    var arrays: [Tensor] = []
    while contains("\(prefix)\(arrays.count)") { arrays.append(try self["\(prefix)\(arrays.count)"]) }
    return arrays
  }
}
