import CommandLanguage
import Figures
import Tensors
import TestSupport
import Testing
import Workbench

/// Names, files, inputs and parameters of a session.
@Suite("Names and files of a session")
struct NameCommandTests {
  /// A bench with files in a folder, and the path of each.
  private func bench(_ files: [String: String]) throws -> (bench: Bench, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
    return (try Bench(), folder)
  }

  @Test("A file runs in the session: what it declares is there in the next cell, what its cells show is shown")
  func include() throws {
    let (bench, folder) = try bench([
      "model.swift": """
      #!/usr/bin/env espalier
      // %% [markdown]
      // # This is no code: ((
      // %%
      struct Point { var x: Double; var y = 2.0 }
      func norm(_ p: Point) -> Double { p.x * p.x + p.y * p.y }
      // %%
      let p = Point(x: 1)
      print("declared")
      norm(p)
      """
    ])
    let (report, output) = bench.run("include(\"\(folder.path)/model.swift\")\nprint(\"after\")")
    #expect(report.status == .completed, "\(report.failures.map(\.text))")
    #expect(output.printed == "declared\nafter\n")
    #expect(output.displayed == ["5.0"])
    #expect(bench.text("norm(Point(x: 3)) + p.x") == "14.0")
  }

  @Test("A header that says text in any of its words is text, and one that quotes such a word is code")
  func headers() throws {
    let (bench, folder) = try bench([
      "study.swift": """
      // %% [md]
      # The study ((
      // %% Notes [raw]
      \\begin{((
      // %% title="the [md] way"
      let kept = 41
      //%%
      let next = kept + 1
      """
    ])
    let report = bench.run("include(\"\(folder.path)/study.swift\")").report
    #expect(report.status == .completed, "\(report.failures.map(\.text))")
    #expect(bench.text("next") == "42")
  }

