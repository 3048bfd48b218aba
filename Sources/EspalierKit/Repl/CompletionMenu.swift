import CommandLanguage
import JupyterKernel

/// The list that Tab shows: a line each with the signature, or names in columns where there are many. In the brackets of a
/// call, where nearly anything may stand, the labels go before all else.
struct CompletionMenu {
  /// The lines, each with its end.
  let text: String

  /// A list for a screen.
  init(_ items: [CompletionItem], columns: Int, rows: Int) {
    let most = max(1, rows - 3)
    let longest = items.reduce(0) { max($0, Self.width($1.text)) }
    let labels = items.filter { $0.type == "label" }
    var lines: [String]
    if items.count <= min(most, 20) {
      lines = Self.described(items, columns: columns)
    } else if !labels.isEmpty, labels.count < most {
      lines = Self.described(labels, columns: columns) + ["… and \(items.count - labels.count) more"]
    } else {
      let perLine = max(1, columns / (longest + 2))
      lines = stride(from: 0, to: items.count, by: perLine).map { start in
        let cells = items[start..<min(start + perLine, items.count)].map { item in
          item.text + String(repeating: " ", count: longest - Self.width(item.text) + 2)
        }
        return String(cells.joined().prefix(columns: columns - 1))
      }
      if lines.count > most {
        let left = items.count - (most - 1) * perLine
        lines = lines[..<(most - 1)] + ["… and \(left) more"]
      }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// A line each, with the first of its signature.
  private static func described(_ items: [CompletionItem], columns: Int) -> [String] {
    let longest = items.reduce(0) { max($0, width($1.text)) }
    return items.map { item in
      let padding = String(repeating: " ", count: longest - width(item.text) + 2)
      let line = item.signature.split(separator: "\n").first.map { item.text + padding + $0 } ?? item.text
      return String(line.prefix(columns: columns - 1))
    }
  }

  /// What all texts begin with.
  static func commonStart(of texts: [String]) -> String {
    guard var common = texts.first else { return "" }
    for text in texts.dropFirst() {
      common = String(zip(common, text).prefix { $0 == $1 }.map(\.0))
    }
    return common
  }

  private static func width(_ text: String) -> Int { text.reduce(0) { $0 + $1.terminalWidth } }
}
