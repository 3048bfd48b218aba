public import Datasets

/// What a session takes from the machine around it.
public struct WorkbenchEnvironment: Sendable {
  /// The folder of data sets.
  public let data: DataFolder

  public init(data: DataFolder) { self.data = data }

  /// A machine whose data sets are in one folder; nil where none is named.
  public init(dataFolder: String?) { data = DataFolder(path: dataFolder) }

  /// The environment of this process.
  public static var current: WorkbenchEnvironment { WorkbenchEnvironment(data: .fromEnvironment) }
}
