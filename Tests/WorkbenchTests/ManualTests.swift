import CommandLanguage
import Figures
import FoundationEssentials
import TestSupport
import Testing
import Workbench

/// One declaration of the command table that can be called, with where it stands.
private struct Documented: Sendable, CustomTestStringConvertible {
  var place: String
  var callable: Callable
  var testDescription: String { place }

  /// Commands, initialisers, methods and static methods.
  static let all: [Documented] = {
    guard let table = try? Workbench().table else { return [] }
    return table.modules.flatMap { module in
      module.commands.map { Documented(place: $0.labelText, callable: $0) }
        + module.types.flatMap { type in
          let statics = type.statics.filter { !type.staticProperties.contains($0.name) || !$0.parameters.isEmpty }
          return (type.initializers + type.methods + statics).map {
            Documented(place: "\(type.name).\($0.labelText)", callable: $0)
          }
        }
    }
  }()
}

@Suite("Reference manual")
struct ManualTests {
  @Test("Notebooks/Commands.md is what the command table says")
  func isCurrent() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let kept = try String(contentsOf: root.appending(path: "Notebooks/Commands.md"), encoding: .utf8)
    let current = ReferenceManual(try Workbench().table, program: "espalier").markdown
    #expect(kept == current, "run: espalier manual > Notebooks/Commands.md")
  }

  @Test("everything that can be called has a summary, explained parameters, and an example that calls it")
  func complete() {
    #expect(Documented.all.count > 60)
    for item in Documented.all {
      let callable = item.callable
      #expect(callable.summary.hasSuffix("."), "\(item.place): '\(callable.summary)'")
      for parameter in callable.parameters { #expect(!parameter.summary.isEmpty, "\(item.place), \(parameter.name)") }
      let example = callable.example ?? ""
      #expect(example.contains("\(callable.name)(") || example.contains("\(callable.name) {"), "\(item.place)")
      for line in example.split(separator: "\n") { #expect(line.count <= 120, "\(item.place)") }
    }
  }

  @Test("the example runs in a session of its own", arguments: Documented.all)
  fileprivate func runs(item: Documented) throws {
    let example = try #require(item.callable.example)
    let folder = try TemporaryFolder()
    let output = RecordedOutput { _ in
    } answer: { _ in
      "an answer"
    }
    let bench = try Bench(dataFolder: ProcessInfo.processInfo.environment["ESPALIER_DATA"])
    // Files are written where the test may.
    var source = example
    if item.callable.parameters.contains(where: \.isPath) || example.contains("save(") {
      try folder.write(Array("let a = 1\n".utf8), to: "setup.swift")
      source = source.replacing(/"([A-Za-z0-9-]+[.\/][a-z]+)"/) { "\"\(folder.path)/\($0.1)\"" }
    }
    let report = bench.run(source, output: output).report
    // Data sets that are not on this machine are said to be missing.
    let isMissingData =
      report.failures.map(\.id) == ["data"] && item.callable.parameters.contains { $0.unit == "images" }
    #expect(report.failures.isEmpty || isMissingData, "\(report.failures.map(\.text))")
  }
}

@Suite("Help")
struct HelpTests {
  private func printed(_ source: String) throws -> String {
    let (report, output) = try Bench().run(source)
    return output.printed + report.failures.map(\.text).joined()
  }

  @Test(
    "help explains what it is asked about",
    arguments: [
      ("help()", ["pruning: Removing weights", "train(_:on:epochs:", "commands(matching: \"hull\") searches"]),
      ("help(train)", ["train(", "passes over the training part [epochs] (default 10)", "Example: train("]),
      ("help(\"hull\")", ["hull: Membership", "hullMembership(of:in:aim:)"]),
      ("help(.pruning)", ["pruning: Removing weights", "prune(_:toSparsity:by:scope:structure:…)"]),
      ("help(\"Network.logits\")", ["logits(_ inputs: Tensor) -> Tensor"]), ("help(Network)", ["parameterCount: Int"]),
      ("help(\"stride\")", ["stride(from: Int, to: Int, by: Int) -> [Int]"]),
      ("help(mlp([2, 2]))", ["Network", "parameterCount: Int"]), ("help(\"PruningScore.magnitude\")", ["|w|"]),
      ("help(\"trian\")", ["found 'trian'", "did you mean 'train'?"]), ("help(\"sprocket\")", ["help() lists them"]),
      ("help(\"wolfe 1976\")", ["commands(matching: \"wolfe 1976\") finds some"]),
      ("help(.prunning)", ["'Subject' has no '.prunning'", "did you mean '.pruning'?"]),
      ("help(\"Network.logit\")", ["did you mean 'Network.logits'?"]),
      ("help(help)", ["Lists the commands by subject."]),
    ])
  func explains(source: String, parts: [String]) throws {
    let text = try printed(source)
    for part in parts { #expect(text.contains(part), "\(text)") }
  }

  @Test("every subject has help")
  func subjects() throws {
    for module in try Workbench().table.modules {
      #expect(try printed("help(.\(module.name))").hasPrefix("\(module.name): "))
    }
  }

  @Test(
    "a search looks at names, summaries, parameters and papers, the best first",
    arguments: [
      ("hull", "hullMembership(of:in:aim:)"), ("HULL member", "hullMembership(of:in:aim:)"),
      ("train", "train(_:on:epochs:"),
      ("arXiv:1803.03635 rewindTo", "lottery(_:on:"), ("wolfe", "hullMembership"),
      ("patience", "StoppingRule.earliest"),
    ])
  func search(words: String, first: String) throws {
    let lines = try Bench().text("commands(matching: \"\(words)\")").split(separator: "\n")
    #expect(lines.count > 3)
    #expect(lines.dropFirst(3).first?.hasPrefix(first) ?? false, "\(lines.prefix(6))")
  }

  @Test("a search without a result says so", arguments: ["sprocket", "hull sprocket", "", "?!"])
  func nothing(words: String) throws {
    #expect(try Bench().text("commands(matching: \"\(words)\")").contains("nothing matches"))
  }

  @Test("a question in a cell of its own goes to the pager", arguments: ["train?", "  train?\n", "?train", "train??"])
  func question(source: String) throws {
    let (report, output) = try Bench().run(source)
    #expect(report.status == .completed && report.result == nil)
    guard case .page(let bundle)? = output.events.first, output.events.count == 1 else {
      Issue.record("\(output.events)")
      return
    }
    #expect(bundle.plainText.hasPrefix("train("))
    #expect(bundle["text/markdown"] != nil)
  }

  @Test("a question about a variable shows its value and type; one about nothing suggests")
  func questions() throws {
    let bench = try Bench()
    _ = bench.run("let net = mlp([4, 2])")
    guard case .page(let bundle)? = bench.run("net?").output.events.first else {
      Issue.record("no page")
      return
    }
    #expect(bundle.plainText.hasPrefix("net: Network\n\nNetwork 4-2"))
    let failure = try #require(bench.run("trian?").report.failures.first)
    #expect(failure.id == "unknown-name" && failure.text.contains("did you mean 'train'?"))
  }
}
