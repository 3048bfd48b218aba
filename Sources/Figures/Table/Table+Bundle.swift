extension Table {
  /// The table as HTML, LaTeX (booktabs), Markdown and text.
  public func bundle() -> DisplayBundle {
    DisplayBundle([
      .init(mime: "text/html", content: .text(html)),
      .init(mime: "text/latex", content: .text(latex)),
      .init(mime: "text/markdown", content: .text(markdown)),
      .init(mime: "text/plain", content: .text(text)),
    ])
  }
}
