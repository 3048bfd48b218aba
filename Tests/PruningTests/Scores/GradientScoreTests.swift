import Datasets
import Networks
import Pruning
import Tensors
import Testing

/// Scores on the networks and samples of record_scores.py, against what PyTorch has in double precision.
@Suite("Scores from gradients") struct GradientScoreTests {
  enum Model: String, CaseIterable, Sendable {
    case mlp, convolutional

    var recorded: [String: [Double]] { self == .mlp ? PyTorchScores.mlp : PyTorchScores.convolutional }

    /// The network with the numbers of the script.
    func network() throws -> Network {
      var net =
        try self == .mlp
        ? Network.mlp([8, 7, 6, 3])
        : Network(
          input: ImageShape(channels: 2, height: 6, width: 6),
          [
            .convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2),
            .convolution(5, kernel: 3, padding: 1), .relu, .globalAveragePool, .dense(3),
          ])
      for (index, parameter) in net.parameters.filter(\.isTrained).enumerated() {
        let shift = parameter.kind == .scale ? 1.0 : 0
        let values = Model.numbers(index, parameter.value.count).map { Float(Double($0) + shift) }
        net = try net.setting(parameter.name, to: Tensor(parameter.value.shape, values))
      }
      return net
    }

    func samples() throws -> Samples {
      let width = self == .mlp ? 8 : 72
      return try Samples(
        inputs: Tensor([12, width], Model.numbers(50, 12 * width).map { 2 * $0 }), labels: (0..<12).map { $0 * $0 % 3 },
        classes: 3, imageShape: self == .mlp ? nil : ImageShape(channels: 2, height: 6, width: 6))
    }

