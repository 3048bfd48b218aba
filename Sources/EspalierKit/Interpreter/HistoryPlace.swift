import Glibc

/// Where the history of cells is kept.
enum HistoryPlace {
  /// The folder; nil where it is to stay in memory.
  static var folder: String? {
    if let named = variable("ESPALIER_HISTORY") { return named == "off" ? nil : named }
    if let state = variable("XDG_STATE_HOME") { return state + "/espalier/history" }
    return variable("HOME").map { $0 + "/.local/state/espalier/history" }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
