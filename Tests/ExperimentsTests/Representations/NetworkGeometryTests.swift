import Datasets
import Experiments
import Geometry
import Glibc
import Networks
import Pruning
import Tensors
import Testing

@Suite("representations of networks") struct NetworkGeometryTests {
  private let data: Dataset

  init() throws { data = try .digits(train: 200, validation: 50, test: 300) }

  private func trained(_ network: Network, seed: Int = 0) throws -> Network {
    try train(network, on: data, TrainingSettings(epochs: 3, batch: 20, seed: seed)).network
  }

  @Test("the sign of the margin is the network's own answer, masked, convolutional, residual, or linear")
  func signs() throws {
    let shape = ImageShape(height: 8, width: 8)
    let dense = try trained(.mlp([64, 30, 10]))
    let networks = [
      dense, try prune(dense, toSparsity: 0.95), try trained(.mlp([64, 10])),
      try trained(
        Network(
          input: shape,
          [
            .convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu,
            .residual([.convolution(4, kernel: 3, padding: 1), .batchNorm(), .relu]), .relu, .maxPool(2), .flatten,
            .dropout(rate: 0.1), .dense(10, bias: false),
          ])),
    ]
    for network in networks {
      let found = try lossGeometry(of: network, on: data.test)
      #expect(found.count == 300 && found.signAgreement == 1)
      #expect(found.accuracy == (try network.accuracy(on: data.test)))
      // What logits are made of: z_y = |x|·|w_y|·cos θ + b_y.
      let last = try #require(network.nodes.last)
      let weight = try network.parameter(last.name + ".weight").value
      let bias = try? network.parameter(last.name + ".bias").value
      let logits = try network.logits(data.test.inputs)
      for row in [0, 7, 299] where found.angles[row].isFinite {
        let label = data.test.labels[row]
        let norm = try weight.row(label).norm
        let product = found.lengths[row] * norm * cos(found.angles[row]) + (bias?.element(label) ?? 0)
        // Single precision in products of 30 to 256 numbers.
        #expect(abs(product - logits.element(row * 10 + label)) < 1e-4 * (1 + found.lengths[row] * norm))
      }
    }
  }

  @Test("a network that ends in no dense layer is refused by name, and so is a label without a vector")
  func refuses() throws {
    let open = try Network(input: ImageShape(height: 8, width: 8), [.dense(10), .relu])
    let works: [() throws -> Void] = [
      { _ = try lossGeometry(of: open, on: data.test) }, { _ = try neuralCollapse(of: open, on: data.test) },
    ]
    for work in works {
      let error = #expect(throws: NetworkError.self) { try work() }
      #expect("\(try #require(error))".contains("ends in a dense layer"))
    }
    #expect(throws: NetworkError.self) { try lossGeometry(of: .mlp([64, 5, 4]), on: data.test) }
    #expect(throws: NetworkError.self) { try lossGeometry(of: .mlp([64, 5, 10]), on: data.test[0..<0]) }
    #expect(throws: NetworkError.self) { try lossGeometry(of: .mlp([63, 5, 10]), on: data.test) }
  }

  @Test("layers of a network are most alike to themselves, and of two seeds less so")
  func layers() throws {
    let (a, b) = (try trained(.mlp([64, 40, 20, 10])), try trained(.mlp([64, 30, 10], seed: 1), seed: 1))
    let own = try layerSimilarity(of: a, and: a, on: data.test.inputs)
    #expect(own.rows == ["input", "fc1", "fc2", "fc3"] && own.values.shape == [4, 4] && own.samples == 300)
    for row in 0..<4 {
      #expect(abs(own.values.element(row * 4 + row) - 1) < 1e-12)
      for column in 0..<row {
        #expect(own.values.element(row * 4 + column) < 1)
        // The same sums in another order.
        #expect(abs(own.values.element(row * 4 + column) - own.values.element(column * 4 + row)) < 1e-12)
      }
    }
    let both = try layerSimilarity(of: a, and: b, on: data.test.inputs, .biased)
    #expect(both.values.shape == [4, 3] && both.columns == ["input", "fc1", "fc2"])
    #expect(abs(both.values.element(0) - 1) < 1e-12 && both.values.element(11) < 0.99)
    #expect(both.standardErrors.doubles.allSatisfy { $0 >= 0 && $0 < 0.1 })
    let overlap = try layerOverlap(of: a, and: b, on: data.test.inputs, .count(5))
    #expect(
      abs(overlap.values.element(0) - 1) < 1e-12 && overlap.values.doubles.allSatisfy { $0 >= 0 && $0 < 1.000001 })
    #expect(throws: RepresentationError.self) {
      try layerSimilarity(of: a, and: b, on: data.test.inputs.rows(0..<3))
    }
    #expect(throws: NetworkError.self) { try layerSimilarity(of: a, and: .mlp([5, 10]), on: data.test.inputs) }
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try layerSimilarity(of: a, and: b, on: data.test.inputs, checkpoint: Checkpoint(flag: flag))
    }
  }

  @Test("training collapses: variability falls, agreement with the nearest mean rises")
  func collapse() throws {
    let fresh = try Network.mlp([64, 40, 10], seed: 2)
    let settings = TrainingSettings(epochs: 60, batch: 20, optimizer: .adam(rate: 0.003))
    let late = try train(fresh, on: data, settings).network
    let (before, after) = (
      try neuralCollapse(of: fresh, on: data.train), try neuralCollapse(of: late, on: data.train)
    )
    // Five standard errors, those of both added.
    #expect(before.variability - after.variability > 5 * (before.variabilityError + after.variabilityError))
    #expect(after.centerAgreement > before.centerAgreement)
    #expect(after.duality < before.duality && after.rank == 9)
  }

  @Test("a network's map has two seeds near each other and pruning to nothing far off; what it hurts is said")
  func map() throws {
    let a = try trained(.mlp([64, 30, 10])), b = try trained(.mlp([64, 30, 10], seed: 1), seed: 1)
    let pruned = try prune(a, toSparsity: 0.95)
    let map = try modelMap(of: [("a", a), ("b", b), ("pruned", pruned)], on: data.test)
    #expect(map.names == ["a", "b", "pruned"] && map.tree.edges.count == 2)
    #expect(map.distances.element(1) < map.distances.element(2))
    let before = try lossGeometry(of: a, on: data.test), after = try lossGeometry(of: pruned, on: data.test)
    let falls = try before.furthestFalls(to: after, count: 10)
    #expect(falls.count == 10 && zip(falls, falls.dropFirst()).allSatisfy { $0.fall >= $1.fall })
    #expect(falls.allSatisfy { $0.label == data.test.labels[$0.row] })
    #expect(try before.minus(after).accuracy.value > 0)
  }
}
