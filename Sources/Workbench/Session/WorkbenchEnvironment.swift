import Glibc

/// What a session takes from the machine around it.
public struct WorkbenchEnvironment: Sendable {
  /// The folder of data sets (`ESPALIER_DATA`), nil where none is named.
  public let dataFolder: String?

  public init(dataFolder: String?) { self.dataFolder = dataFolder }

  /// The environment of this process.
  public static var current: WorkbenchEnvironment {
    WorkbenchEnvironment(
      dataFolder: getenv("ESPALIER_DATA").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 })
  }
}
