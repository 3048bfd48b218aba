import ArgumentParser

extension ParsableCommand {
  /// What `body` gives; its error is told, and ends the program with the status for files that cannot be used.
  func usable<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      // A file error names its file, which need not be this one.
      let name = file == DocumentFile.standardStream ? "standard input" : file
      StandardStreams.writeError("Error: \(error is FileError ? "" : "\(name): ")\(error)\n")
      throw ExitCode(ExitStatus.unusableFile)
    }
  }
}
