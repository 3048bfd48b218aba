import CommandLanguage
import Figures
import Synchronization
import Tensors
import Workbench

/// A Workbench session with everything it shows recorded.
final class Bench {
  let workbench: Workbench
  private var cells = 0

  init(dataFolder: String? = nil) throws {
    workbench = try Workbench(environment: WorkbenchEnvironment(dataFolder: dataFolder))
  }

  /// Runs a cell and gives how it ended, with its output.
  func run(_ source: String, output: RecordedOutput = RecordedOutput()) -> (report: CellReport, output: RecordedOutput)
  {
    cells += 1
    return (workbench.run(source, cell: "cell \(cells)", output: output), output)
  }

  /// The text of the value of a cell's last expression; the errors where it failed.
  func text(_ source: String) -> String {
    let report = run(source).report
    guard report.failures.isEmpty else { return report.failures.map(\.text).joined(separator: "\n") }
    return report.result?.plainText ?? "()"
  }
}

/// Keeps what a cell shows, in order.
final class RecordedOutput: WorkbenchOutput {
  enum Event: Hashable, Sendable {
    case write(String)
    case warn(String)
    case show(DisplayBundle, id: String?)
    case update(DisplayBundle, id: String)
    case clear(wait: Bool)
    case page(DisplayBundle)
    case nextInput(String, replaces: Bool)
    case ask(String, isPassword: Bool)
    case control(String, Double)
  }

  private let recorded = Mutex<[Event]>([])
  private let observer: (@Sendable (Event) -> Void)?
  /// What the reader answers to a question; nil where there is no reader.
  private let answer: (@Sendable (String) throws -> String?)?
  private let shownControls = Mutex<[Control]>([])

  init(
    observer: (@Sendable (Event) -> Void)? = nil, answer: (@Sendable (String) throws -> String?)? = nil
  ) {
    self.observer = observer
    self.answer = answer
  }

  /// The controls that were shown.
  var controls: [Control] { shownControls.withLock { $0 } }

  var events: [Event] { recorded.withLock { $0 } }

  /// What the cell printed.
  var printed: String {
    events.map { if case .write(let text) = $0 { text } else { "" } }.joined()
  }

  /// What the displays show in the end: each bundle's text, updates applied.
  var displayed: [String] {
    var texts: [(id: String?, text: String)] = []
    for event in events {
      switch event {
      case .show(let bundle, let id): texts.append((id, bundle.plainText))
      case .update(let bundle, let id):
        for index in texts.indices where texts[index].id == id { texts[index].text = bundle.plainText }
      default: break
      }
    }
    return texts.map(\.text)
  }

  func write(_ text: String) { record(.write(text)) }
  func warn(_ text: String) { record(.warn(text)) }
  func show(_ bundle: DisplayBundle, id: String?) { record(.show(bundle, id: id)) }
  func update(_ bundle: DisplayBundle, id: String) { record(.update(bundle, id: id)) }

  func clear(wait: Bool) { record(.clear(wait: wait)) }
  func page(_ bundle: DisplayBundle) { record(.page(bundle)) }
  func setNextInput(_ text: String, replaces: Bool) { record(.nextInput(text, replaces: replaces)) }
  func update(_ control: Control) { record(.control(control.id, control.value)) }

  func show(_ control: Control) {
    shownControls.withLock { $0.append(control) }
    record(.control(control.id, control.value))
  }

  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    record(.ask(prompt, isPassword: isPassword))
    guard let answer else { throw NoReader() }
    return try answer(prompt)
  }

  private func record(_ event: Event) {
    recorded.withLock { $0.append(event) }
    observer?(event)
  }
}
