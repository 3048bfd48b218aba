import JupyterProtocol
import Testing

@Suite struct NotebookOutputsTests {
  @Test("what cells show becomes, byte for byte, what nbclient and nbformat store")
  func matchesNbclient() throws {
    var notebook = try Notebook(parsing: Array(NotebookGolden.executed.utf8))
    for index in notebook.cells.indices {
      notebook.cells[index].outputs = []
      notebook.cells[index].executionCount = nil
    }
    #expect(notebook.fileText != NotebookGolden.executed)

    var outputs = NotebookOutputs(cellCount: notebook.cells.count)
    var executionCount = 0
    for index in notebook.cells.indices where notebook.cells[index].kind == .code {
      executionCount += 1
      notebook.cells[index].executionCount = executionCount
      outputs.begin(cell: index)
      Self.show(notebook.cells[index].source, in: &outputs, executionCount: executionCount)
      outputs.end()
    }
    for index in notebook.cells.indices { notebook.cells[index].outputs = outputs.outputs(ofCell: index) }
    #expect(Array(notebook.fileText.utf8) == Array(NotebookGolden.executed.utf8))
  }

  private static func show(_ code: String, in outputs: inout NotebookOutputs, executionCount: Int) {
    switch code {
    case "rich":
      let data: [String: JSONValue] = [
        "text/plain": "p\nq", "image/png": "aGFsbG8=\n", "application/json": ["b": 1.0, "a": [1, 2.5e-7, 1e16]],
      ]
      outputs.display(MimeBundle(data: data, metadata: ["image/png": ["width": 3]]), displayID: "rich")
      outputs.write("out é😀\n", to: "stdout")
      outputs.write("more", to: "stdout")
      outputs.write("err\n", to: "stderr")
    case "print(\"one\")": outputs.write("one\n", to: "stdout")
    case "display":
      let data: [String: JSONValue] = ["text/plain": "d", "image/svg+xml": "<svg>\n</svg>"]
      outputs.display(MimeBundle(data: data), displayID: "one")
    case "err(\"e\")": outputs.write("e\n", to: "stderr")
    case "update": outputs.update(MimeBundle(text: "d2"), displayID: "one")
    case "page": break
    case "clearwait":
      outputs.write("a\n", to: "stdout")
      outputs.clear(wait: true)
      outputs.write("b\n", to: "stdout")
    case "fail": outputs.fail(name: "Fail", message: "failed", traceback: ["a", "b"])
    default: outputs.result(MimeBundle(text: code), executionCount: executionCount)
    }
  }

  @Test("a display of an id used before changes the earlier ones too")
  func displayAgain() {
    var outputs = NotebookOutputs(cellCount: 2)
    outputs.begin(cell: 0)
    outputs.display(MimeBundle(text: "a"), displayID: "x")
    outputs.display(MimeBundle(text: "b"), displayID: "y")
    outputs.begin(cell: 1)
    outputs.display(MimeBundle(text: "c"), displayID: "x")
    #expect(outputs.outputs(ofCell: 0) == [.display(MimeBundle(text: "c")), .display(MimeBundle(text: "b"))])
    #expect(outputs.outputs(ofCell: 1) == [.display(MimeBundle(text: "c"))])
  }

  @Test("displays that were cleared are not updated, nor does an update bring them back")
  func cleared() {
    var outputs = NotebookOutputs(cellCount: 1)
    outputs.begin(cell: 0)
    outputs.display(MimeBundle(text: "a"), displayID: "x")
    outputs.clear(wait: false)
    outputs.update(MimeBundle(text: "b"), displayID: "x")
    #expect(outputs.outputs(ofCell: 0).isEmpty)
  }

  @Test("a clear that waits for an output that never comes leaves the outputs")
  func clearWaits() {
    var outputs = NotebookOutputs(cellCount: 1)
    outputs.begin(cell: 0)
    outputs.write("a", to: "stdout")
    outputs.clear(wait: true)
    outputs.end()
    #expect(outputs.outputs(ofCell: 0) == [.stream(name: "stdout", text: "a")])
  }

  @Test("running a cell again replaces its outputs")
  func again() {
    var outputs = NotebookOutputs(cellCount: 1)
    for text in ["a", "b"] {
      outputs.begin(cell: 0)
      outputs.write(text, to: "stdout")
      outputs.end()
    }
    #expect(outputs.outputs(ofCell: 0) == [.stream(name: "stdout", text: "b")])
  }

  @Test("text of one stream is joined at its first place, and standard output comes before its neighbour")
  func joined() {
    var outputs = NotebookOutputs(cellCount: 1)
    outputs.begin(cell: 0)
    outputs.write("e1 ", to: "stderr")
    outputs.write("o1 ", to: "stdout")
    outputs.display(MimeBundle(text: "d"), displayID: nil)
    outputs.write("e2", to: "stderr")
    outputs.write("o2", to: "stdout")
    outputs.end()
    #expect(
      outputs.outputs(ofCell: 0) == [
        .stream(name: "stdout", text: "o1 o2"), .stream(name: "stderr", text: "e1 e2"), .display(MimeBundle(text: "d")),
      ])
  }

  // Expected: re.sub(r".*\r(?=[^\n])", "", text) of CPython 3.11, which is what nbclient does.
  @Test(
    "a carriage return takes back the line before it, unless nothing follows",
    arguments: [
      ("10%\r20%\r30%\n", "30%\n"), ("a\r", "a\r"), ("a\r\nb", "a\r\nb"), ("a\r\r\nb", "\r\nb"),
      ("x\na\rb\ny", "x\nb\ny"),
      ("\rb", "b"), ("plain", "plain"), ("a\rb\r", "b\r"),
    ])
  func carriageReturns(_ text: String, _ expected: String) {
    var outputs = NotebookOutputs(cellCount: 1)
    outputs.begin(cell: 0)
    outputs.write(text, to: "stdout")
    outputs.end()
    guard case .stream(_, let stored) = outputs.outputs(ofCell: 0)[0] else {
      Issue.record("another output")
      return
    }
    #expect(Array(stored.utf8) == Array(expected.utf8))
  }
}
