import Glibc
import JupyterKernel
import Synchronization
import Tensors

/// Runs cells as they come from standard input, without prompts or editing.
///
/// A cell ends with the line that makes it whole. The questions of cells are answered by the lines that follow.
struct PipedCells {
  private let lines = StandardLines()
  private let isAsked: Bool

  /// Cells longer than this many lines are looked at only where a line begins without indent, as their end does: each
  /// look reads the whole.
  private static let longCell = 64

  /// - Parameter isAsked: Somebody types, and wants to know when to go on.
  init(isAsked: Bool) {
    self.isAsked = isAsked
  }

  /// Runs cells to the first that fails.
  ///
  /// - Returns: The status of the process.
  func execute(in interpreter: any Interpreter, interrupt: InterruptFlag, status: StatusLine) -> Int32 {
    let output = TerminalOutput(status: status, reader: lines)
    var count = 1
    while let cell = nextCell(in: interpreter, count: count) {
      let code: String
      do {
        code = try SourceText.decode(cell)
      } catch {
        StandardStreams.writeError("Error: standard input: \(error)\n")
        return ExitStatus.unusableFile
      }
      if code.allSatisfy(\.isWhitespace) { continue }
      if isAsked { interrupt.lower() }
      let outcome = interpreter.execute(Cell(code: code, executionCount: count, allowStdin: true), output: output)
      output.finish()
      if case .failed(let error) = outcome {
        StandardStreams.writeError(lines: error.traceback)
        // At a prompt, the reader mends it.
        if !isAsked { return interrupt.isRaised ? ExitStatus.interrupted : ExitStatus.failedCell }
      }
      fflush(nil)
      count += 1
    }
    return ExitStatus.success
  }

  /// The lines of a cell; nil at the end of input.
  private func nextCell(in interpreter: any Interpreter, count: Int) -> [UInt8]? {
    let snapshot = interpreter.publishSnapshot()
    var cell: [UInt8] = []
    var lineCount = 0
    if isAsked { StandardStreams.writeTerminal("\(count)> ") }
    while let line = lines.next() {
      cell += line
      lineCount += 1
      let isIndented = line.first.map { [0x20, 0x09, 0x0A].contains($0) } ?? true
      if lineCount > Self.longCell, isIndented { continue }
      if case .incomplete = snapshot.completeness(of: String(decoding: cell, as: UTF8.self)) { continue }
      return cell
    }
    return cell.isEmpty ? nil : cell
  }
}

/// The lines of standard input, read without the C library, whose lock on the stream would hold up the writing thread.
private final class StandardLines: AnswerReader {
  /// What has been read beyond the last line.
  private let rest = Mutex<ArraySlice<UInt8>>([])

  /// The next line with its end; nil at the end of input.
  func next() -> [UInt8]? {
    rest.withLock { rest in
      var line: [UInt8] = []
      while true {
        if let end = rest.firstIndex(of: 0x0A) {
          line += rest[...end]
          rest = rest[(end + 1)...]
          return line
        }
        line += rest
        var part = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(STDIN_FILENO, &part, part.count)
        rest = part[..<max(count, 0)]
        if count == 0 || count < 0 && errno != EINTR { return line.isEmpty ? nil : line }
      }
    }
  }

  func readAnswer(isHidden: Bool) throws(InputError) -> String {
    guard var line = next() else { return "" }
    if line.last == 0x0A { line.removeLast() }
    if line.last == 0x0D { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }
}
