import Figures
import Testing
import Workbench

@Suite("Experiments in cells")
struct ExperimentCommandTests {
  @Test("a figure streams under the progress line and goes when the work is done")
  func streams() throws {
    let (report, output) = try Bench().run(
      "instability(of: mlp([64, 20, 10]), on: digits(train: 120), from: [0, 2], epochs: 2, points: 3)")
    #expect(report.failures.isEmpty)
    let updates = output.events.compactMap { event -> DisplayBundle? in
      if case .update(let bundle, _) = event { bundle } else { nil }
    }
    #expect(updates.contains { $0["image/svg+xml"] != nil })
    #expect(updates.last?["image/svg+xml"] == nil)
    // Two steps to the second start, then two copies of four steps and two of two.
    #expect(updates.last?.plainText.hasPrefix("instability: 14 steps") == true, "\(updates.last?.plainText ?? "")")
    let shown = try #require(report.result)
    #expect(shown["text/html"] != nil && shown["image/svg+xml"] != nil)
    #expect(shown.plainText.hasPrefix("Instability: "))
  }

  @Test("replicates and paired differences say mean and interval")
  func replicates() throws {
    let bench = try Bench()
    // t(0.975; 2) = 4.3027, s = 1: ± 2.484.
    #expect(
      bench.text("replicate([1, 2, 3]) { Double($0) }")
        == "2 (−0.4841 to 4.484 with 95 % confidence, 3 values, standard deviation 1)")
    #expect(bench.text("compare([3, 4, 5], [1, 2, 3]).mean") == "2.0")
    #expect(bench.text("compare([1], [1, 2])").contains("found 1 and 2"))
    #expect(bench.text("replicate([]) { Double($0) }").contains("a seed or more"))
    #expect(bench.text("correlation([1, 2, 3], [2, 4, 6]).permutationP") == "Optional(0.3333333333333333)")
  }

  @Test("a trace names its measures, and says what a measure must give")
  func traces() throws {
    let bench = try Bench()
    let run = "trace(mlp([64, 10]), on: digits(train: 120), every: .steps(1), epochs: 1)"
    #expect(bench.text("\(run) { net in net.sparsity }.values()") == "[0.0, 0.0, 0.0]")
    #expect(bench.text("\(run) { net in [\"b\": 1, \"a\": net.sparsity] }.names") == #"["a", "b"]"#)
    #expect(bench.text("\(run) { net in net.sparsity }.values(\"loss\")").contains("must be value, found \"loss\""))
    #expect(bench.text("\(run) { net in \"high\" }").contains("a number or [String: Double], found String"))
    let (report, _) = bench.run("\(run) { net in [\"a\": 1.0, \"b\": net.sparsity] }")
    let shown = try #require(report.result)
    #expect(shown["image/svg+xml"] != nil && shown.plainText.hasPrefix("a, b at 3 steps"))
  }

  @Test("a reproduction reports each claim, and says what it lacks")
  func reproduction() throws {
    let bench = try Bench()
    let cell = "reproduce(.lotteryTickets, seeds: [0], on: [digits(train: 120, validation: 60, test: 60)])"
    let text = bench.text(cell)
    #expect(text.contains("1. Tickets of 13 to 21 % learn sooner than the dense network: undecided"))
    #expect(text.contains("Data: digits: 120 training, 60 validation, 60 test samples"))
    #expect(text == bench.text(cell))
    #expect(bench.text("reproduce(.lotteryTickets, on: [digits(), digits()])").contains("found 2"))
    #expect(bench.text("reproduce(.lotteryTickets, seeds: [])").contains("1 to 1000 seeds, each once"))
    #expect(bench.text("reproduce(.lotteryTickets)").contains("MNIST"))
  }

  @Test("networks that no line joins, steps outside a run and levels that are not there are errors")
  func refusals() throws {
    let bench = try Bench()
    let masks = "errorBarrier(between: prune(mlp([64, 10]), toSparsity: 0.5), and: mlp([64, 10]), on: digits())"
    #expect(bench.text(masks).contains("the masks of fc1.weight differ, keeping 320 and 640 weights"))
    #expect(
      bench.text("errorBarrier(between: mlp([64, 10]), and: mlp([64, 9, 10]), on: digits())").contains("same layers"))
    #expect(
      bench.text("instability(of: mlp([64, 10]), on: digits(), from: [99999])").contains("ascending steps from 0 to"))
    #expect(bench.text("prunability(of: [], tolerance: 0.01)").contains("a lottery or more"))
    #expect(
      bench.text("sparseDoubleDescent(of: mlp([64, 10]), on: digits(), noise: .symmetric(2), epochs: 1)")
        .contains("a fraction from 0 to 1"))
  }
}
