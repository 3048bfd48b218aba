import CommandLanguage
import Figures
import Tensors
import Testing
import Workbench

/// What cells say to the front end and ask of it.
@Suite("Displays")
struct DisplayTests {
  @Test("Every command sends what it says, in order")
  func events() throws {
    let bench = try Bench()
    let (report, output) = bench.run(
      """
      display(1, id: "a")
      updateDisplay(2, id: "a")
      warn("careful")
      clearOutput(wait: true)
      clearOutput()
      page("long")
      setNextInput("let a = 1")
      setNextInput("let b = 2", replace: true)
      """)
    #expect(report.status == .completed, "\(report.failures.map(\.text))")
    #expect(
      output.events == [
        .show(DisplayBundle(text: "1"), id: "a"), .update(DisplayBundle(text: "2"), id: "a"), .warn("careful\n"),
        .clear(wait: true), .clear(wait: false), .page(DisplayBundle(text: "long")),
        .nextInput("let a = 1", replaces: false), .nextInput("let b = 2", replaces: true),
      ])
  }

  @Test("readLine gives the reader's line as an optional, nil at the end of input")
  func reading() throws {
    let bench = try Bench()
    let output = RecordedOutput { _ in
    } answer: { prompt in
      prompt == "end" ? nil : "42"
    }
    let (report, _) = bench.run(
      """
      let answer = readLine("how many? ")
      let secret = readLine("word: ", password: true) ?? ""
      print(Int(answer ?? "") ?? 0, secret, readLine("end") == nil)
      """, output: output)
    #expect(report.status == .completed, "\(report.failures.map(\.text))")
    #expect(output.printed == "42 42 true\n")
    #expect(output.events.contains(.ask("word: ", isPassword: true)))
  }

  @Test("Where nobody can be asked the error says what to do instead")
  func noReader() throws {
    let report = try Bench().run("let a = 1\nreadLine(\"x\")").report
    #expect(report.failures.first?.id == "no-reader")
    #expect(report.failures.first?.text.contains("'run FILE -p") == true)
    #expect(report.failures.first?.text.contains("line 2") == true)
  }

  @Test("An interrupt ends a question")
  func interruptedQuestion() throws {
    let bench = try Bench()
    let flag = bench.workbench.interrupt
    let output = RecordedOutput { _ in
    } answer: { _ in
      flag.raise()
      throw Interrupted()
    }
    let report = bench.run("let a = readLine()", output: output).report
    flag.lower()
    #expect(report.status == .interrupted)
    #expect(bench.run("1").report.status == .completed)
  }

  @Test("A slider is shown once, keeps where the reader moved it, and can be moved by a cell")
  func slider() throws {
    let bench = try Bench()
    let (report, output) = bench.run("let rate = slider(\"rate\", in: 0...2, value: 0.5, step: 0.5)")
    let control = try #require(output.controls.first)
    #expect(report.result == nil)
    #expect(control.kind == .slider(step: 0.5) && control.range == 0...2 && control.label == "rate")
    #expect(bench.text("rate.value") == "0.5")
    control.value = 1.5
    #expect(bench.text("rate.value") == "1.5")
    control.value = 7
    #expect(bench.text("rate.value") == "2.0")
    control.value = .nan
    #expect(bench.text("rate.value") == "2.0")
    let moved = bench.run("rate.move(to: 1)").output
    #expect(moved.events == [.control(control.id, 1)])
    #expect(bench.run("slider(\"rate\", in: 0...1)").report.result == nil, "a control is not shown twice")
    #expect(bench.text("rate") == "rate: 1, in 0...2")
  }

  @Test(
    "A slider without a step takes a round one",
    arguments: [
      ("0...1", 0.01), ("0.01...1", 0.01), ("0...3", 0.02), ("-50...50", 1), ("0...6", 0.05), ("0...1e-5", 1e-7),
    ])
  func steps(_ range: String, _ expected: Double) throws {
    let output = try Bench().run("let s = slider(\"s\", in: \(range))").output
    guard case .slider(let step)? = output.controls.first?.kind else {
      Issue.record("no slider")
      return
    }
    #expect(abs(step - expected) < 1e-12 * expected)
  }

  @Test("Controls of a notebook that runs again have the same ids, and no two the same")
  func ids() throws {
    let first = try Bench(), second = try Bench()
    let cell = "let a = slider(\"a\", in: 0...1)\nlet b = progressBar(\"b\", total: 3)"
    let names = [first, second].map { bench in
      bench.run(cell).output.controls.map(\.id) + bench.run(cell).output.controls.map(\.id)
    }
    #expect(names[0] == names[1])
    #expect(Set(names[0]).count == 4)
  }

  @Test("A progress bar is filled by cells")
  func progressBar() throws {
    let bench = try Bench()
    let (_, output) = bench.run(
      "let bar = progressBar(\"images\", total: 4)\nfor i in 1...3 { bar.update(to: Double(i)) }")
    let id = try #require(output.controls.first?.id)
    #expect(output.events == [.control(id, 0), .control(id, 1), .control(id, 2), .control(id, 3)])
    #expect(bench.text("bar.value / bar.total") == "0.75")
  }

  @Test("Pictures of a tensor, tables and dark figures are made by cells")
  func figures() throws {
    let bench = try Bench()
    #expect(
      bench.text("Chart.images(digits().test.inputs[0..<6], captions: [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"])")
        .contains("6"))
    #expect(
      bench.text("Table([.text(\"layer\", [\"a\"]), .numbers(\"kept\", [0.25], decimals: 3)]).latex")
        .contains("a & 0.250"))
    let dark = bench.run("Chart(\"c\", marks: [.line(\"y\", x: [1, 2], y: [3, 4])]).themed(.dark)").report.result
    guard case .text(let svg)? = dark?["image/svg+xml"] else {
      Issue.record("no picture")
      return
    }
    #expect(svg.contains("#1e1e1e"))
  }

  @Test("Shells of a session share names and the seed, and each has a name of its own for its displays")
  func shells() throws {
    let shared = try Workbench.Shared(environment: WorkbenchEnvironment(dataFolder: nil))
    let flags = [InterruptFlag(), InterruptFlag()]
    let shells = flags.map { Workbench(sharing: shared, interrupt: $0) }
    let output = RecordedOutput()
    _ = shells[0].run("let a = 6\nsetSeed(7)", cell: "cell 1", output: output)
    #expect(shells[1].run("a * 7", cell: "cell 1", output: output).result?.plainText == "42")
    #expect(
      shells[1].run("train(mlp([64, 10]), on: digits(), epochs: 1).seed", cell: "cell 2", output: output)
        .result?.plainText == "7")
    let ids = shells.map { shell -> [String] in
      let output = RecordedOutput()
      _ = shell.run("slider(\"s\", in: 0...1)", cell: "cell 3", output: output)
      return output.controls.map(\.id)
    }
    #expect(ids[0] != ids[1])
  }
}
