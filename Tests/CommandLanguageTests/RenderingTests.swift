import CommandLanguage
import Testing

@Suite("Rendering of diagnostics")
struct RenderingTests {
  @Test("a diagnostic shows headline, place, line, caret and mend")
  func whole() {
    let source = "let a = 1\ntrain(net, epoch: 3)"
    let place = SourceRange(21, 26)
    let diagnostic = Diagnostic(
      "label-mismatch", "'train' has no parameter 'epoch'", at: place,
      fixIts: [Diagnostic.FixIt("did you mean 'epochs'?", at: place, replacement: "epochs")])
    #expect(
      DiagnosticRenderer(source: source, name: "cell 3").render(diagnostic) == """
        error[label-mismatch]: 'train' has no parameter 'epoch'
         --> cell 3, line 2, column 12
          |
        2 | train(net, epoch: 3)
          |            ^~~~~
          = did you mean 'epochs'?
        """)
  }

  @Test("a cell of a file is shown with the lines of the file")
  func file() {
    let diagnostic = Diagnostic("unknown-name", "there is no 'c'", at: SourceRange(18, 19))
    let renderer = DiagnosticRenderer(source: "let a = 1\nlet b = c", name: "study.swift", firstLine: 11)
    #expect(
      renderer.render(diagnostic) == """
        error[unknown-name]: there is no 'c'
          --> study.swift, line 12, column 9
           |
        12 | let b = c
           |         ^
        """)
  }

  @Test(
    "the caret stands under what it means whatever is before it",
    arguments: [
      ("\tx", 1, 5), ("a\tx", 2, 5), ("👍 x", 5, 4), ("é x", 3, 3), ("e\u{301} x", 4, 3), ("漢字x", 6, 5), ("👩‍👩‍👧x", 18, 3),
    ])
  func columns(source: String, start: Int, column: Int) {
    let text = DiagnosticRenderer(source: source, name: "c").render(
      Diagnostic("id", "m", at: SourceRange(start, start + 1)))
    let caret = text.split(separator: "\n").last ?? ""
    #expect(caret == "  | " + String(repeating: " ", count: column - 1) + "^")
  }

  @Test(
    "ranges outside the text, or over several lines, stay inside the line",
    arguments: [(50, 60), (0, 99), (2, 1), (5, 7)])
  func outside(start: Int, end: Int) {
    let text = DiagnosticRenderer(source: "ab\ncd", name: "c").render(
      Diagnostic("id", "m", at: SourceRange(start, end)))
    #expect(text.contains("^"))
  }

  @Test("colours are ANSI when asked for")
  func colours() {
    let diagnostic = Diagnostic("id", "m", at: SourceRange(0, 1))
    #expect(
      DiagnosticRenderer(source: "x", name: "c", isColoured: true).render(diagnostic).contains(
        "\u{1B}[31merror[id]\u{1B}[0m"))
    #expect(!DiagnosticRenderer(source: "x", name: "c").render(diagnostic).contains("\u{1B}"))
  }
}
