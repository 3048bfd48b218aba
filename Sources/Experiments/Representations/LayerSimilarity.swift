public import Geometry
public import Networks
public import Tensors

/// How alike the layers of two networks represent the same samples, each layer of one with each of the other.
public struct LayerSimilarity: Hashable, Sendable {
  /// The first network's layers, one a row.
  public let rows: [String]
  /// The second's, one a column.
  public let columns: [String]
  /// The similarities, [rows, columns].
  public let values: Tensor
  /// Their standard errors over samples, [rows, columns].
  public let standardErrors: Tensor
  /// What was computed, in words.
  public let method: String
  /// Samples that the layers were fed.
  public let samples: Int
}

/// The linear centred kernel alignment of every layer of a network with every layer of another.
///
/// - Parameters:
///   - first: the network of the rows.
///   - second: the network of the columns; of any architecture.
///   - inputs: rows of samples that both take.
///   - estimator: how HSIC is estimated.
///   - checkpoint: where the work looks for an interrupt and reports the layers done.
/// - Throws: `NetworkError` where the inputs do not fit; `RepresentationError` for fewer than four rows, outputs that
///   are not finite, or layers of the first network beyond 4 GB; `Interrupted`.
/// - Complexity: O(N·D·min(N, D)) a layer of D outputs, O(N·min(N, D)·min(N, E)) a pair.
public func layerSimilarity(
  of first: Network, and second: Network, on inputs: Tensor, _ estimator: AlignmentEstimator = .unbiased,
  checkpoint: Checkpoint = .none
) throws -> LayerSimilarity {
  try PairwiseLayers(first, second, inputs, checkpoint).similarity(
    "linear centred kernel alignment, \(estimator.rawValue) HSIC",
    prepare: { values, checkpoint in try AlignedFeatures(values, checkpoint: checkpoint) },
    compare: { a, b, checkpoint in
      let alignment = try a.alignment(with: b, estimator, checkpoint: checkpoint)
      return (alignment.value, alignment.standardError)
    })
}

/// The overlap of the leading principal subspaces of every layer of a network with those of every layer of another:
/// the mean of cos² of the principal angles.
///
/// - Parameters:
///   - first: the network of the rows.
///   - second: the network of the columns; of any architecture.
///   - inputs: rows of samples that both take.
///   - rule: how many components a layer's subspace has.
///   - checkpoint: where the work looks for an interrupt and reports the layers done.
/// - Returns: a similarity without standard errors: they are NaN.
/// - Throws: as `layerSimilarity(of:and:on:)`; `RepresentationError.parameter` for a rule out of range.
/// - Complexity: O(N·D·min(N, D)) a layer of D outputs, O(N·k²) a pair.
public func layerOverlap(
  of first: Network, and second: Network, on inputs: Tensor, _ rule: ComponentRule = .variance(0.99),
  checkpoint: Checkpoint = .none
) throws -> LayerSimilarity {
  let words =
    switch rule {
    case .count(let count): "\(count) leading components"
    case .variance(let share): "the fewest components of \(share) of the variance"
    }
  return try PairwiseLayers(first, second, inputs, checkpoint).similarity(
    "mean cos² of principal angles, \(words)",
    prepare: { values, checkpoint in try PrincipalSubspace(values, rule, checkpoint: checkpoint) },
    compare: { a, b, checkpoint in (try a.angles(to: b, checkpoint: checkpoint).overlap, .nan) })
}

/// The layers of two networks on the same inputs.
private struct PairwiseLayers {
  let first: Network
  let second: Network
  let inputs: Tensor
  let checkpoint: Checkpoint

  init(_ first: Network, _ second: Network, _ inputs: Tensor, _ checkpoint: Checkpoint) {
    self.first = first
    self.second = second
    self.inputs = inputs
    self.checkpoint = checkpoint
  }

  /// The layers of the first network are kept, those of the second come one after another.
  func similarity<Prepared>(
    _ method: String, prepare: (Tensor, Checkpoint) throws -> Prepared,
    compare: (Prepared, Prepared, Checkpoint) throws -> (Double, Double)
  ) throws -> LayerSimilarity {
    let rows = first.outputLayers, columns = second.outputLayers
    let total = rows.count + columns.count
    let quiet = checkpoint.observed(by: nil)
    var kept: [Prepared] = [], bytes = 0
    try first.forEachLayerOutput(of: inputs, checkpoint: quiet) { output in
      bytes += AlignedFeatures.bytes(rows: output.values.shape[0], width: output.values.rowWidth)
      guard bytes <= AlignedFeatures.memoryLimit else {
        throw RepresentationError.memory(needed: bytes, limit: AlignedFeatures.memoryLimit)
      }
      kept.append(try prepare(output.values, quiet))
      checkpoint.report(Progress("layers", kept.count, of: total, unit: "layer"))
    }
    var values = [Double](repeating: .nan, count: rows.count * columns.count), errors = values
    var column = 0
    try second.forEachLayerOutput(of: inputs, checkpoint: quiet) { output in
      let own = try prepare(output.values, quiet)
      for row in rows.indices {
        let place = row * columns.count + column
        (values[place], errors[place]) = try compare(kept[row], own, quiet)
      }
      column += 1
      checkpoint.report(Progress("layers", rows.count + column, of: total, unit: "layer"))
    }
    return LayerSimilarity(
      rows: rows, columns: columns, values: Tensor([rows.count, columns.count], values),
      standardErrors: Tensor([rows.count, columns.count], errors), method: method, samples: inputs.shape[0])
  }
}
