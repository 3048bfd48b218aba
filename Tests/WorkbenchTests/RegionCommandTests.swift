import Figures
import Testing
import Workbench

@Suite("Regions, robustness and representations in cells")
struct RegionCommandTests {
  static let square = "origin: tensor([0, 0]), axes: [tensor([1, 0]), tensor([0, 1])]"

  @Test("a plane is polygons with checks, a decision boundary and a figure")
  func plane() throws {
    let bench = try Bench()
    let plane = "linearRegions(of: mlp([2, 16, 3], seed: 1), \(Self.square))"
    #expect(bench.text("\(plane).checks").contains("all checks hold"))
    #expect(bench.text("\(plane).count == \(plane).polygons.count") == "true")
    // The window has an area of 4.
    #expect(bench.text("abs(\(plane).areas.reduce(0, +) - 4) < 1e-9") == "true")
    #expect(bench.text("abs(\(plane).decision().classAreas.reduce(0, +) - 4) < 1e-9") == "true")
    #expect(bench.text("\(plane).linear().count <= \(plane).count") == "true")
    let (report, _) = bench.run("\(plane).chart(points: tensor([[0, 0], [0.5, 0.5]]), labels: [0, 1])")
    #expect(report.failures.isEmpty)
    #expect(try #require(report.result)["image/svg+xml"] != nil)
  }

