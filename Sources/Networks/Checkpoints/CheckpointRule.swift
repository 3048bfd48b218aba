/// Where the state of a run is kept on the way, and how often.
///
/// The file is called after the run (`RunDescription.name`), so a run of the same settings, data and weights finds it
/// and goes on from there, to the same bits as if it had never stopped; a finished one is read and not made again.
public struct CheckpointRule: Hashable, Sendable, Codable {
  /// How often.
  public let interval: Interval
  /// The folder, made where it is missing.
  public let folder: String

  /// Every so many steps or epochs, in a folder.
  public static func every(_ interval: Interval, in folder: String) -> CheckpointRule {
    CheckpointRule(interval: interval, folder: folder)
  }

  /// The file of a run.
  func path(_ description: RunDescription) -> String { folder + "/" + description.name + ".safetensors" }
}

extension CheckpointRule: CustomStringConvertible {
  /// The rule as it is written in a cell.
  public var description: String { ".every(\(interval), in: \"\(folder)\")" }
}
