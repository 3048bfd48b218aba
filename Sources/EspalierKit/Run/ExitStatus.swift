/// How `run` tells a calling program what happened.
enum ExitStatus {
  /// Every cell ran to its end.
  static let success: Int32 = 0
  /// A cell ended in an error.
  static let failedCell: Int32 = 1
  /// The file could not be read, understood or written.
  static let unusableFile: Int32 = 2
  /// The run was interrupted; 128 and the number of SIGINT, as shells count.
  static let interrupted: Int32 = 130
}
