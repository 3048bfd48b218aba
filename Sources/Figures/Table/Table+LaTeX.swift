extension Table {
  /// The table in LaTeX with the rules of the `booktabs` package.
  public var latex: String {
    let columns = allColumns
    guard !columns.isEmpty else { return Self.latex(title) }
    let alignment = columns.map { column in
      switch column.alignment {
      case .left: "l"
      case .center: "c"
      case .right: "r"
      }
    }.joined()
    func row(_ cells: [String]) -> String { cells.map(Self.latex).joined(separator: " & ") + " \\\\\n" }
    var text = title.isEmpty ? "" : "\\begin{table}\n\\centering\n\\caption{\(Self.latex(title))}\n"
    text += "\\begin{tabular}{\(alignment)}\n\\toprule\n" + row(columns.map(\.name)) + "\\midrule\n"
    text += allRows.map(row).joined() + "\\bottomrule\n\\end{tabular}"
    return title.isEmpty ? text : text + "\n\\end{table}"
  }

  /// Text in which nothing is taken for a command; raised figures and common signs go to mathematics.
  private static func latex(_ text: String) -> String {
    FontMetrics.runs(text).map { run in
      let plain = run.text.reduce(into: "") { result, character in
        switch character {
        case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
        case "\\": result += "\\textbackslash{}"
        case "~": result += "\\textasciitilde{}"
        case "^": result += "\\textasciicircum{}"
        case "<": result += "$<$"
        case ">": result += "$>$"
        case "−": result += "$-$"
        case "×": result += "$\\times$"
        case "±": result += "$\\pm$"
        case "≤": result += "$\\le$"
        case "≥": result += "$\\ge$"
        case "∞": result += "$\\infty$"
        case "\n", "\r\n": result += " "
        default: result.append(character)
        }
      }
      return run.isRaised ? "\\textsuperscript{\(plain)}" : plain
    }.joined()
  }
}