    private static func numbers(_ tensor: Int, _ count: Int) -> [Float] {
      (0..<count).map { place in
        Float(Double((place * 7_919 + tensor * 104_729 + place * place * 31 + 12_345) % 1_009) / 1_009 - 0.5)
      }
    }
  }

  /// The scores of all weights, in the network's order.
  private func flat(_ score: PruningScore, of network: Network) throws -> [Double] {
    let scores = try score.scores(of: network)
    return network.parameters.filter(\.isPrunable).flatMap { scores[$0.name]?.doubles ?? [] }
  }

  /// The largest difference beside the largest score.
  private func difference(_ found: [Double], _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    return (zip(found, expected).map { abs($0 - $1) }.max() ?? 0) / (expected.map(abs).max() ?? 1)
  }

  /// Gradients in single precision carry some roundings of 6e-8 for each layer and each sum over samples and pixels.
  @Test("first-order scores, synaptic flow and Fisher scores are PyTorch's", arguments: Model.allCases)
  func firstOrder(model: Model) throws {
    let (net, samples) = (try model.network(), try model.samples())
    let scores: [(String, PruningScore)] = [
      ("snip", .snip(on: samples)), ("snip", .gradient(on: samples)), ("synflow", .synflow(rounds: 1)),
      ("fisher", .fisher(on: samples)),
      ("woodFisher", .woodFisher(on: samples, block: 10, damping: 1e-2)),
    ]
    for (name, score) in scores {
      let found = try flat(score, of: net)
      #expect(difference(found, try #require(model.recorded[name])) < 1e-5, "\(score)")
    }
  }

  /// Spearman's rank correlation; no ties here.
  private func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
      var ranks = values
      for (rank, place) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[place] = Double(rank)
      }
      return ranks
    }
    let squares = zip(ranks(a), ranks(b)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let n = Double(a.count)
    return 1 - 6 * squares / (n * (n * n - 1))
  }

  /// A central difference of gradients, ReLUs and pools held, for the exact product: at a hundredth of the weights'
  /// length the roundings of single precision are 10⁻⁷/10⁻² of a gradient and what is left of the third derivative is
  /// 10⁻⁴ of the product, both times what the layers make of them.
  @Test("H·g by differences is the exact product in double precision, and ranks as it does", arguments: Model.allCases)
  func flow(model: Model) throws {
    let (net, samples) = (try model.network(), try model.samples())
    for (name, temperature) in [("grasp", 200.0), ("crop", 1)] {
      let expected = try #require(model.recorded[name])
      for step in [1e-1, 3e-2, PruningScore.flowStep, 3e-3, 1e-3] {
        let score = PruningScore.flow("flow", samples, 128, temperature, step: step) {
          name == "crop" ? ($0 * $1).magnitude : $0 * $1
        }
        let found = try flat(score, of: net)
        print("agreement", model, name, step, rankCorrelation(found, expected), difference(found, expected))
        if step == PruningScore.flowStep {
          #expect(rankCorrelation(found, expected) > 0.999)
          #expect(difference(found, expected) < 1e-2)
        }
      }
    }
  }

  @Test("the survivors take up what optimal brain surgery removes", arguments: Model.allCases)
  func surgery(model: Model) throws {
    let (net, samples) = (try model.network(), try model.samples())
    // Every third weight of every block of ten goes, as in the script: by scores that say so, with the same adjustment.
    let third = Dictionary(
      uniqueKeysWithValues: net.parameters.filter(\.isPrunable).map { parameter in
        let kept = (0..<parameter.value.count).map { UInt8($0 % 10 % 3 == 0 ? 0 : 1) }
        return (parameter.name, Mask(parameter.value.shape, kept: kept))
      })
    let masked = try net.masked(by: third)
    let updated = try PruningScore.woodFisher(on: samples, block: 10, damping: 1e-2, update: true)
      .adjusted(net, to: masked)
    let found = updated.parameters.filter(\.isPrunable).flatMap(\.value.doubles)
    #expect(difference(found, try #require(model.recorded["surgery"])) < 1e-5)
    #expect(updated.masks == masked.masks)
  }

  @Test("the update lowers the loss of what optimal brain surgery leaves")
  func updateHelps() throws {
    let data = try Dataset.digits(train: 300, validation: 0, test: 100)
    let net = try train(
      .mlp([64, 16, 10], seed: 1), on: data, TrainingSettings(epochs: 15, batch: 30, optimizer: .adam(rate: 5e-3))
    ).network
    let losses = try [false, true].map { update in
      try prune(
        net, toSparsity: 0.6, by: .woodFisher(on: data.train, block: 16, damping: 1e-3, update: update)
      ).loss(on: data.train)
    }
    #expect(losses[1] < losses[0])
  }

  @Test("synaptic flow in rounds keeps every layer alive where one round does not, at exact counts")
  func synflow() throws {
    let net = try Network.mlp([100, 60, 60, 60, 10], seed: 3)
    let sparsity = 1 - 60.0 / Double(net.prunableCount)
    let pruned = try prune(net, toSparsity: sparsity, by: .synflow())
    #expect(pruned.remainingCount == 60)
    #expect(pruned.summary.allSatisfy { $0.remaining > 0 })
    // Conservation: the scores of a layer sum to R where nothing is added on the way.
    var bare = net
    for index in 1...4 { bare = try bare.setting("fc\(index).bias", to: Tensor(zeros: [index == 4 ? 10 : 60])) }
    let sums = try PruningScore.synflow(rounds: 1).scores(of: bare).values.map(\.sum)
    #expect(sums.allSatisfy { abs($0 / sums[0] - 1) < 1e-5 })
  }

  @Test("where single precision overflows, synaptic flow is scaled by one power of two and ranks as before")
  func overflow() throws {
    // Sixteen layers of growing weights: R is beyond 10³⁸.
    let small = try Network.mlp([Int](repeating: 20, count: 17), seed: 1)
    var large = small
    for parameter in small.parameters where parameter.isPrunable {
      large = try large.setting(parameter.name, to: parameter.value.map { $0 * 128 })
    }
    let (a, b) = (try flat(.synflow(rounds: 1), of: small), try flat(.synflow(rounds: 1), of: large))
    #expect(b.allSatisfy { $0.isFinite })
    // 128¹⁶ = 2¹¹² times as large but for what was scaled away, a power of two.
    let ratio = b[0] / a[0]
    #expect(ratio.significand == 1)
    #expect(zip(a, b).allSatisfy { $1 == $0 * ratio })
  }

  @Test("biases of SNIP compete and count, and those that go are 0")
  func biases() throws {
    let (net, samples) = (try Model.mlp.network(), try Model.mlp.samples())
    let pruned = try prune(net, toSparsity: 0.5, by: .snip(on: samples, biases: true))
    let zeros = pruned.parameters.filter { $0.kind == .bias }.flatMap(\.value.floats).count { $0 == 0 }
    // Of 116 weights and 16 biases 66 stay.
    #expect(pruned.remainingCount + 16 - zeros == 66)
    #expect(zeros > 0)
    // Fresh biases are 0 and go first.
    let fresh = try prune(Network.mlp([8, 7, 6, 3]), toSparsity: 0.5, by: .snip(on: samples, biases: true))
    #expect(fresh.remainingCount == 66)
    #expect(throws: PruningError.self) {
      try prune(net, toSparsity: 0.5, by: .snip(on: samples, biases: true), scope: .layerwise)
    }
    #expect(throws: PruningError.self) { try prune(net, removing: 0.5, by: .snip(on: samples, biases: true)) }
  }

  @Test("an output layer of zeros has no scores to rank, and the error says which")
  func zeroOutput() throws {
    let samples = try Model.mlp.samples()
    let net = try Model.mlp.network().setting("fc3.weight", to: Tensor(zeros: [3, 6]))
    for score in [PruningScore.snip(on: samples), .gradient(on: samples), .synflow(rounds: 1)] {
      let error = #expect(throws: PruningError.self) { try prune(net, toSparsity: 0.5, by: score) }
      guard case .scoreConstant(_, let layer?, 0) = error else {
        Issue.record("found \(String(describing: error))")
        continue
      }
      #expect(layer.hasPrefix("fc"))
    }
  }

  @Test("movement is the sum over gradient steps, by hand")
  func movement() throws {
    let (net, samples) = (try Model.mlp.network(), try Model.mlp.samples())
    // All samples a step, so that their order does not matter.
    var sums = [Double](repeating: 0, count: 116)
    var current = net
    for _ in 0..<3 {
      let gradients = try current.gradient(on: samples)
      var place = 0
      var next = current
      for (parameter, gradient) in zip(current.parameters, gradients) {
        let (w, g) = (parameter.value.doubles, gradient.doubles)
        if parameter.isPrunable {
          for index in w.indices {
            sums[place] -= w[index] * g[index]
            place += 1
          }
        }
        next = try next.setting(
          parameter.name, to: Tensor(parameter.value.shape, zip(w, g).map { Float($0 - 0.1 * $1) }))
      }
      current = next
    }
    let found = try flat(.movement(on: samples, steps: 3, batch: 12), of: net)
    #expect(difference(found, sums) < 1e-5)
  }

  @Test("activations are those of the units behind their ReLU, in residual layers too")
  func activation() throws {
    let (net, samples) = (try Model.convolutional.network(), try Model.convolutional.samples())
    let scores = try PruningScore.activation(on: samples).scores(of: net)
    // The second convolution's channels, averaged over pixels, are what the output layer reads.
    let part = try Network(
      input: net.input,
      [
        .convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu, .maxPool(2),
        .convolution(5, kernel: 3, padding: 1), .relu, .globalAveragePool, .dense(5),
      ])
    var filled = part
    for parameter in part.parameters.dropLast(2) {
      filled = try filled.setting(parameter.name, to: net.parameter(parameter.name).value)
    }
    let identity = Tensor([5, 5], (0..<25).map { $0 % 6 == 0 ? 1.0 : 0 })
    filled = try filled.setting("fc1.weight", to: identity).setting("fc1.bias", to: Tensor(zeros: [5]))
    let means = try filled.logits(samples.inputs).doubles
    let expected = (0..<5).map { unit in (0..<12).reduce(0) { $0 + means[$1 * 5 + unit] } / 12 }
    #expect(difference(try #require(scores["conv2.weight"]).doubles, expected) < 1e-5)
    let residual = try Network.resnet(8, input: net.input, seed: 1)
    let zeros = try PruningScore.apoz(on: samples).scores(of: residual)
    // Behind a ReLU some numbers are zero, behind the bare end of a body none is.
    #expect(try #require(zeros["layer1.0.conv1.weight"]).doubles.contains { $0 < 1 })
    #expect(try #require(zeros["layer1.0.conv2.weight"]).doubles.allSatisfy { $0 == 1 })
    let pruned = try prune(
      residual, toSparsity: 0.25, by: .activation(on: samples), scope: .layerwise, structure: .units)
    #expect(try pruned.compacted().weightedNodes[0].output.channels == 12)
  }

  @Test("settings out of range and samples that do not fit are refused before any pass")
  func refusals() throws {
    let (net, samples) = (try Model.mlp.network(), try Model.mlp.samples())
    let image = try Model.convolutional.samples()
    for score in [
      PruningScore.snip(on: image), .gradient(on: image), .grasp(on: image), .crop(on: image), .fisher(on: image),
      .woodFisher(on: image), .movement(on: image), .activation(on: image),
    ] {
      #expect(throws: NetworkError.self) {
        try prune(net, toSparsity: 0.5, by: score, structure: score.isOfUnits ? .units : .unstructured)
      }
    }
    for score in [
      PruningScore.snip(on: samples, batch: 0), .grasp(on: samples, temperature: 0), .synflow(rounds: 0),
      .woodFisher(on: samples, block: 0), .woodFisher(on: samples, samples: 13), .woodFisher(on: samples, damping: 0),
      .movement(on: samples, steps: 0), .movement(on: samples, rate: -1),
    ] {
      #expect(throws: PruningError.self) { try prune(net, toSparsity: 0.5, by: score) }
    }
    #expect(throws: PruningError.self) { try prune(net, removing: 0.2, by: .synflow(), scope: .openLTH) }
    #expect(throws: PruningError.self) { try prune(net, by: .synflow(), structure: .nm(1, of: 2), excluding: ["fc2"]) }
  }

  @Test("scores are the same bits on one thread and on two, and stop when asked")
  func threads() throws {
    let (net, samples) = (try Model.convolutional.network(), try Model.convolutional.samples())
    let flag = InterruptFlag()
    flag.raise()
    let count = Parallel.threadCount
    defer { Parallel.threadCount = count }
    for score in [
      PruningScore.snip(on: samples), .grasp(on: samples), .synflow(rounds: 3), .fisher(on: samples),
      .woodFisher(on: samples), .movement(on: samples, steps: 5),
    ] {
      let results = try [1, 2].map { threads in
        Parallel.threadCount = threads
        return try flat(score, of: net)
      }
      #expect(results[0] == results[1])
      #expect(throws: Interrupted.self) {
        try prune(net, toSparsity: 0.5, by: score, checkpoint: Checkpoint(flag: flag))
      }
    }
  }
}
