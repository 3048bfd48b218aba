import Datasets
import Networks
import Pruning
import Tensors
import Testing

@Suite("Reports of pruning") struct ReportTests {
  private func masked(_ marks: [[[UInt8]]]) throws -> Network {
    let widths = [marks[0][0].count] + marks.map(\.count)
    var masks: [String: Mask] = [:]
    for (index, rows) in marks.enumerated() {
      masks["fc\(index + 1).weight"] = Mask([rows.count, rows[0].count], kept: rows.flatMap(\.self))
    }
    return try Network.mlp(widths, seed: 1).masked(by: masks)
  }

  @Test("counts, dead units, multiply-adds and bytes by hand")
  func counts() throws {
    // Unit 0 of the first layer has no weights, unit 2 is not read; the second output has no weights.
    let net = try masked([[[0, 0], [1, 1], [1, 0], [0, 1]], [[1, 1, 0, 1], [0, 0, 0, 0]]])
    let report = try PruningReport(of: net)
    #expect(report.rows.map(\.kept) == [4, 3])
    #expect(report.rows.map(\.deadUnits) == [2, 1])
    #expect(report.sparsity == 9.0 / 16 && report.kept == 7)
    #expect(report.multiplyAdds == 16 && report.multiplyAddsLeft == 7)
    #expect(report.parameters == 22 && report.parametersLeft == 13)
    // Sixteen weights and six biases; masks of 16; rows of 4 weights: 8 · 4 + 4 · 5 > 32, 8 · 3 + 4 · 3 > 32.
    #expect(report.size.dense == 88 && report.size.masked == 104 && report.size.sparse == 88)
    #expect(report.collapsed.isEmpty && report.timing == nil)
  }

  @Test("a convolution's multiply-adds are those of its pixels")
  func convolution() throws {
    let net = try prune(Network.lenet5(), toSparsity: 0.9, scope: .layerwise)
    let report = try PruningReport(of: net)
    #expect(report.multiplyAdds == net.multiplyAdds)
    #expect(report.rows[0].multiplyAddsLeft == 50 * 24 * 24)
    #expect(report.size.sparse < report.size.dense && report.size.dense < report.size.masked)
  }

  @Test("collapsed layers are told from sparse ones")
  func collapse() throws {
    let net = try masked([[[1, 1], [1, 1]], [[0, 0], [0, 0]], [[1, 1], [0, 1]]])
    #expect(try PruningReport(of: net).collapsed == ["fc1", "fc2"])
    let alternating = try masked([[[1, 1], [0, 0]], [[0, 1], [0, 1]], [[1, 1], [0, 1]]])
    // The one unit that has weights is not read, so nothing passes; nor does anything pass what reads the other.
    #expect(try PruningReport(of: alternating).collapsed == ["fc1"])
    #expect(try PruningReport(of: Network.mlp([4, 3, 2])).collapsed.isEmpty)
  }

  @Test("times are measured when a batch is given, dense and sparse")
  func timing() throws {
    let net = try prune(Network.lenet300(), toSparsity: 0.98)
    let timing = try #require(try PruningReport(of: net, batch: 60, turns: 3).timing)
    #expect(timing.batch == 60 && timing.sparseLayers.contains("fc1.weight"))
    for pair in [timing.step, timing.inference] { #expect(pair.dense > 0 && pair.sparse > 0) }
    #expect(throws: NetworkError.self) { try PruningReport(of: net, batch: 0) }
    #expect(throws: NetworkError.self) { try PruningReport(of: net, batch: 1, turns: 0) }
  }

  @Test("overlap is the intersection over the union, layer by layer and over all")
  func overlap() throws {
    let a = try masked([[[1, 1, 0, 0]], [[1], [1]]]), b = try masked([[[0, 1, 1, 0]], [[1], [1]]])
    let overlap = try MaskOverlap(a, b)
    #expect(overlap.rows.map(\.jaccard) == [1.0 / 3, 1])
    #expect(overlap.jaccard == 3.0 / 5)
    #expect(overlap.rows.map(\.chance) == [0.25 / 0.75, 1])
    #expect(overlap.chance == (1 + 2.0) / (8 - 3))
    let net = try Network.mlp([40, 50, 10], seed: 1)
    #expect(try MaskOverlap(net, net).jaccard == 1)
    let half = try prune(net, toSparsity: 0.5)
    #expect(try MaskOverlap(half, net).jaccard == 0.5)
    #expect(try MaskOverlap(half, net) != MaskOverlap(net, half))
  }

  @Test("random masks overlap as by chance")
  func chance() throws {
    let net = try Network.lenet300()
    let masks = try (1...2).map { try prune(net, toSparsity: 0.7, by: .random(seed: $0), scope: .layerwise) }
    let overlap = try MaskOverlap(masks[0], masks[1])
    // |A ∩ B| of 266,200 weights has a standard error of about 0.0015 of the union here.
    #expect(abs(overlap.jaccard - overlap.chance) < 0.005)
  }

  @Test("masks of another architecture are refused")
  func architecture() throws {
    let net = try Network.mlp([4, 3, 2])
    #expect(throws: NetworkError.maskShape("fc1.weight", expected: [3, 4], found: [3, 5])) {
      try MaskOverlap(net, Network.mlp([5, 3, 2]))
    }
    #expect(throws: NetworkError.self) { try MaskOverlap(net, Network.mlp([4, 3, 2, 2])) }
    #expect(throws: NetworkError.self) { try MaskOverlap(Network.mlp([4, 3, 2, 2]), net) }
    #expect(throws: NetworkError.self) { try net.masked(by: prune(Network.mlp([5, 3, 2]), toSparsity: 0.5).masks) }
  }
}
