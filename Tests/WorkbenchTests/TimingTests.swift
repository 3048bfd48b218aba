import CommandLanguage
import Figures
import Tensors
import Testing
import Workbench

@Suite("Timing")
struct TimingTests {
  @Test("time prints the clock and the processor, and gives what the closure gave")
  func time() throws {
    let (report, output) = try Bench().run("let sum = time { (0..<1000).reduce(0, +) }\nsum")
    #expect(report.result?.plainText == "499500")
    #expect(
      output.printed.wholeMatch(of: #/[\d.]+ (ns|µs|ms|s) \([\d.]+ (ns|µs|ms|s) of processor time\)\n/#) != nil,
      "\(output.printed)")
  }

  @Test("time tells waiting from working")
  func waiting() throws {
    let output = try Bench().run("time { sleep(0.2) }").output
    let parts = try #require(output.printed.firstMatch(of: #/^(\d+) ms/#))
    #expect((Int(parts.1) ?? 0) >= 200, "\(output.printed)")
  }

  @Test("benchmark runs once to warm up and then as often as it is told")
  func benchmark() throws {
    let bench = try Bench()
    let (report, _) = bench.run("var runs = 0\nlet t = benchmark(repeat: 5) { runs += 1 }\nt")
    let text = try #require(report.result?.plainText)
    let form = #/median [\d.]+ (ns|µs|ms|s) \([\d.]+ to [\d.]+\), 5 runs; quartiles [\d.]+ and [\d.]+ (ns|µs|ms|s)/#
    #expect(text.wholeMatch(of: form) != nil, "\(text)")
    #expect(bench.text("runs") == "6")
    #expect(bench.text("t.count == 5 && t.least <= t.lowerQuartile && t.lowerQuartile <= t.median") == "true")
    #expect(bench.text("t.median <= t.upperQuartile && t.upperQuartile <= t.greatest && t.least > 0") == "true")
    #expect(bench.text("t.seconds.sorted()[2] == t.median") == "true")
    #expect(bench.text("benchmark(repeat: 1) { 1 }").hasSuffix(", 1 run"))
    #expect(bench.text("benchmark { 1 }").contains("7 runs"))
  }

  @Test("What is no count of runs is refused", arguments: ["0", "-3", "1000001"])
  func counts(_ count: String) throws {
    let failure = try #require(try Bench().run("benchmark(repeat: \(count)) { 1 }").report.failures.first)
    #expect(failure.text.contains("from 1 to 1000000 runs") && failure.text.contains(count), "\(failure.text)")
  }

  @Test("An interrupt ends a benchmark between or within runs, an error in the closure is the cell's")
  func ends() throws {
    let bench = try Bench()
    let flag = bench.workbench.interrupt
    let output = RecordedOutput { event in if case .write("3\n") = event { flag.raise() } }
    let report = bench.run("var n = 0\nlet t = benchmark(repeat: 100000) { n += 1\nprint(n) }", output: output).report
    flag.lower()
    #expect(report.status == .interrupted)
    #expect(bench.text("n") == "3")
    let failed = try #require(bench.run("let a = [1]\nbenchmark {\n  a[n]\n}").report.failures.first)
    #expect(failed.id == "index-out-of-range" && failed.text.contains("line 3"))
  }

  @Test("A long benchmark shows its progress, which ends as one line without a clock")
  func progress() throws {
    let (report, output) = try Bench().run("benchmark(repeat: 3) { sleep(0.7) }")
    #expect(report.status == .completed)
    #expect(output.displayed == ["benchmark: 3 runs"])
  }
}
