import FoundationEssentials
import Figures
import JupyterKernel
import JupyterProtocol
import Tensors
import Workbench

/// A cell's output in the kernel's terms.
final class NotebookOutput: WorkbenchOutput {
  private let cell: any CellOutput
  private let widgets: WidgetStore

  init(_ cell: any CellOutput, widgets: WidgetStore) {
    self.cell = cell
    self.widgets = widgets
  }

  func write(_ text: String) { cell.write(text, to: .stdout) }
  func warn(_ text: String) { cell.write(text, to: .stderr) }
  func show(_ bundle: DisplayBundle, id: String?) { cell.display(MimeBundle(bundle), displayID: id) }
  func update(_ bundle: DisplayBundle, id: String) { cell.update(MimeBundle(bundle), displayID: id) }
  func clear(wait: Bool) { cell.clear(wait: wait) }
  func page(_ bundle: DisplayBundle) { cell.page(MimeBundle(bundle)) }
  func setNextInput(_ text: String, replaces: Bool) { cell.setNextInput(text, replaces: replaces) }
  func show(_ control: Control) { widgets.show(control, on: cell) }
  func update(_ control: Control) { widgets.update(control, on: cell) }

  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    do throws(InputError) {
      return try cell.readLine(prompt: prompt, password: isPassword)
    } catch {
      switch error {
      case .notAllowed: throw NoReader()
      case .interrupted: throw Interrupted()
      }
    }
  }
}

extension MimeBundle {
  /// A display bundle as messages carry it: text as it is, bytes as base64, JSON as a value.
  init(_ bundle: DisplayBundle) {
    var data: [String: JSONValue] = [:]
    for entry in bundle.entries {
      switch entry.content {
      case .text(let text): data[entry.mime] = .string(text)
      case .bytes(let bytes): data[entry.mime] = .string(Data(bytes).base64EncodedString())
      case .json(let text): data[entry.mime] = try? JSONValue(parsing: text)
      }
    }
    let metadata = bundle.extents.mapValues { extent -> JSONValue in
      ["width": .int(extent.width), "height": .int(extent.height)]
    }
    self.init(data: data, metadata: metadata)
  }
}
