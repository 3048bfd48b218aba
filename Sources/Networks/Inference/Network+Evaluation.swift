public import Datasets
public import Tensors

extension Network {
  /// The logits of rows of inputs, shape [rows, classes]; axes behind the first are flattened.
  /// - Throws: `NetworkError.inputRank` or `.inputWidth` where the inputs do not fit the first layer; `Interrupted`.
  /// - Complexity: O(rows · weights).
  public func logits(_ inputs: Tensor, checkpoint: Checkpoint = .none) throws -> Tensor {
    guard inputs.rank >= 2 else { throw NetworkError.inputRank(inputs.shape) }
    let rows = inputs.shape[0]
    try demandWidth(inputs.shape.extents.dropFirst().reduce(1, *))
    return Tensor([rows, outputWidth], try Inference(self, rows: rows).logits(inputs.floats, checkpoint: checkpoint))
  }

  /// Mean loss, softmax cross-entropy unless another is given, and accuracy on labelled samples.
  /// - Throws: `NetworkError.emptySamples`, `.inputWidth`, `.classes` for a label without an output; `Interrupted`.
  /// - Complexity: O(rows · weights).
  public func evaluate(
    on samples: Samples, loss: Loss = .crossEntropy(), checkpoint: Checkpoint = .none
  ) throws -> Evaluation {
    try loss.validate()
    try check(samples, loss, part: "given")
    return try samples.withView { view throws(Interrupted) in
      try Inference(self, rows: view.count).evaluate(view, loss, checkpoint: checkpoint)
    }
  }

  /// The fraction of samples classified correctly; ties between logits go to the first class.
  /// - Throws: as `evaluate(on:)`.
  public func accuracy(on samples: Samples, checkpoint: Checkpoint = .none) throws -> Double {
    try evaluate(on: samples, checkpoint: checkpoint).accuracy
  }

  /// The mean softmax cross-entropy of samples, in nats.
  /// - Throws: as `evaluate(on:)`.
  public func loss(on samples: Samples, checkpoint: Checkpoint = .none) throws -> Double {
    try evaluate(on: samples, checkpoint: checkpoint).loss
  }

  /// Whether samples can be run through this network.
  /// - Throws: `NetworkError.emptySamples`, `.inputWidth`, `.classes`.
  func check(_ samples: Samples, _ loss: Loss, part: String) throws(NetworkError) {
    guard samples.count > 0 else { throw .emptySamples(part: part) }
    try demandWidth(samples.features)
    if let image = samples.imageShape, image != input, input.height > 1 || input.width > 1 {
      throw .inputImage(layer: nodes[0].name, expected: input, found: image)
    }
    let outputs = outputWidth
    if loss == .reconstruction {
      guard outputs == inputWidth else {
        throw .setting(
          name: "loss", expected: "a network that gives the \(inputWidth) numbers it takes, for .reconstruction",
          found: "one that gives \(outputs)")
      }
      return
    }
    if samples.classes > outputs, let row = samples.labels.firstIndex(where: { $0 >= outputs }) {
      throw .classes(layer: weightedNodes.last?.name ?? "", outputs: outputs, row: row, label: samples.labels[row])
    }
  }

  /// Looks at whether samples can be run through this network, before any work on them.
  /// - Throws: `NetworkError.emptySamples`, `.inputWidth`, `.inputImage`, `.classes`.
  package func demand(_ samples: Samples) throws(NetworkError) { try check(samples, .crossEntropy(), part: "given") }

  private func demandWidth(_ width: Int) throws(NetworkError) {
    guard width == inputWidth else {
      throw .inputWidth(layer: weightedNodes.first?.name ?? "", expected: inputWidth, found: width)
    }
  }
}
