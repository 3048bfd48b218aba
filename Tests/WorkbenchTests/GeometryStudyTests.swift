import Testing
import Workbench

@Suite("Geometry in cells")
struct GeometryStudyTests {
  @Test("estimators say value, error and convention")
  func estimators() throws {
    let bench = try Bench()
    let torus = "manifold(.torus(dimension: 2), count: 400, seed: 1)"
    #expect(bench.text("intrinsicDimension(\(torus), .gride(n1: 2))").contains("Gride, ranks 2 and 4"))
    #expect(
      bench.text("intrinsicDimension(\(torus), .pca(rule: .kaiser))").contains("an integer rank has no standard error"))
    // A session's seed is what nil means.
    let seeded = bench.text("setSeed(3)\nintrinsicDimension(\(torus), .danco()).value")
    #expect(seeded == bench.text("intrinsicDimension(\(torus), .danco(seed: 3)).value"))
    #expect(bench.text("intrinsicDimension(\(torus), .mle(neighbors: 400)).notes").contains("was cut to the 399"))
    #expect(bench.text("intrinsicDimension(\(torus), anchors: 40).notes").contains("40 anchors of 400 points"))
    #expect(
      bench.text("intrinsicDimension(\(torus), .tle(), anchors: 40)").contains("TLE"), "coordinates are refused by name"
    )
  }

  @Test("layers have outputs and a dimension each; a collapsed layer says why it has none")
  func layers() throws {
    let bench = try Bench()
    #expect(
      bench.text("dimensionProfile(of: mlp([64, 20, 10]), on: digits().test).layers.map { $0.name }")
        == #"["input", "fc1", "fc2"]"#)
    // Two samples have a neighbour each, and no estimate; every layer says so and the others go on.
    let text = bench.text("dimensionProfile(of: mlp([64, 20, 10]), on: digits().test[0..<2])")
    #expect(text.contains("fc1, 20 numbers: neighbours must be fewer than the points"), "\(text)")
  }

  @Test("classes, clusters and paired representations are compared")
  func comparisons() throws {
    let bench = try Bench()
    #expect(bench.text("dimensionPerClass(digits().train).classes.count") == "10")
    #expect(bench.text("dimensionPerCluster(digits().train.inputs, clusters: 3, seed: 1).sizes.reduce(0, +)") == "1397")
    #expect(
      bench.text("dimensionDifference(between: digits().train.inputs, and: digits().train.inputs).value") == "0.0")
    #expect(
      bench.text("dimensionDifference(between: digits().train.inputs, and: digits().test.inputs)")
        .contains("found 1397 and 200"))
  }

  @Test("hulls sweep over dimensions beside the exact share of chance")
  func hulls() throws {
    let bench = try Bench()
    #expect(bench.text("extremePoints(tensor([[0, 0], [1, 0], [0, 1], [0.2, 0.2]])).indices") == "[0, 1, 2]")
    #expect(
      bench.text("leaveOneOut(tensor([[0, 0], [1, 0], [0, 1], [0.2, 0.2]])).inside") == "[false, false, false, true]")
    // P(inside) = (N - 1)/(N + 1) on a line.
    #expect(bench.text("abs(gaussianHullProbability(points: 9, dimension: 1) - 0.8) < 1e-12") == "true")
    let sweep = "hullSweep(of: digits().test.inputs, in: digits().train.inputs, upTo: 12)"
    #expect(bench.text("\(sweep).fractions.count") == "12")
    #expect(bench.text("let f = \(sweep).fractions\n(1..<12).filter { f[$0] > f[$0 - 1] }.isEmpty") == "true")
    #expect(
      bench.text("proximity(of: digits().train.inputs, to: digits().train.inputs, neighbors: 1).nearest.max()!")
        == "0.0")
    #expect(bench.text("receiverArea(of: [1, 2], positives: [true])").contains("a mark for each of 2 scores"))
    #expect(bench.text("receiverArea(of: [1, 2], positives: [true, true])") == "nil")
  }
}
