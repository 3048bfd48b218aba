import Dispatch
import Glibc
import JupyterKernel
import JupyterProtocol
import Synchronization

/// A language of a few words, which proves that the kernel knows none: a cell is a line for each action, and a line
/// that is no action is the cell's value.
final class EchoInterpreter: Interpreter {
  static let description = InterpreterDescription(
    implementation: "echo", implementationVersion: "1.2.3",
    language: LanguageInfo(
      name: "echo", version: "1", mimetype: "text/plain", fileExtension: ".echo", pygmentsLexer: "text",
      codemirrorMode: "null"),
    banner: "Echo", helpLinks: [HelpLink(text: "Echoes", url: "https://example.org/echo")])

  private let interrupt: InterruptFlag
  private let names: EchoNames

  init(interrupt: InterruptFlag, names: EchoNames) {
    self.interrupt = interrupt
    self.names = names
  }

  /// The shells of a session.
  static func shells() -> @Sendable () -> Shell {
    let names = EchoNames()
    return {
      let interrupt = InterruptFlag()
      return Shell(
        interrupt: interrupt, position: { ExecutionPosition(line: 1, operation: "an echo") },
        makeInterpreter: { EchoInterpreter(interrupt: interrupt, names: names) })
    }
  }

  var description: InterpreterDescription { Self.description }

  func publishSnapshot() -> any SessionSnapshot { EchoSnapshot(names: names.all) }

  func evaluate(expression: String, output: any CellOutput) -> Result<MimeBundle, ExecutionError> {
    expression == "fail" ? .failure(Self.failure) : .success(MimeBundle(text: expression))
  }

  func execute(_ cell: Cell, output: any CellOutput) -> ExecutionOutcome {
    for line in cell.code.split(separator: "\n" as Character) {
      let words = line.split(separator: " ", maxSplits: 1).map { String($0) }
      if let error = perform(words[0], words.count > 1 ? words[1] : "", cell, output) { return .failed(error) }
    }
    return .completed
  }

  static let failure = ExecutionError(name: "Failure", message: "it failed", traceback: ["line 1", "line 2"])
  static let interruption = ExecutionError(name: "Interrupted", message: "it stopped", traceback: [])

  private func perform(_ action: String, _ text: String, _ cell: Cell, _ output: any CellOutput) -> ExecutionError? {
    switch action {
    case "say": output.write(text + "\n", to: .stdout)
    case "raw": output.write(text, to: .stdout)
    case "warn": output.write(text + "\n", to: .stderr)
    case "show": output.display(MimeBundle(text: text), displayID: "shown")
    case "change": output.update(MimeBundle(text: text), displayID: "shown")
    case "clear": output.clear(wait: text == "wait")
    case "page": output.page(MimeBundle(text: text))
    case "next": output.setNextInput(text, replaces: false)
    case "open":
      output.openComm(text, target: "echoes", data: ["said": .string(text)], metadata: ["version": "1"]) { [$0] }
    case "tell": output.send("told", onComm: text)
    case "let": names.add(text)
    case "fail": return Self.failure
    case "cell": output.result(MimeBundle(text: "\(cell.executionCount) \(cell.cellID ?? "-")"))
    case "flood":
      for number in 0..<100_000 { output.write("line \(number)\n", to: .stdout) }
    case "hang":
      output.write("hanging\n", to: .stdout)
      while !interrupt.isRaised {}
      return Self.interruption
    case "storm":
      let bundle = MimeBundle(text: String(repeating: "x", count: 2000))
      while !interrupt.isRaised { output.display(bundle, displayID: nil) }
      return Self.interruption
    case "newlines": output.write(String(repeating: "\n", count: 1_000_000), to: .stdout)
    case "pause": usleep(5000)
    case "stubborn": sleep(8)
    case "ask": return ask(text, output)
    case "later":
      // A thread that shows something when the cell may have ended.
      DispatchQueue.global().async { for _ in 0..<1000 { output.write("late\n", to: .stdout) } }
    default: output.result(MimeBundle(text: cell.code))
    }
    return nil
  }

  private func ask(_ prompt: String, _ output: any CellOutput) -> ExecutionError? {
    do {
      output.write("answer: \(try output.readLine(prompt: prompt, password: prompt == "password"))\n", to: .stdout)
      return nil
    } catch {
      switch error {
      case .notAllowed: return ExecutionError(name: "NotAllowed", message: "no input here", traceback: [])
      case .interrupted: return Self.interruption
      }
    }
  }
}

/// The names that the shells of a session share.
final class EchoNames: Sendable {
  private let names = Mutex<[String]>([])

  var all: [String] { names.withLock { $0 } }

  func add(_ name: String) { names.withLock { $0.append(name) } }
}

/// The names that cells have declared.
struct EchoSnapshot: SessionSnapshot {
  let names: [String]

  var variables: [Variable] { names.map { Variable(name: $0, type: "Echo", preview: "an echo") } }

  func complete(_ code: String, at codePoint: Int) -> Completion {
    let prefix = String(String.UnicodeScalarView(code.unicodeScalars.prefix(codePoint)))
    let items = names.map { CompletionItem(text: $0, type: "instance", signature: prefix) }
    return Completion(matches: items, range: 0..<codePoint)
  }

  func inspect(_ code: String, at codePoint: Int, detail: Int) -> Inspection? {
    names.contains(code) ? Inspection(bundle: MimeBundle(text: "\(code) \(codePoint) \(detail)")) : nil
  }

  func completeness(of code: String) -> Completeness {
    switch code.last {
    case "{": .incomplete(indent: "  ")
    case "}": .invalid
    case "?": .unknown
    default: .complete
    }
  }
}

/// An interrupt as any language may keep it.
final class InterruptFlag: Interrupting {
  private let flag = Atomic<Bool>(false)

  var isInterrupted: Bool { isRaised }
  var isRaised: Bool { flag.load(ordering: .acquiring) }
  func interrupt() { flag.store(true, ordering: .releasing) }
  func reset() { flag.store(false, ordering: .releasing) }
}
