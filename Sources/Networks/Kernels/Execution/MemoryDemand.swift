import Glibc
import Tensors

/// What a training run will ask of the machine's memory, known before it is asked.
enum MemoryDemand {
  /// Bytes of a training run: numbers, gradients, what the optimiser remembers, activations.
  static func training(_ network: Network, _ settings: TrainingSettings) -> Int {
    let plan = ExecutionPlan(network)
    let arrays = 2 + settings.optimizer.memory
    let activations = Workspace.byteCount(plan, lanes: Lanes(settings.batch), training: true)
    return activations + arrays * plan.count * MemoryLayout<Float>.stride
  }

  /// Bytes that the system says it can give without swapping; nil where it does not say.
  static var available: Int? {
    guard let file = fopen("/proc/meminfo", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      if text.hasPrefix("MemAvailable:"), let kilobytes = text.split(separator: " ").compactMap({ Int($0) }).first {
        return kilobytes * 1_024
      }
    }
    return nil
  }

  /// - Throws: `NetworkError.memory` where the run needs more than there is.
  static func check(_ network: Network, _ settings: TrainingSettings) throws(NetworkError) {
    let needed = training(network, settings)
    if let available, needed > available { throw .memory(needed: needed, available: available) }
  }
}
