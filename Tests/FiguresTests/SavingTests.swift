import Figures
import Glibc
import Testing

@Suite("Saving figures")
struct SavingTests {
  /// A folder of its own for each test, removed afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/figures-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    defer {
      for name in ["svg", "pdf", "png", "json", "txt", "SVG"] { unlink("\(folder)/a.b.\(name)") }
      rmdir(folder)
    }
    try body(folder)
  }

  private func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    return Array(buffer.prefix(count))
  }

  @Test(
    "the ending of the name chooses the form",
    arguments: [("svg", "<svg "), ("pdf", "%PDF-1.4"), ("json", "{\"$schema\""), ("txt", "Digits"), ("SVG", "<svg ")])
  func forms(ending: String, start: String) throws {
    try withFolder { folder in
      let path = "\(folder)/a.b.\(ending)"
      try Chart.line("Digits", y: [1, 2]).write(to: path)
      // The keys of JSON are sorted, so the one with a dollar sign comes first.
      #expect(bytes(of: path).prefix(start.utf8.count) == ArraySlice(start.utf8))
      #expect(access(path + ".partial", F_OK) != 0)
    }
  }

  @Test(
    "an unknown ending is an error that lists the known ones", arguments: ["/tmp/a.gif", "/tmp/a", "/tmp.svg/a", ""])
  func unknown(path: String) throws {
    let error = try #require(throws: FigureError.self) { try Chart.line(y: [1]).write(to: path) }
    #expect(error == .unknownExtension(path: path, known: ["svg", "pdf", "png", "json", "txt"]))
    #expect(error.description.hasSuffix(".svg, .pdf, .png, .json, .txt"))
  }

  @Test("a folder that does not exist is named with the system's cause")
  func noFolder() throws {
    try withFolder { folder in
      let path = "\(folder)/none/a.svg"
      let error = try #require(throws: FigureError.self) { try Chart.line(y: [1]).write(to: path) }
      #expect(error == .cannotWrite(path: path, code: ENOENT, cause: String(cString: strerror(ENOENT))))
    }
  }

  @Test("pictures have no Vega-Lite form, and the error says what to use")
  func noForm() throws {
    let error = try #require(throws: FigureError.self) {
      try Chart.images(tiles: [.init([1], rows: 1, columns: 1)]).write(to: "/tmp/pictures.json")
    }
    #expect(error.description.contains("use .svg, .pdf or .png"))
  }
}

@Suite("The converter to PNG")
struct SVGConverterTests {
  @Test("a program that is not there is named, with its package")
  func absent() {
    let result = SVGConverter(command: ["no-such-program"]).png("<svg/>")
    #expect(throws: SVGConverter.Failure(reason: "no-such-program is not installed (Debian package librsvg2-bin)")) {
      try result.get()
    }
  }

  @Test("a program that hangs is ended at the limit, and its children with it")
  func hanging() {
    let start = ContinuousClock.now
    let result = SVGConverter(command: ["sh", "-c", "sleep 30; true"], limit: 0.2).png("<svg/>")
    #expect(throws: SVGConverter.Failure(reason: "sh took longer than 0.2 s")) { try result.get() }
    // Well below the 30 seconds of the program, far above what a loaded machine needs for a kill.
    #expect(start.duration(to: .now) < .seconds(15))
  }

  @Test(
    "a program that reads nothing, fails or answers with something else gives a failure, not a signal",
    arguments: [["true"], ["false"], ["cat"], ["sh", "-c", "exit 3"]])
  func useless(command: [String]) {
    let large = String(repeating: "<svg/>", count: 500_000)
    #expect(throws: SVGConverter.Failure.self) { try SVGConverter(command: command).png(large).get() }
  }

  @Test("a document larger than any buffer passes whole, both ways")
  func large() throws {
    let size = 3_000_000
    let script = "printf '\\211PNG'; cat"
    let result = SVGConverter(command: ["sh", "-c", script]).png(String(repeating: "x", count: size))
    #expect(try result.get().count == size + 4)
  }
}
