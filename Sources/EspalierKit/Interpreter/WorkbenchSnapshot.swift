import CommandLanguage
import JupyterKernel
import JupyterProtocol
import Workbench

/// The session's names for the kernel's query thread.
struct WorkbenchSnapshot: SessionSnapshot {
  let language: LanguageSnapshot

  func complete(_ code: String, at codePoint: Int) -> Completion {
    let list = language.complete(code, at: codePoint, files: PathCompletion.names(after:))
    return Completion(
      matches: list.items.map {
        CompletionItem(text: $0.text, type: $0.kind, signature: $0.signature, summary: $0.summary)
      },
      range: list.range)
  }

  func inspect(_ code: String, at codePoint: Int, detail: Int) -> JupyterKernel.Inspection? {
    language.inspect(code, at: codePoint, detail: detail).map { inspection in
      JupyterKernel.Inspection(
        bundle: MimeBundle(data: [
          "text/plain": .string(inspection.text), "text/markdown": .string(inspection.markdown),
        ]))
    }
  }

  var variables: [JupyterKernel.Variable] {
    language.variables.map { JupyterKernel.Variable(name: $0.name, type: $0.type, preview: $0.preview) }
  }

  func completeness(of code: String) -> JupyterKernel.Completeness {
    switch language.completeness(of: code) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }
}
