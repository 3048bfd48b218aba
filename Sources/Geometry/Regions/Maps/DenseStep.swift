import Synchronization
public import Tensors

/// A dense layer z = Wx + b.
public struct DenseStep: AffineStep {
  /// Columns of W.
  public let inputCount: Int
  /// Rows of W.
  public let outputCount: Int
  /// Row-major [out, in].
  let weights: [Double]
  let bias: [Double]?
  /// The weights that are not zero, where they are few.
  private let sparse: SparseRows?
  private let transpose = Transpose()

  /// W by columns, made when it is first wanted.
  private final class Transpose: Sendable {
    let values = Mutex<[Double]>([])
  }

  /// Weights up to which the transpose is kept: 32 MB.
  private static let keptWeights = 1 << 22

  /// - Parameters:
  ///   - name: what messages call the layer.
  ///   - weights: [out, in], masked weights as zeros.
  ///   - bias: [out], or nil for none.
  /// - Throws: `RegionError.stageShape` where the weights are no matrix or the bias does not match them.
  public init(_ name: String, weights: Tensor, bias: Tensor?) throws(RegionError) {
    guard weights.rank == 2, weights.count > 0, bias.map({ $0.count == weights.shape[0] }) ?? true else {
      throw .stageShape(name, weights: weights.shape, bias: bias?.shape)
    }
    outputCount = weights.shape[0]
    inputCount = weights.shape[1]
    self.weights = weights.doubles
    self.bias = bias?.doubles
    sparse = SparseRows(self.weights, rows: outputCount, columns: inputCount)
  }

  /// XWᵀ + b.
  /// - Complexity: O(count·in·out), of a mostly masked W O(count·weights).
  public func apply(_ rows: [Double], count: Int, isLinear: Bool) -> [Double] {
    precondition(rows.count == count * inputCount)
    return [Double](unsafeUninitializedCapacity: count * outputCount) { buffer, filled in
      filled = count * outputCount
      guard let out = buffer.baseAddress else { return }
      if sparse != nil { out.initialize(repeating: 0, count: filled) }
      rows.withUnsafeBufferPointer { rows in
        weights.withUnsafeBufferPointer { weights in
          guard let rows = rows.baseAddress, let weights = weights.baseAddress else { return }
          if let sparse { return sparse.apply(rows, count: count, into: out) }
          BLAS.multiply(
            MatrixView(rows, rows: count, columns: inputCount),
            MatrixView(weights, rows: inputCount, columns: outputCount, isTransposed: true), into: out,
            stride: outputCount)
        }
      }
      guard !isLinear, let bias else { return }
      for row in 0..<count {
        let values = out + row * outputCount
        KnotRows.add(values, 1, bias, into: values, count: outputCount)
      }
    }
  }

  /// The columns of W that belong to some of the inputs.
  func columns(_ inputs: [Int]) -> UnitColumns {
    if weights.count > Self.keptWeights {
      let gathered = KnotRows.gather(inputs, of: weights, inputs: inputCount, outputs: outputCount)
      return UnitColumns(values: gathered, rows: Array(inputs.indices), width: outputCount)
    }
    let values = transpose.values.withLock { values in
      if values.isEmpty {
        values = KnotRows.gather(Array(0..<inputCount), of: weights, inputs: inputCount, outputs: outputCount)
      }
      return values
    }
    return UnitColumns(values: values, rows: inputs, width: outputCount)
  }

  /// XW.
  /// - Complexity: O(count·in·out).
  public func applyAdjoint(_ rows: [Double], count: Int) -> [Double] {
    var inputs = [Double](repeating: 0, count: count * inputCount)
    BLAS.multiply(
      MatrixOperand(rows, count, outputCount), MatrixOperand(weights, outputCount, inputCount), into: &inputs)
    return inputs
  }
}

/// By how much the outputs of a dense layer rise with some of its inputs.
struct UnitColumns {
  var values: [Double] = []
  /// Which row of the values belongs to each of the inputs.
  var rows: [Int] = []
  var width = 0
}