  @Test("lines by the hundred, curves and random lines")
  func curves() throws {
    let bench = try Bench()
    let net = "mlp([64, 20, 10], seed: 1)"
    let pairs = "between: digits().test[0..<5].inputs, and: digits().test[5..<10].inputs"
    #expect(
      bench.text("linearRegions(of: \(net), \(pairs)).counts[0]")
        == bench.text(
          "linearRegions(of: \(net), from: digits().test.inputs[0], to: digits().test.inputs[5]).count"))
    #expect(
      bench.text("linearRegions(of: mlp([2, 8, 2], seed: 1), along: .circle()).crossingsAtHalfTheChords") != "nil")
    #expect(bench.text("linearRegions(of: \(net), randomLines: 3, seed: 2)").contains("over 3 lines"))
    let loop = "along: tensor([[1, 0], [0, 1], [-1, 0]]), isClosed: true"
    #expect(bench.text("linearRegions(of: mlp([2, 8, 2], seed: 1), \(loop)).chords") == "3")
  }

  @Test("points have distances, patterns and a local complexity")
  func points() throws {
    let bench = try Bench()
    let net = "mlp([64, 20, 10], seed: 1)"
    let text = bench.text("boundaryDistance(of: \(net), at: digits().test[0..<30].inputs)")
    #expect(text.contains("over 30 points") && text.contains("fc1"))
    #expect(bench.text("activationPatterns(of: \(net), on: digits().test.inputs)").contains("distinct patterns on 200"))
    let small = "localComplexity(of: \(net), at: digits().test[0..<5].inputs, radius: 1e-9).mean.value"
    #expect(bench.text(small) == "0.0")
    #expect(
      bench.text("duplicateUnits(of: prune(\(net), toSparsity: 0.99))[0].constant.count > 0") == "true")
    // Along the data moves less than everywhere, so the boundary is no nearer.
    let tangents = "tangentSpaces(at: digits().test[0..<30].inputs, from: digits().train.inputs, dimension: 3)"
    #expect(
      bench.text(
        """
        let free = boundaryDistance(of: \(net), at: digits().test[0..<30].inputs).distances
        let held = boundaryDistance(of: \(net), at: digits().test[0..<30].inputs, along: \(tangents)).distances
        zip(free, held).allSatisfy { $0 <= $1 * 1.000001 }
        """) == "true")
  }

  @Test("a heat map, a paired difference, paths, spectra and a Jacobian say their conventions")
  func fourier() throws {
    let bench = try Bench()
    let setting = "on: digits().test[0..<40], norm: 1"
    #expect(
      bench.text("fourierHeatMap(of: mlp([64, 10]), \(setting), signs: .averaged).convention").contains(
        "all patterns of signs"))
    let same = "fourierDifference(of: mlp([64, 10], seed: 1), minus: mlp([64, 10], seed: 1), \(setting))"
    #expect(bench.text("\(same).differences.max!") == "0.0")
    #expect(
      bench.text("fourierChangeMap(of: mlp([64, 20, 10]), layer: \"fc1\", \(setting)).relativeChanges.max!") == "1.0")
    let path = "fourierSensitivity(of: mlp([64, 10]), on: digits().test, along: .phase, pairs: 10, steps: 20)"
    #expect(bench.text("\(path).pathCount") == "10")
    #expect(
      bench.text("imageSpectrum(of: digits().test, minus: digits().test).amplitudes.max!") == "0.0")
    #expect(bench.text("jacobianNorm(of: mlp([64, 10]), on: digits().test, count: 20)").contains("20 samples"))
  }

  @Test("corruptions keep labels and shapes, and reports say which kinds they are over")
  func corruptions() throws {
    let bench = try Bench()
    #expect(bench.text("corrupt(digits().test, .fog, severity: 2).labels == digits().test.labels") == "true")
    #expect(
      bench.text("corrupt(digits().test, .translation(pixels: 8)).inputs.max!") == "0.0", "moved out of sight")
    let report = "corruptionReport(of: mlp([64, 10]), on: digits().test[0..<50], kinds: [.contrast, .gaussianNoise])"
    #expect(bench.text("\(report).convention").contains("contrast"))
    #expect(bench.text("\(report).normalizedError(base: \(report))") == "1.0")
    let line = "robustnessLine(clean: [0.6, 0.7, 0.8, 1], shifted: [0.5, 0.55, 0.7, 0.9], images: 100)"
    #expect(bench.text("\(line)").contains("1 accuracies of 0 or 1 moved by 0.5/n"))
  }

  @Test("margins have the sign of correctness, and networks have places on a map")
  func representations() throws {
    let bench = try Bench()
    let net = "mlp([64, 20, 10], seed: 1)"
    #expect(bench.text("lossGeometry(of: \(net), on: digits().test).signAgreement") == "1.0")
    let map = "modelMap(of: [\(net), mlp([64, 10], seed: 2)], names: [\"a\", \"b\"], on: digits().test)"
    #expect(bench.text("\(map).tree") == #"[["a", "b"]]"#)
    let hit = "hardestHit(from: \(net), to: prune(\(net), toSparsity: 0.9), on: digits().test, count: 5)"
    #expect(bench.text("\(hit).count") == "5")
    #expect(
      bench.text("layerSimilarity(of: \(net), and: \(net), on: digits().test).values[1][1]").hasPrefix("1"))
    #expect(bench.text("neuralCollapse(of: \(net), on: digits().train)").contains("NC4"))
  }

  @Test("rows of a cell make a data set")
  func rows() throws {
    let bench = try Bench()
    let text = bench.text(
      "dataset(inputs: tensor([[0, 0], [0, 1], [1, 0], [1, 1]]), labels: [0, 1, 1, 0], test: 0, validation: 0)")
    #expect(text.contains("4 train, 0 validation, 0 test; 2 features, 2 classes"))
    #expect(bench.text("dataset(inputs: tensor([[0, 0]]), labels: [0, 1])").contains("1"))
    #expect(bench.text("dataset(inputs: tensor([[0, 0]]), labels: [-1])").contains("-1"))
  }

  static let mistakes: [(cell: String, words: [String])] = [
    (
      "linearRegions(of: network(input: [2]) { [.dense(4), .tanh, .dense(2)] }, \(square))",
      ["tanh"]
    ),
    (
      "linearRegions(of: mlp([2, 4, 2]), origin: tensor([0, 0]), axes: [tensor([1, 0]), tensor([2, 0])])",
      ["different directions"]
    ),
    ("linearRegions(of: mlp([2, 4, 2]), origin: tensor([0, 0]), axes: [tensor([1, 0])])", ["two", "1"]),
    ("linearRegions(of: mlp([2, 4, 2]), \(square), extent: 0)", ["extent", "0"]),
    ("linearRegions(of: mlp([3, 4, 2]), \(square))", ["3", "2"]),
    ("linearRegions(of: mlp([2, 4, 2]), \(square)).linear(tolerance: -1)", ["tolerance", "-1"]),
    ("linearRegions(of: mlp([2, 4, 2]), from: tensor([1, 1]), to: tensor([1, 1]))", ["same point"]),
    ("linearRegions(of: mlp([2, 4, 2]), along: tensor([[1, 1]]))", ["1"]),
    ("linearRegions(of: mlp([2, 4, 2]), along: .circle(radius: -1))", ["radius", "-1"]),
    ("linearRegions(of: mlp([2, 4, 2]), randomLines: 0)", ["0"]),
    ("boundaryDistance(of: mlp([2, 4, 2]), at: tensor([[1, 2, 3]]))", ["3", "2"]),
    ("localComplexity(of: mlp([2, 4, 2]), at: tensor([[1, 2]]), radius: 0)", ["radius", "0"]),
    ("tangentSpaces(at: digits().test.inputs, dimension: 0)", ["dimension", "0"]),
    ("fourierHeatMap(of: mlp([64, 10]), on: digits().test, norm: -1)", ["norm", "-1"]),
    (
      "fourierHeatMap(of: mlp([2, 2]), on: dataset(inputs: tensor([[0, 1]]), labels: [0], test: 0, validation: 0).train)",
      ["image"]
    ),
    ("fourierChangeMap(of: mlp([64, 10]), layer: \"fc9\", on: digits().test)", ["fc9"]),
    ("fourierSensitivity(of: mlp([64, 10]), on: digits().test, along: .phase, pairs: 0)", ["pairs", "0"]),
    ("imageSpectrum(of: digits().test, cut: .radius(-1))", ["-1"]),
    ("jacobianNorm(of: mlp([64, 10]), on: digits().test, count: 0)", ["count", "0"]),
    ("corrupt(digits().test, .fog, severity: 0)", ["severity", "0"]),
    ("corrupt(digits().test, .fog, severity: 6)", ["severity", "6"]),
    ("corrupt(digits().test, .fog)", ["severity"]),
    ("corrupt(digits().test, .frost, severity: 1)", ["photograph"]),
    ("corrupt(digits().standardized().test, .fog, severity: 1)", ["0"]),
    ("corruptionReport(of: mlp([64, 10]), on: digits().test, kinds: [])", ["kind"]),
    ("robustnessLine(clean: [0.5, 0.6], shifted: [0.4, 0.5], images: 10)", ["2"]),
    ("robustnessLine(clean: [0.5, 0.6, 1.2], shifted: [0.4, 0.5, 0.6], images: 10)", ["1.2"]),
    ("robustnessLine(clean: [0.5, 0.5, 0.5], shifted: [0.4, 0.5, 0.6], images: 10)", ["0.5"]),
    ("modelMap(of: [mlp([64, 10])], names: [], on: digits().test)", ["names", "0"]),
    ("subspaceAngles(between: digits().test.inputs, and: digits().test.inputs, .count(0))", ["0"]),
    ("kernelAlignment(of: digits().test.inputs, and: digits().train.inputs)", ["200", "1397"]),
  ]

  @Test("what cannot be is refused in words that name it", arguments: mistakes.indices)
  func refused(index: Int) throws {
    let (cell, words) = Self.mistakes[index]
    let text = try Bench().text(cell)
    #expect(text.contains("error"), "\(cell): \(text)")
    for word in words { #expect(text.contains(word), "\(cell): \(text)") }
  }
}
