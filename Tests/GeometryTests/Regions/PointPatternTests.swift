import Glibc
import Geometry
import Tensors
import TestSupport
import Testing

@Suite("Activation patterns on points, and units that are dead or repeat")
struct PointPatternTests {
  @Test("Distinct patterns, entropies and active points are those of plain enumeration")
  func enumeration() throws {
    for map in [try MapReference.everything(seed: 80), try ReferenceNetwork([2, 5, 70, 3], seed: 7).map] {
      let inputs = map.inputCount
      // Points close together, so that some share a pattern, and one of them three times.
      let centre = MapReference.numbers(inputs, seed: 81), spread = MapReference.numbers(60 * inputs, seed: 82)
      var rows = (0..<60).flatMap { row in (0..<inputs).map { centre[$0] + 0.05 * spread[row * inputs + $0] } }
      rows += rows[..<inputs] + rows[..<inputs]
      let points = Tensor([62, inputs], rows)
      let found = try activationPatterns(of: map, on: points)
      let patterns = try (0..<62).map { MapReference.pattern(map, try points.row($0).doubles) }
      func check(_ spread: ActivationPatterns.Spread, _ own: [[[Int]]]) {
        var counts: [[[Int]]: Int] = [:]
        for pattern in own { counts[pattern, default: 0] += 1 }
        #expect(spread.distinct == counts.count && spread.commonest == counts.values.max())
        let entropy = counts.values.reduce(0.0) { $0 - Double($1) / 62 * Glibc.log(Double($1) / 62) }
        #expect(abs(spread.entropy - entropy) < 1e-13 && spread.entropyError >= 0)
      }
      check(found.spread, patterns)
      #expect(found.spread.distinct < 62 && found.isCompared)
      let gated = map.stages.indices.filter { map.stages[$0].gate.unitCount > 0 }
      #expect(found.layers.map(\.name) == gated.map { map.stages[$0].name })
      for (layer, stage) in zip(found.layers, gated) {
        check(layer.spread, patterns.map { [$0[stage]] })
        guard case .rectifier(let count, _) = map.stages[stage].gate else {
          #expect(layer.positives.isEmpty)
          continue
        }
        let values = try (0..<62).map { MapReference.ahead(map, try points.row($0).doubles)[stage] }
        #expect(layer.positives == (0..<count).map { unit in values.filter { $0[unit] > 0 }.count })
        #expect(layer.dead == (0..<count).filter { unit in values.allSatisfy { $0[unit] <= 0 } })
        #expect(layer.alwaysActive == (0..<count).filter { unit in values.allSatisfy { $0[unit] > 0 } })
      }
    }
  }

  @Test("Neurons without weights count as dead, though 0 is active in a pattern")
  func zeros() throws {
    let map = try PiecewiseLinearMap([.dense("fc1", weights: Tensor([2, 1], [0.0, 1]), bias: nil)])
    let layer = try activationPatterns(of: map, on: Tensor([3, 1], [-1.0, 0, 2])).layers[0]
    #expect(layer.dead == [0] && layer.zeros == [3, 1] && layer.positives == [0, 1] && layer.spread.distinct == 2)
    #expect(layer.activeShare == 1.0 / 6)
  }

  @Test("On a fine grid of the plane no more patterns appear than there are regions, and nearly all do")
  func grid() throws {
    // 65 regions by the polygons of an independent code.
    let map = try ReferenceNetwork([2, 16], seed: 7).map
    let side = 400
    var places: [Double] = []
    for cell in 0..<side * side {
      for index in [cell / side, cell % side] { places.append((2 * Double(index) + 1) / Double(side) - 1) }
    }
    let points = Tensor([side * side, 2], places)
    let found = try activationPatterns(of: map, on: points)
    #expect((60...65).contains(found.spread.distinct))
  }

  @Test("Proportional and constant rows are found, signs and normalisation included")
  func duplicates() throws {
    let rows: [Double] = [1, 2, 3, 6, 0, 0, -0.5, -1, 1, 2, 7, 1, 0, 0]
    let bias: [Double] = [0.5, 1.5, 1, -0.25, 0.6, 0, 0]
    let dense = try PiecewiseLinearMap([
      .dense("fc1", weights: Tensor([7, 2], rows), bias: Tensor([7], bias)),
      .dense("fc2", weights: Tensor([2, 7], [Double](repeating: 1, count: 14)), bias: Tensor([2], [0.0, 1])),
      .dense("fc3", weights: Tensor([1, 2], [1.0, 2]), bias: nil, isRectified: false),
    ])
    let found = try dense.duplicateUnits()
    #expect(found.map(\.stage) == ["fc1", "fc2"])
    #expect(found[0].groups == [[0, 1, 3]] && found[0].constant == [2, 6] && found[0].distinct == 3)
    #expect(found[1].groups.isEmpty && found[1].distinct == 2)
    #expect(throws: RegionError.self) { try dense.duplicateUnits(tolerance: -1) }
    let step = try ConvolutionStep(
      "conv", weights: Tensor([3, 1, 1, 2], [1.0, 2, 2, 4, 1, 2]), bias: Tensor([3], [1.0, 1, 1]),
      input: ImageShape(height: 1, width: 3))
    let norm = try ChannelStep("bn", scales: [2, 1, 2], shifts: [0, 1, 1], pixels: 2)
    let convolution = try PiecewiseLinearMap([
      AffineStage("conv", inputWidths: [3], [.apply(step), .apply(norm)], gate: .rectifier(count: 6, slope: 0))
    ])
    // (2w, 2), (2w, 2) and (2w, 3) behind the normalisation.
    #expect(try convolution.duplicateUnits()[0].groups == [[0, 1]])
  }

  @Test("The bits are the same on one thread and on three, an interrupt stops it, and bad points are refused")
  func conduct() throws {
    let map = try MapReference.everything(seed: 83)
    let points = MapReference.tensor([40, 72], seed: 84)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    Parallel.threadCount = 1
    let one = try activationPatterns(of: map, on: points)
    Parallel.threadCount = 3
    #expect(try activationPatterns(of: map, on: points) == one)
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try activationPatterns(of: map, on: points, checkpoint: Checkpoint(flag: flag))
    }
    #expect(throws: RegionError.pointsShape([0, 72], inputs: 72)) {
      try activationPatterns(of: map, on: Tensor(zeros: [0, 72]))
    }
  }
}
