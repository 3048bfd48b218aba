import JupyterProtocol
import Testing

@Suite struct NotebookTests {
  @Test("a notebook is written with the bytes it was read from")
  func roundTrip() throws {
    let notebook = try Notebook(parsing: Array(NotebookGolden.executed.utf8))
    #expect(notebook.cells.count == 10)
    #expect(notebook.cells[0].kind == .markdown)
    #expect(notebook.cells[0].source == "# Title\n\ntext")
    #expect(notebook.cells[9].tags == ["raises-exception"])
    #expect(Array(notebook.fileText.utf8) == Array(NotebookGolden.executed.utf8))
  }

  @Test("cells without ids, or with one that was used before, get one from their position, the same each time")
  func ids() throws {
    let cell: JSONValue = [
      "cell_type": "code", "source": "x", "metadata": [:], "outputs": [], "execution_count": .null,
    ]
    func named(_ id: JSONValue) -> JSONValue {
      .object((cell.objectValue ?? [:]).merging(["id": id]) { _, new in new })
    }
    let json: JSONValue = [
      "nbformat": 4, "nbformat_minor": 2, "metadata": [:],
      "cells": [cell, named("a"), named("a"), named("cell-0"), named("")],
    ]
    let notebook = try Notebook(json)
    #expect(notebook.cells.map(\.id) == ["cell-0-", "a", "cell-2", "cell-0", "cell-4"])
    #expect(try Notebook(json) == notebook)
    #expect(notebook.json["nbformat_minor"] == 5)
  }

  @Test("unknown members and attachments are kept, what is transient is not")
  func members() throws {
    let json: JSONValue = [
      "nbformat": 4, "nbformat_minor": 5, "metadata": ["signature": "s", "orig_nbformat": 3, "title": "t"],
      "cells": [
        [
          "cell_type": "markdown", "id": "m", "source": ["a\n", "b"], "metadata": ["trusted": true, "tags": []],
          "attachments": ["i.png": ["image/png": "aGk="]],
        ]
      ],
    ]
    let written = try Notebook(json).json
    #expect(written["metadata"] == ["title": "t"])
    #expect(
      written["cells"] == [
        [
          "cell_type": "markdown", "id": "m", "source": ["a\n", "b"], "metadata": ["tags": []],
          "attachments": ["i.png": ["image/png": "aGk="]],
        ]
      ])
  }

  @Test("arrays in JSON representations are data, in all others lines")
  func jsonRepresentations() throws {
    let data: JSONValue = [
      "application/vnd.x+json": ["a", "b"], "image/svg+xml": ["<svg>\n", "</svg>"], "image/png": ["YQ==\n"],
    ]
    let json: JSONValue = [
      "nbformat": 4, "nbformat_minor": 5, "metadata": [:],
      "cells": [
        [
          "cell_type": "code", "id": "c", "source": "", "metadata": [:], "execution_count": 1,
          "outputs": [["output_type": "display_data", "data": data, "metadata": [:]]],
        ]
      ],
    ]
    let notebook = try Notebook(json)
    guard case .display(let bundle) = notebook.cells[0].outputs[0] else {
      Issue.record("another output")
      return
    }
    #expect(bundle.data["application/vnd.x+json"] == ["a", "b"])
    #expect(bundle.data["image/svg+xml"] == "<svg>\n</svg>")
    let stored = notebook.cells[0].outputs[0].json["data"]
    #expect(stored?["image/svg+xml"] == ["<svg>\n", "</svg>"])
    #expect(stored?["image/png"] == "YQ==\n")
    #expect(stored?["application/vnd.x+json"] == ["a", "b"])
  }

  // Expected: str.splitlines(True) of CPython 3.11.
  @Test("text is cut into lines where Python cuts it")
  func lines() {
    let source = "a\nb\r\nc\rd\u{0B}e\u{0C}f\u{1C}g\u{85}h\u{2028}i\n\nj"
    let cell = NotebookCell(.code, id: "c", source: source)
    let stored = Notebook(cells: [cell]).json["cells"]?.arrayValue?.first?["source"]
    #expect(
      stored == [
        "a\n", "b\r\n", "c\r", "d\u{0B}", "e\u{0C}", "f\u{1C}", "g\u{85}", "h\u{2028}", "i\n", "\n", "j",
      ])
    #expect(
      Notebook(cells: [NotebookCell(.raw, id: "r", source: "")]).json["cells"]?.arrayValue?.first?["source"] == [])
  }

  @Test(
    "what is no notebook of version 4 is refused by what is wrong",
    arguments: [
      ("{", "not a notebook: not JSON: the text ends inside a value at byte 1"),
      ("{}", "notebook format unknown: expected version 4; convert it with 'jupyter nbconvert --to notebook'"),
      (
        #"{"nbformat":3}"#,
        "notebook format 3: expected version 4; convert it with 'jupyter nbconvert --to notebook'"
      ),
      (#"{"nbformat":4}"#, "not a valid notebook: 'cells' must be an array"),
      (#"{"nbformat":4,"cells":[7]}"#, "not a valid notebook: 'cells[0]' must be an object"),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"x"}]}"#,
        "not a valid notebook: 'cells[0].cell_type' must be 'code', 'markdown' or 'raw'"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"raw","source":["a",1]}]}"#,
        "not a valid notebook: 'cells[0].source' must be a string or an array of strings"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"stream"}]}]}"#,
        "not a valid notebook: 'cells[0].outputs[0].text' must be a string or an array of strings"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"display_data"}]}]}"#,
        "not a valid notebook: 'cells[0].outputs[0].data' must be an object"
      ),
    ])
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: NotebookError.self) { try Notebook(parsing: Array(text.utf8)) }
    #expect(error?.description == message)
  }
}
