import CommandLanguage
import Figures
import Glibc
import Synchronization
import Tensors
import Testing
import Workbench

@Suite("Sessions", .serialized)
struct SessionTests {
  /// The median of five, because other tests share the processors.
  @Test("An interrupt stops training within 50 ms, keeps the variables, and the session goes on")
  func interruptTraining() throws {
    let bench = try Bench()
    #expect(bench.run("let data = digits()\nlet net = mlp([64, 300, 100, 10])").report.status == .completed)
    let flag = bench.workbench.interrupt
    var delays: [Duration] = []
    for _ in 0..<5 {
      let raised = Mutex<ContinuousClock.Instant?>(nil)
      // The first update of the progress line says that training is on its way.
      let output = RecordedOutput { event in
        guard case .update = event, raised.withLock({ $0 }) == nil else { return }
        raised.withLock { $0 = ContinuousClock.now }
        flag.raise()
      }
      let report = bench.run("let run = train(net, on: data, epochs: 100000)", output: output).report
      let stopped = ContinuousClock.now
      flag.lower()
      #expect(report.status == .interrupted)
      delays.append(stopped - (try #require(raised.withLock { $0 })))
    }
    #expect(delays.sorted()[2] < .milliseconds(50), "stopped after \(delays)")
    #expect(bench.text("net.parameterCount") == "50610")
    #expect(bench.run("run").report.status == .failed, "a binding of an interrupted statement is not made")
    #expect(bench.run("let again = train(net, on: data, epochs: 1)").report.status == .completed)
  }

  @Test("The same cell gives the same outputs twice, and on one thread or two")
  func determinism() throws {
    let source = """
      let data = digits()
      let run = train(mlp([64, 30, 10], seed: 3), on: data, epochs: 2, seed: 5)
      let pruned = prune(run.network, toSparsity: 0.8)
      let map = fourierHeatMap(of: pruned, on: data.test, norm: 1)
      print(run.test.loss, pruned.loss(on: data.test), map.errors.mean)
      run
      """
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    var outcomes: [[String]] = []
    for threads in [1, 2, 2] {
      Parallel.threadCount = threads
      let (report, output) = try Bench().run(source)
      #expect(report.status == .completed)
      outcomes.append([output.printed, report.result?.plainText ?? ""] + output.displayed)
    }
    #expect(outcomes[0] == outcomes[1] && outcomes[1] == outcomes[2])
    #expect(outcomes[0].allSatisfy { !$0.isEmpty })
  }

  @Test("The seed of the session is used where none is given, and is kept in the run")
  func sessionSeed() throws {
    let bench = try Bench()
    let cell = "let run = train(mlp([64, 10]), on: digits(), epochs: 1)\nrun.test.loss"
    let zero = bench.text(cell)
    #expect(bench.text("run.seed") == "0")
    #expect(bench.text("setSeed(7)\n" + cell) != zero)
    #expect(bench.text("run.seed") == "7")
    #expect(bench.text("setSeed(0)\n" + cell) == zero)
  }

  @Test("Progress is one display that ends as one line without a clock")
  func progress() throws {
    let (report, output) = try Bench().run(
      "for seed in 0..<3 { let run = train(mlp([64, 10]), on: digits(), epochs: 2, seed: seed)\n print(run.seed) }")
    #expect(report.status == .completed)
    let shown = output.events.filter { if case .show = $0 { true } else { false } }
    #expect(shown.count == 1)
    let line = try #require(output.displayed.first)
    #expect(!line.contains("\n") && !line.contains("/s") && !line.contains("left") && line.hasPrefix("train: "))
  }

  @Test("Every command, type and member is documented")
  func documentation() throws {
    for module in try table().modules {
      for command in module.commands
        + module.types.flatMap({ $0.methods + $0.statics + $0.properties + $0.initializers })
      {
        #expect(!command.summary.isEmpty && command.summary.hasSuffix("."), "\(command.name)")
        for parameter in command.parameters {
          #expect(!parameter.summary.isEmpty, "\(command.name): \(parameter.name)")
        }
      }
    }
  }

  @Test("Values are shown in words: no memory address, never ten thousand numbers")
  func displays() throws {
    let bench = try Bench()
    let cells = [
      "digits()", "digits().test", "mlp([64, 300, 100, 10])", "train(mlp([64, 10]), on: digits(), epochs: 1)",
      "lottery(mlp([64, 10]), on: digits(), rounds: 1, epochs: 1)", "digits().train.inputs",
      "intrinsicDimension(digits().train.inputs)",
      "hullMembership(of: digits().test.inputs, in: digits().train.inputs)",
      "linearRegions(of: mlp([64, 30, 10]), from: digits().test.inputs[0], to: digits().test.inputs[1])",
      "fourierHeatMap(of: mlp([64, 10]), on: digits().test[0..<20])", "(0..<100000).map { $0 }",
    ]
    for cell in cells {
      let text = bench.text(cell)
      #expect(!text.isEmpty && text.utf8.count < 12_000 && !text.contains("0x"), "\(cell): \(text.prefix(200))")
    }
  }

  @Test("Modules from outside stand beside the Workbench's own; one that repeats a name is refused, and both are named")
  func modulesFromOutside() throws {
    let twice = CommandModule("outside", summary: "") {
      Command("doubled", "Twice the seed.") { call in 2 * (try call.seed) }
    }
    let workbench = try Workbench(modules: [twice])
    let report = workbench.run("setSeed(21)\ndoubled()", cell: "cell 1", output: RecordedOutput())
    #expect(report.result?.plainText == "42")
    #expect(workbench.snapshot().complete("doub", at: 4).items.first?.text == "doubled")
    let clashing = CommandModule("outside", summary: "") {
      Command("setSeed", "Sets something else.", .positional("number", Int.self, "a number")) { _, _ in }
    }
    let error = #expect(throws: TableError.self) { try Workbench(modules: [clashing]) }
    #expect(
      error?.description == "the modules 'session' and 'outside' both declare 'setSeed(_:)' with the same types; "
        + "give one of them another name or other labels")
  }

  private func table() throws -> CommandTable { try Workbench().table }
}