  @Test("Errors stand in the file, by name and line, with a note that says what ran it")
  func errors() throws {
    let (bench, folder) = try bench([
      "checked.swift": "let a = 1\n// %%\nlet b = a + unknown\nlet c = alsoUnknown",
      "runs.swift": "let first = 1\n// %%\nlet é = [1, 2]\nlet second = é[7]\nlet third = 3",
      "nested.swift": "let zeroth = 0\ninclude(\"runs.swift\")",
      "later.swift": "func at(_ i: Int) -> Int {\n  [1, 2][i]\n}",
      "syntax.swift": "\n\nlet a = (",
    ])
    let checked = bench.run("include(\"\(folder.path)/checked.swift\")").report
    #expect(checked.failures.map(\.id) == ["unknown-name", "unknown-name"])
    let text = try #require(checked.failures.first?.text)
    #expect(text.contains("checked.swift, line 3, column 13") && text.contains("3 | let b = a + unknown"), "\(text)")
    #expect(text.contains("note: the file is run from here") && text.contains("cell 1, line 1, column 1"), "\(text)")
    #expect(checked.failures.last?.text.contains("checked.swift, line 4") == true)
    #expect(bench.text("a") == "1", "the cell before the one with the error has run")

    let nested = try #require(bench.run("\ninclude(\"\(folder.path)/nested.swift\")").report.failures.first)
    #expect(nested.id == "index-out-of-range")
    #expect(nested.text.contains("runs.swift, line 4, column 14") && nested.text.contains("let second = é[7]"))
    #expect(nested.text.contains("nested.swift, line 2, column 1") && nested.text.contains("cell 3, line 2, column 1"))
    #expect(bench.text("[zeroth, first, é[0]]") == "[0, 1, 1]")
    #expect(bench.run("second").report.status == .failed)

    _ = bench.run("include(\"\(folder.path)/later.swift\")")
    let later = try #require(bench.run("at(5)").report.failures.first?.text)
    #expect(later.contains("'at', declared in '\(folder.path)/later.swift', line 2: [1, 2][i]"), "\(later)")
    #expect(
      bench.run("include(\"\(folder.path)/syntax.swift\")").report.failures.first?.text.contains("line 3") == true)
  }

  @Test("An error of a file can be caught, and says the file and the line")
  func caught() throws {
    let (bench, folder) = try bench(["bad.swift": "\nlet a = [1][3]"])
    let output = bench.run("do { try include(\"\(folder.path)/bad.swift\") } catch { print(error) }").output
    #expect(output.printed.hasSuffix("bad.swift, line 2: index 3 is out of range: the indices are 0..<1\n"))
  }

  @Test("What is no file to run is an error at the argument")
  func noFile() throws {
    let (bench, folder) = try bench([
      "self.swift": "include(\"self.swift\")", "a.swift": "include(\"sub/b.swift\")",
      "sub/b.swift": "include(\"../a.swift\")", "bytes.swift": "",
      "long.swift": String(repeating: "// a comment\n", count: 200_000),
    ])
    try folder.write([0x6C, 0x65, 0x74, 0xFF, 0xFE], to: "bytes.swift")
    for (name, says) in [
      ("missing.swift", "No such file"), ("", "directory"), ("sub", "directory"), ("self.swift", "not being run"),
      ("a.swift", "not being run"), ("bytes.swift", "UTF-8"), ("long.swift", "2000000 bytes"),
    ] {
      let report = bench.run("let ok = 1\ninclude(\"\(folder.path)/\(name)\")").report
      let failure = try #require(report.failures.first)
      #expect(failure.id == "invalid-argument" && failure.message.contains(says), "\(failure.text)")
      #expect(failure.text.contains("cell"), "\(failure.text)")
    }
    #expect(bench.run("include(\"a\\nb\")").report.failures.first?.message.contains("'a\\nb': No such file") == true)
    #expect(bench.text("ok") == "1")
  }

  @Test("Files that include others to a great depth end in an error and not the process")
  func depth() throws {
    let folder = try TemporaryFolder()
    for index in 0..<60 {
      try folder.write(Array("let n\(index) = \(index)\ninclude(\"f\(index + 1).swift\")".utf8), to: "f\(index).swift")
    }
    let bench = try Bench()
    let report = bench.run("include(\"\(folder.path)/f0.swift\")").report
    #expect(report.failures.first?.id == "recursion-too-deep")
    #expect(bench.text("n0") == "0")
  }

  @Test("A name that only the file declares is refused in the cell that includes it, with the way out")
  func sameCell() throws {
    let (bench, folder) = try bench([
      "m.swift": "let (width, height) = (1, 2)\nstruct Shape { }\nfunc area() -> Int { 2 }"
    ])
    for use in ["width", "height + 1", "area()", "let s: [Shape] = []"] {
      let report = bench.run("include(\"\(folder.path)/m.swift\")\n\(use)").report
      let text = try #require(report.failures.first?.text)
      #expect(text.contains("m.swift' declares it") && text.contains("an earlier cell"), "\(text)")
    }
    #expect(
      bench.run("include(\"\(folder.path)/m.swift\")\nother").report.failures.first?.text.contains("m.swift") == false)
    #expect(bench.run("width").report.status == .failed, "a cell with an error runs nothing")
    #expect(bench.run("include(\"\(folder.path)/m.swift\")").report.status == .completed)
    #expect(bench.text("area() + width + height") == "5")
  }

  @Test("A file cannot run while a variable is being changed in place")
  func change() throws {
    let (bench, folder) = try bench(["m.swift": "a = [1]"])
    let report = bench.run(
      "var a = [3, 2, 1]\na.sort { try include(\"\(folder.path)/m.swift\"); return $0 < $1 }"
    ).report
    #expect(report.failures.first?.id == "include-in-change")
    #expect(bench.text("a.count") == "3")
  }

  @Test("An interrupt ends the file and the cell, and keeps what was declared")
  func interrupt() throws {
    let (bench, folder) = try bench(["m.swift": "let kept = 7\nprint(\"on\")\nwhile true { }\nlet never = 1"])
    let flag = bench.workbench.interrupt
    let output = RecordedOutput { event in if case .write = event { flag.raise() } }
    let report = bench.run("include(\"\(folder.path)/m.swift\")\nprint(\"not reached\")", output: output).report
    flag.lower()
    #expect(report.status == .interrupted && output.printed == "on\n")
    #expect(bench.text("kept") == "7")
    #expect(bench.run("never").report.status == .failed)
  }

  @Test("reset forgets names and seed; the running cell keeps what it names, files and later cells find none")
  func reset() throws {
    let (bench, folder) = try bench(["uses.swift": "a", "makes.swift": "let b = 2"])
    _ = bench.run("setSeed(7)\nlet a = 1\nfunc f() -> Int { a }\nstruct S { }")
    let (report, output) = bench.run(
      """
      let before = 5
      reset()
      print(a, before, f())
      include("\(folder.path)/makes.swift")
      let after = 6
      do { try include("\(folder.path)/uses.swift") } catch { print("no a") }
      """)
    #expect(report.status == .completed, "\(report.failures.map(\.text))")
    #expect(output.printed == "1 5 1\nno a\n")
    #expect(bench.workbench.variables.map(\.name) == ["after", "b"])
    #expect(bench.run("f()").report.status == .failed && bench.run("S()").report.status == .failed)
    #expect(bench.text("train(mlp([64, 10]), on: digits(), epochs: 1).seed") == "0")
    #expect(bench.run("reset(\"after\")").report.status == .completed)
    #expect(bench.workbench.variables.map(\.name) == ["b"])
    #expect(bench.run("reset(\"after\")").report.failures.first?.text.contains("'after'") == true)
  }

  @Test("variables lists names, types and values within the width of a terminal")
  func variables() throws {
    let bench = try Bench()
    #expect(bench.text("variables()").hasPrefix("no variables"))
    _ = bench.run("let net = mlp([64, 10])\nvar count = 3\nlet words = Array(repeating: \"long\", count: 1000)")
    let lines = bench.text("variables()").split(separator: "\n")
    #expect(lines.count == 5 && lines[2].hasPrefix("count  Int       3"), "\(lines)")
    #expect(lines[3].contains("Network") && lines[4].contains("[String]"))
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    _ = bench.run("let aNameThatIsLongerThanAnyoneWrites = [[(first: 1, second: [\"a\": [2.5]], third: \"x\")]]")
    let wide = bench.text("variables()").split(separator: "\n")
    #expect(wide.count == 6 && wide.allSatisfy { $0.count <= 80 }, "\(wide)")
    #expect(bench.text("variables().markdown").contains("| count | Int | 3 |"))
  }

  @Test("history gives the cells before, numbered, failed ones too")
  func history() throws {
    let bench = try Bench()
    #expect(bench.text("history()") == "no inputs yet")
    _ = bench.run("let a = 1\nlet b = 2")
    _ = bench.run("oops")
    #expect(bench.text("history()") == "1  history()\n2  let a = 1\n   let b = 2\n3  oops")
    #expect(bench.text("history(2)") == "3  oops\n4  history()")
    #expect(bench.text("history(2).inputs") == "[\"history()\", \"history(2)\"]")
    #expect(bench.text("history(0).count") == "0")
    #expect(bench.run("history(-1)").report.failures.first?.text.contains("at least 0") == true)
    for _ in 0..<60 { _ = bench.run("0") }
    let text = bench.text("history()")
    #expect(text.hasPrefix("… 18 earlier\n") && text.split(separator: "\n").count == 51)
  }

  @Test("parameters are what the session was given, by name, in order")
  func parameters() throws {
    let bench = try Bench()
    #expect(bench.text("parameters().isEmpty") == "true")
    bench.workbench.setParameters([
      ("rate", .double(0.5)), ("epochs", .int(3)), ("name", .string("a")), ("fast", .bool(true)),
      ("widths", .array([.int(64), .int(10)])),
    ])
    #expect(
      bench.run("print(parameters())").output.printed
        == "[\"rate\": 0.5, \"epochs\": 3, \"name\": \"a\", \"fast\": true, \"widths\": [64, 10]]\n")
    #expect(bench.text("(parameters()[\"epochs\"] as? Int ?? 10) + 1") == "4")
    #expect(bench.text("parameters()[\"missing\"] as? Int ?? 10") == "10")
    #expect(
      bench.text("if let widths = parameters()[\"widths\"] as? [Int] { print(widths[0]) }\nreset()\nparameters().count")
        == "5")
  }
}
