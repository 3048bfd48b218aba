import Figures
import Testing

@Suite("Tables")
struct TableTests {
  private let table = Table(
    "Sizes & shares", columns: [.init("layer"), .init("weights", .right), .init("kept", .center)],
    rows: [["fc1", "235 200", "10 %"], ["a|b<c>_1"], ["x", "1", "−2×10⁻³"]])

  @Test("text aligns columns and fills short rows")
  func text() {
    #expect(
      table.text == """
        Sizes & shares
        layer     weights   kept
        ────────  ───────  ───────
        fc1       235 200   10 %
        a|b<c>_1
        x               1  −2×10⁻³
        """)
  }

  @Test("Markdown marks the alignment and escapes its own signs")
  func markdown() {
    #expect(
      table.markdown == """
        **Sizes & shares**

        | layer | weights | kept |
        | :-- | --: | :-: |
        | fc1 | 235 200 | 10 % |
        | a\\|b\\<c\\>\\_1 |  |  |
        | x | 1 | −2×10⁻³ |
        """)
  }

  @Test("LaTeX has the three rules of booktabs and escapes its own signs")
  func latex() {
    #expect(
      table.latex == """
        \\begin{table}
        \\centering
        \\caption{Sizes \\& shares}
        \\begin{tabular}{lrc}
        \\toprule
        layer & weights & kept \\\\
        \\midrule
        fc1 & 235 200 & 10 \\% \\\\
        a|b$<$c$>$\\_1 &  &  \\\\
        x & 1 & $-$2$\\times$10\\textsuperscript{$-$3} \\\\
        \\bottomrule
        \\end{tabular}
        \\end{table}
        """)
  }

  @Test("HTML escapes its own signs and aligns without a style sheet")
  func html() {
    #expect(table.html.contains("<caption style=\"text-align: left\">Sizes &amp; shares</caption>"))
    #expect(table.html.contains("<td align=\"left\" style=\"text-align: left\">a|b&lt;c&gt;_1</td>"))
    #expect(table.html.contains("<th align=\"right\" style=\"text-align: right\">weights</th>"))
  }

  @Test("rows longer than the heading widen the table in every form")
  func ragged() {
    var wide = Table(columns: [.init("a")], rows: [])
    wide.append(["1", "2", "3"])
    #expect(wide.text == "a\n─  ─  ─\n1  2  3")
    #expect(wide.markdown == "| a |  |  |\n| :-- | :-- | :-- |\n| 1 | 2 | 3 |")
    #expect(wide.latex.contains("\\begin{tabular}{lll}"))
  }

  @Test("a bundle has the four forms, and an empty table is no error")
  func bundle() {
    let mimes = ["text/html", "text/latex", "text/markdown", "text/plain"]
    #expect(table.bundle().entries.map(\.mime) == mimes)
    #expect(table.bundle().plainText == table.text)
    #expect(Table(columns: [], rows: []).bundle().plainText.isEmpty)
  }
}
