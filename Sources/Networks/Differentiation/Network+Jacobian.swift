public import Tensors

extension Network {
  /// The squared Frobenius norm of the Jacobian of the logits at each row, Σ over outputs k and inputs j of
  /// (∂z_k/∂x_j)², exact over all outputs.
  ///
  /// One forward pass serves the backward passes of all outputs, and none gives gradients of weights. A network that
  /// begins with a dense layer W of fewer units than inputs is differentiated down to them alone: with the gradient g by
  /// them the square is gᵀ(WWᵀ)g, up to the rounding of single precision times |g|²·|WWᵀ|.
  /// - Throws: as `logits(_:)`.
  /// - Complexity: O(rows · weights · outputs).
  public func jacobianSquares(at inputs: Tensor, checkpoint: Checkpoint = .none) throws -> [Double] {
    guard inputs.rank >= 2 else { throw NetworkError.inputRank(inputs.shape) }
    let rows = inputs.shape[0]
    guard inputs.rowWidth == inputWidth else {
      throw NetworkError.inputWidth(
        layer: weightedNodes.first?.name ?? "", expected: inputWidth, found: inputs.rowWidth)
    }
    guard rows > 0 else { return [] }
    if let (front, weights, rest) = denseFront, saves(weights, rows: rows) {
      let features = try front.logits(inputs, checkpoint: checkpoint)
      return try rest.squares(at: features, metric: Network.gram(weights, checkpoint), checkpoint)
    }
    return try squares(at: inputs, metric: nil, checkpoint)
  }

  /// The first dense layer, its weights, and the network behind it with the ReLU.
  private var denseFront: (front: Network, weights: Tensor, rest: Network)? {
    guard let (front, rectifies, rest) = affineSplit, front.weightedNodes.count == 1,
      front.nodes.allSatisfy({ if case .dense = $0.layer { true } else { $0.layer == .flatten } }),
      let weights = front.parameters.first?.value
    else { return nil }
    return (front, weights, rectifies ? rest.rectified : rest)
  }

  /// Whether the product of the weights with themselves costs less than it saves.
  private func saves(_ weights: Tensor, rows: Int) -> Bool {
    let (units, inputs) = (Double(weights.shape[0]), Double(weights.shape[1]))
    return Double(rows) * Double(outputWidth) * (inputs - units) > units * inputs
  }

  /// W·Wᵀ above the diagonal blocks twice, below them not at all: gᵀWWᵀg needs each pair of blocks once.
  private static func gram(_ weights: Tensor, _ checkpoint: Checkpoint) throws(Interrupted) -> [Float] {
    let (units, inputs) = (weights.shape[0], weights.shape[1])
    var gram = [Float](repeating: 0, count: units * units)
    let values = weights.floats
    try gram.withUnsafeMutableBufferPointer { gram throws(Interrupted) in
      try values.withUnsafeBufferPointer { values throws(Interrupted) in
        guard let w = values.baseAddress, let g = gram.baseAddress else { return }
        try Parallel.forEach(blocks(units), checkpoint: checkpoint) { block in
          let rows = range(block, of: units), rest = units - rows.upperBound
          let own = MatrixView(w + rows.lowerBound * inputs, rows: rows.count, columns: inputs)
          let target = g + rows.lowerBound * units
          BLAS.multiply(own, own.transposed, into: target + rows.lowerBound, stride: units)
          BLAS.multiply(
            own, MatrixView(w + rows.upperBound * inputs, rows: rest, columns: inputs).transposed,
            into: target + rows.upperBound, stride: units, alpha: 2)
        }
      }
    }
    return gram
  }

  /// Rows of a block: enough for the products, few enough that the blocks below the diagonal are worth leaving out and
  /// that an interrupt need not wait.
  private static let block = 64

  private static func blocks(_ units: Int) -> Int { (units + block - 1) / block }

  private static func range(_ number: Int, of units: Int) -> Range<Int> {
    number * block..<min((number + 1) * block, units)
  }

  /// Σ over outputs of gᵀMg for the gradient g by the network's own inputs; M, as `gram` leaves it, is the identity
  /// where there is none.
  private func squares(at inputs: Tensor, metric: [Float]?, _ checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    let rows = inputs.shape[0], width = inputWidth, outputs = outputWidth
    let batch = min(InputGradients.batch(self), rows)
    let gradients = InputGradients(self, batch: batch)
    var product = [Float](repeating: 0, count: metric == nil ? 0 : width * Lanes(batch).stride)
    var squares = [Double](repeating: 0, count: rows)
    let values = inputs.floats
    for first in stride(from: 0, to: rows, by: batch) {
      checkpoint.report(Progress("jacobian", first, of: rows, unit: "sample"))
      let count = min(batch, rows - first)
      try values.withUnsafeBufferPointer { source throws(Interrupted) in
        guard let source = source.baseAddress else { return }
        try gradients.forward(source + first * width, count: count, checkpoint: checkpoint)
      }
      let lanes = gradients.lanes
      for output in 0..<outputs {
        let gradient = try gradients.gradient(of: output)
        if let metric {
          try Network.multiply(metric, width, gradient, lanes, into: &product, checkpoint)
        }
        let part = product.withUnsafeBufferPointer { other in
          InputGradients.products(gradient, metric == nil ? gradient : other.baseAddress ?? gradient, width, lanes)
        }
        for sample in 0..<count { squares[first + sample] += part[sample] }
      }
    }
    checkpoint.report(Progress("jacobian", rows, of: rows, unit: "sample"))
    return squares
  }

  /// M·g for all lanes, M as `gram` leaves it.
  private static func multiply(
    _ metric: [Float], _ width: Int, _ gradient: UnsafePointer<Float>, _ lanes: Lanes, into product: inout [Float],
    _ checkpoint: Checkpoint
  ) throws(Interrupted) {
    let stride = lanes.stride
    try product.withUnsafeMutableBufferPointer { product throws(Interrupted) in
      try metric.withUnsafeBufferPointer { metric throws(Interrupted) in
        guard let m = metric.baseAddress, let y = product.baseAddress else { return }
        try Parallel.forEach(blocks(width), checkpoint: checkpoint) { block in
          let rows = range(block, of: width), start = rows.lowerBound
          BLAS.multiply(
            MatrixView(m + start * width + start, rows: rows.count, columns: width - start, stride: width),
            MatrixView(gradient + start * stride, rows: width - start, columns: stride), into: y + start * stride,
            stride: stride)
        }
      }
    }
  }
}

extension InputGradients {
  /// Features whose products are summed in single precision before they are widened.
  private static let run = 32

  /// Σ over features of a·b for each lane.
  fileprivate static func products(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ width: Int, _ lanes: Lanes
  ) -> [Double] {
    let stride = lanes.stride
    var sums = [Double](repeating: 0, count: stride)
    for lane in Swift.stride(from: 0, to: stride, by: Lanes.vector) {
      var total = SIMD16<Double>.zero
      for first in Swift.stride(from: 0, to: width, by: run) {
        var sum = SIMD16<Float>.zero
        for feature in first..<min(first + run, width) {
          let place = feature * stride + lane
          sum +=
            UnsafeRawPointer(a + place).loadUnaligned(as: SIMD16<Float>.self)
            * UnsafeRawPointer(b + place).loadUnaligned(as: SIMD16<Float>.self)
        }
        total += SIMD16<Double>(sum)
      }
      for index in 0..<Lanes.vector { sums[lane + index] = total[index] }
    }
    return sums
  }
}
