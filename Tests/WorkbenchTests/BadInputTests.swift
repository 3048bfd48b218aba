import CommandLanguage
import TestSupport
import Testing
import Workbench

/// What people get wrong, and what they are told: the line of the cell, what was expected, what was found.
@Suite("Bad input")
struct BadInputTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let source: String
    /// Parts that the message must have.
    let says: [String]
    let line: Int

    init(_ source: String, line: Int = 1, says: String...) {
      self.source = source
      self.line = line
      self.says = says
    }

    var testDescription: String { source }
  }

  static let mistakes = [
    Mistake("let net = mpl([64, 10])", says: "'mpl'", "'mlp'"),
    Mistake(
      "let data = digits()\nlet run = train(mlp([64, 10]), on: data, epoch: 3)", line: 2, says: "'epoch'", "'epochs'"),
    Mistake("mlp([64, 10]).logits(tensor([[1, 2, 3]]))", says: "64", "3"),
    Mistake("mlp([64, 10]).logits(tensor([1, 2, 3]))", says: "[3]"),
    Mistake("train(mlp([63, 10]), on: digits(), epochs: 1)", says: "63", "64"),
    Mistake("train(mlp([64, 3]), on: digits(), epochs: 1)", says: "3", "label"),
    Mistake("train(mlp([64, 10]), on: digits(), epochs: 0)", says: "epochs", "0"),
    Mistake("train(mlp([64, 10]), on: digits(), epochs: 1, batch: 0)", says: "batch", "0"),
    Mistake("train(mlp([64, 10]), on: digits(), clip: .norm(0))", says: "clip", "positive", "0"),
    Mistake("train(mlp([64, 10]), on: digits(), schedule: [.cosine(to: -1)])", says: "to", "at least 0", "-1"),
    Mistake("train(mlp([64, 10]), on: digits(), loss: .crossEntropy(smoothing: 2))", says: "smoothing", "[0, 1]", "2"),
    Mistake("train(mlp([64, 10]), on: digits(), augmentation: [.shift(8)])", says: "0 to 7", "8"),
    Mistake("digits().withLabelNoise(.symmetric(1.5))", says: "0 to 1", "1.5"),
    Mistake("let net = mlp([64, 10])\n\nprune(net, toSparsity: 1.5)", line: 3, says: "1.5", "[0, 1)"),
    Mistake("prune(mlp([64, 10]), toSparsity: -0.1)", says: "-0.1"),
    Mistake("intrinsicDimension(digits(train: 10).train.inputs, .mle(neighbors: 1))", says: "at least 2", "1"),
    Mistake("intrinsicDimension(tensor([[0.0, 0], [0.0 / 0.0, 1], [2, 2]]), .mle(neighbors: 2))", says: "row 1"),
    Mistake("intrinsicDimension(tensor([1, 2]))", says: "2"),
    Mistake("intrinsicDimension(digits().test.inputs, .pca(rule: .fan(gap: 0.5)))", says: "gap", "above 1", "0.5"),
    Mistake("intrinsicDimension(digits().test.inputs, .binomial(ratio: 0.5))", says: "neighbors", "neither"),
    Mistake("intrinsicDimension(distances: tensor([[0, 1], [2, 0]]), .twoNN())", says: "symmetric"),
    Mistake("manifold(.benchmark(\"M99\"))", says: "M99", "M10a"),
    Mistake("manifold(.sphere(dimension: 3, ambient: 2))", says: "2", "4"),
    Mistake("manifold(.swissRoll, count: 0)", says: "0"),
    Mistake("hullSweep(of: digits().test.inputs, in: digits().train.inputs, upTo: 65)", says: "65"),
    Mistake("gaussianHullProbability(points: 0, dimension: 3)", says: "points", "0"),
    Mistake("centerPatch(of: digits().test.inputs, size: 9)", says: "9", "8"),
    Mistake("hullMembership(of: tensor([[1, 2, 3]]), in: tensor([[0, 0], [1, 1]]))", says: "3", "2"),
    Mistake("digits().test[0..<500]", says: "199"),
    Mistake("digits().test.ofClass(10)", says: "0 to 9"),
    Mistake("digits(test: 3000)", says: "3000", "1797"),
    Mistake("mlp([64])", says: "[64]"),
    Mistake("mlp([64, 0, 10])", says: "0"),
    Mistake("mlp([64, 9223372036854775807])", says: "9223372036854775807"),
    Mistake("mnist()", says: "train-images-idx3-ubyte", "ESPALIER_DATA"),
    Mistake("let x = tensor([[1, 2], [3]])", says: "2", "1"),
    Mistake("tensor([[1, 2]]).matmul(tensor([[1, 2]]))", says: "[1, 2]"),
    Mistake("tensor([1, 2])[5]", says: "5", "0 to 1"),
    Mistake("Table([.text(\"layer\", [\"fc1\"])])[\"lyer\"]", says: "'layer'", "'lyer'"),
    Mistake("linearRegions(of: mlp([64, 20, 10]), from: tensor([1, 2]), to: tensor([1, 2]))", says: "64", "2"),
    Mistake("fourierHeatMap(of: mlp([64, 10]), on: digits().test[0..<0])", says: "sample"),
    Mistake("slider(\"a\", in: 0...1, value: 2)", says: "value", "0.0...1.0", "2.0"),
    Mistake("slider(\"a\", in: 1...1)", says: "in", "greater"),
    Mistake("slider(\"a\", in: 0...1, step: 0)", says: "step", "0"),
    Mistake("progressBar(\"a\", total: 0)", says: "total", "0"),
    Mistake("let b = progressBar(\"a\", total: 5)\nb.update(to: 6)", line: 2, says: "to", "0.0...5.0", "6.0"),
    Mistake("Chart.images(tensor([[1, 2, 3]]))", says: "square", "3"),
    Mistake("Chart.images(tensor([[1, 2, 3, 4]]), captions: [\"a\", \"b\"])", says: "captions", "1", "2"),
    Mistake("Table([.text(\"a\", [\"x\"]), .numbers(\"b\", [1, 2])])", says: "'b'", "2", "'a'"),
    Mistake("Table([])", says: "at least one"),
    Mistake("slider(\"a\", in: -1e308...1e308)", says: "in", "finite"),
    Mistake("sleep(1e300)", says: "seconds", "1e9"), Mistake("sleep(-1)", says: "seconds"),
    Mistake("setThreads(0)", says: "threads", "0"),
    Mistake("Chart(\"c\", marks: [.line(\"a\", x: [1, 2], y: [1])])", says: "2", "1"),
    Mistake("lottery(mlp([64, 10]), on: digits(), rounds: 2, removing: 1.0)", says: "removing", "1"),
  ]

  @Test("A mistake is an error that names the line, what was expected and what was found", arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    let bench = try Bench()
    let report = bench.run(mistake.source).report
    #expect(report.status == .failed)
    let failure = try #require(report.failures.first)
    #expect(failure.text.contains("cell 1, line \(mistake.line)"))
    for part in mistake.says { #expect(failure.text.contains(part), "'\(part)' is missing in: \(failure.text)") }
    #expect(bench.text("1 + 1") == "2", "the session goes on after a mistake")
  }

  @Test("A damaged file is an error that names the cell's line, the file, what was expected and what was found")
  func damagedFiles() throws {
    typealias Damage = (file: String, bytes: ([UInt8]) -> [UInt8], says: [String])
    let damages: [Damage] = [
      ("train-images-idx3-ubyte", { Array($0.dropLast()) }, ["at byte", "expected", "found"]),
      ("train-labels-idx1-ubyte", { $0.dropLast() + [10] }, ["label 10", "0 to 9"]),
      ("t10k-images-idx3-ubyte", { _ in [] }, ["expected", "found"]),
      ("t10k-labels-idx1-ubyte", { [9] + $0.dropFirst() }, ["expected", "found"]),
    ]
    for damage in damages {
      let folder = try TemporaryFolder()
      for (name, bytes) in Containers.imageSet(train: 20, test: 5) {
        try folder.write(name == damage.file ? damage.bytes(bytes) : bytes, to: "mnist/" + name)
      }
      let bench = try Bench(dataFolder: folder.path)
      let failure = try #require(bench.run("let a = 1\nlet data = mnist(validation: 2)").report.failures.first)
      #expect(failure.text.contains("cell 1, line 2") && failure.message.contains(damage.file), "\(failure.text)")
      for part in damage.says { #expect(failure.message.contains(part), "\(failure.text)") }
    }
    let folder = try TemporaryFolder()
    for (name, bytes) in Containers.imageSet(train: 20, test: 5) { try folder.write(bytes, to: "mnist/" + name) }
    let bench = try Bench(dataFolder: folder.path)
    #expect(bench.text("mnist(validation: 2).train.count") == "18", "the same files undamaged")
  }
}
