import CommandLanguage
import Figures

/// Cells that were run, as `history()` gives them.
struct InputHistory: ForeignValue, Hashable {
  static let typeName = "InputHistory"

  /// The cells in order.
  let inputs: [SessionInput]

  init(_ inputs: [SessionInput]) { self.inputs = inputs }

  var previewText: String { inputs.count == 1 ? "1 input" : "\(NumberText.grouped(inputs.count)) inputs" }

  /// Each cell after its number, its further lines below the first; the last cells where there are many.
  var displayText: String {
    guard !inputs.isEmpty else { return "no inputs yet" }
    let shown = inputs.suffix(InputHistory.shownInputs)
    let width = shown.map(\.number.count).max() ?? 0
    var lines: [String] = []
    if shown.count < inputs.count { lines.append("… \(NumberText.grouped(inputs.count - shown.count)) earlier") }
    for input in shown {
      let margin = String(repeating: " ", count: width - input.number.count) + input.number + "  "
      let source = input.source.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in source.prefix(InputHistory.shownLines).enumerated() {
        lines.append((index == 0 ? margin : String(repeating: " ", count: margin.count)) + line)
      }
      let rest = source.count - InputHistory.shownLines
      if rest > 0 { lines.append(String(repeating: " ", count: margin.count) + "… \(rest) more lines") }
    }
    return lines.joined(separator: "\n")
  }

  private static let shownInputs = 50
  private static let shownLines = 20
}
