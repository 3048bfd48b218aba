import Networks
import Pruning
import Tensors
import Testing

/// Densities from shapes alone.
@Suite("Densities") struct DensityTests {
  /// Exact vectors, computed from the definition in the authors' code; five digits are printed.
  @Test(
    "Erdős-Rényi densities of LeNet-300-100",
    arguments: [
      (0.8, [0.16224, 0.46936, 1]), (0.9, [0.07957, 0.23019, 1]), (0.95, [0.03848, 0.11133, 0.91851]),
      (0.98, [0.01539, 0.04453, 0.36740]), (0.99, [0.00770, 0.02227, 0.18370]),
    ])
  func lenet(sparsity: Double, expected: [Double]) throws {
    let net = try Network.lenet300()
    for scope in [Scope.erdosRenyi, .erdosRenyiKernel] {
      let found = try densities(of: net, sparsity: sparsity, scope: scope)
      for (row, value) in zip(found, expected) { #expect(abs(row.density - value) < 5.1e-6) }
    }
  }

  @Test("the floor rule of the authors' code decides the counts", arguments: [(0.9, 26_621), (0.95, 13_312)])
  func floor(sparsity: Double, kept: Int) throws {
    let net = try Network.lenet300()
    #expect(try densities(of: net, sparsity: sparsity).reduce(0) { $0 + $1.kept } == kept)
    #expect(
      try prune(net, toSparsity: sparsity, by: .random(seed: 1), scope: .erdosRenyiKernel).remainingCount == kept)
  }

  @Test("Erdős-Rényi-kernel densities of ResNet-20, four digits printed")
  func resnet() throws {
    let net = try Network.resnet(20)
    func rows(_ sparsity: Double) throws -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: try densities(of: net, sparsity: sparsity).map { ($0.parameter, $0.density) })
    }
    let stages: [Double: [String: Double]] = [
      0.8: [
        "conv1": 1, "layer2.0.downsample.0": 1, "layer3.0.downsample.0": 1, "fc": 1, "layer1.0.conv1": 0.5939,
        "layer1.2.conv2": 0.5939, "layer2.0.conv1": 0.4220, "layer2.1.conv2": 0.2735, "layer3.0.conv1": 0.1993,
        "layer3.2.conv2": 0.1309,
      ],
      0.9: [
        "conv1": 0.9834, "layer2.0.downsample.0": 1, "layer3.0.downsample.0": 0.8132, "fc": 1,
        "layer1.0.conv1": 0.2803, "layer2.0.conv1": 0.1991, "layer2.1.conv2": 0.1291, "layer3.0.conv1": 0.0940,
        "layer3.2.conv2": 0.0618,
      ],
      0.95: [
        "conv1": 0.4752, "fc": 0.9494, "layer1.0.conv1": 0.1354, "layer2.0.conv1": 0.0962, "layer2.1.conv2": 0.0624,
        "layer3.0.conv1": 0.0454, "layer3.2.conv2": 0.0298,
      ],
    ]
    for (sparsity, expected) in stages {
      let found = try rows(sparsity)
      for (layer, density) in expected { #expect(abs(try #require(found[layer + ".weight"]) - density) < 5.1e-5) }
    }
  }

  @Test("without the kernel, the sides are inputs and outputs")
  func withoutKernel() throws {
    let net = try Network(
      input: ImageShape(channels: 2, height: 8, width: 8), [.convolution(30, kernel: 3), .convolution(40, kernel: 3)])
    let rows = try densities(of: net, sparsity: 0.5, scope: .erdosRenyi)
    // (2 + 30) / 60 = 0.5333 and (30 + 40) / 1200 = 0.0583: the first stays dense, the second has what is left.
    #expect(rows[0].density == 1)
    #expect(abs(rows[1].density - (0.5 * 11_340 - 540) / 10_800) < 1e-12)
  }

  @Test(
    "uniform scopes: a first convolution stays dense, and with plus the last layer keeps a fifth",
    arguments: [
      0.3, 0.5, 0.8, 0.9, 0.95,
    ])
  func uniform(sparsity: Double) throws {
    let net = try Network.lenet5()
    let plain = try densities(of: net, sparsity: sparsity, scope: .uniform)
    #expect(plain[0].kept == 500)
    #expect(plain.dropFirst().allSatisfy { $0.kept == $0.count - Int((sparsity * Double($0.count)).rounded()) })
    let plus = try densities(of: net, sparsity: sparsity, scope: .uniformPlus)
    #expect(plus[0].kept == 500)
    #expect(plus[3].kept >= plus[3].count / 5)
    #expect(plus.reduce(0) { $0 + $1.kept } == 430_500 - Int((sparsity * 430_500).rounded()))
    if sparsity > 0.8 { #expect(plus[3].kept == 1_000 && plus[1].density < 1 - sparsity) }
    let pruned = try prune(net, toSparsity: sparsity, scope: .uniformPlus)
    #expect(pruned.summary.map(\.remaining) == plus.map(\.kept))
  }

  @Test("excluded layers stay dense and out of the count")
  func excluding() throws {
    let net = try Network.lenet300()
    let rows = try densities(of: net, sparsity: 0.9, excluding: ["fc3"])
    #expect(rows[2].kept == 1_000 && rows[2].density == 1)
    #expect(rows[0].kept + rows[1].kept >= 26_520 && rows[0].kept + rows[1].kept <= 26_522)
    #expect(throws: PruningError.unknownLayer("fc4", known: ["fc1", "fc2", "fc3"])) {
      try densities(of: net, sparsity: 0.9, excluding: ["fc4"])
    }
  }

  @Test("what needs scores, or is a rule for rounds, or cannot be met, is refused")
  func refusals() throws {
    let net = try Network.mlp([20, 10, 5])
    #expect(throws: PruningError.scoresDecide(.global)) { try densities(of: net, sparsity: 0.5, scope: .global) }
    #expect(throws: PruningError.scopeForRounds(.openLTH)) { try densities(of: net, sparsity: 0.5, scope: .openLTH) }
    #expect(throws: PruningError.fraction(name: "sparsity", expected: "a fraction in [0, 1)", found: 1)) {
      try densities(of: net, sparsity: 1)
    }
    let small = try Network(
      input: ImageShape(channels: 3, height: 8, width: 8), [.convolution(64, kernel: 3), .convolution(1, kernel: 1)])
    let error = #expect(throws: PruningError.self) {
      try densities(of: small, sparsity: 0.9, scope: .uniformPlus)
    }
    #expect("\(try #require(error))".contains("cannot reach sparsity 0.9"))
  }

  @Test("rounds of a ladder meet the densities of their sparsities, one inside the other")
  func rounds() throws {
    for scope in [Scope.erdosRenyiKernel, .uniformPlus, .uniform] {
      var net = try Network.lenet5(seed: 2)
      for _ in 0..<4 {
        let next = try prune(net, removing: 0.4, scope: scope)
        for (name, mask) in next.masks {
          let before = net.masks[name]?.kept ?? [UInt8](repeating: 1, count: mask.kept.count)
          #expect(zip(mask.kept, before).allSatisfy { $0 <= $1 })
        }
        if scope == .uniformPlus {
          #expect(next.remainingCount == net.remainingCount - Int((0.4 * Double(net.remainingCount)).rounded()))
        }
        net = next
      }
    }
  }
}
