import Glibc

/// What a kernel takes from the process around it.
public struct KernelEnvironment: Sendable {
  /// The process that started the kernel, as `JPY_PARENT_PID` gives it; nil for a kernel started by hand.
  public var parentProcess: String?
  /// The notebook's path, as a Jupyter server tells it in `JPY_SESSION_NAME`.
  public var notebook: String?
  /// Where the history is kept; nil for memory.
  public var historyFolder: String?

  /// Whether a Jupyter server stands between the kernel and its front ends, and drops what exceeds its limits.
  var isServed: Bool { notebook != nil }

  /// An environment of its parts.
  public init(parentProcess: String? = nil, notebook: String? = nil, historyFolder: String? = nil) {
    self.parentProcess = parentProcess
    self.notebook = notebook
    self.historyFolder = historyFolder
  }

  /// The environment of this process, with a folder for the history.
  public static func current(historyFolder: String?) -> KernelEnvironment {
    KernelEnvironment(
      parentProcess: variable("JPY_PARENT_PID"), notebook: variable("JPY_SESSION_NAME"), historyFolder: historyFolder)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
