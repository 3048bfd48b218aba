/// What training makes small.
public enum Loss: Hashable, Sendable, Codable {
  /// Softmax cross-entropy: the mean over samples of (1 - ε)·nll(label) + ε/C · Σ nll(c) with
  /// nll(c) = -ln softmax(z)_c and ε the smoothing, 0 for none.
  ///
  /// Source: Szegedy et al., "Rethinking the Inception architecture for computer vision", arXiv:1512.00567; the
  /// definition is PyTorch's.
  case crossEntropy(smoothing: Double = 0)

  /// The mean over samples and outputs of (z - t)², where t is 1 at the label and 0 elsewhere.
  case squaredError

  /// The mean over samples and numbers of (z - x)², where x is the sample itself: what an autoencoder learns by. Labels
  /// play no part, and no sample counts as classified correctly.
  case reconstruction

  /// What a run reports on samples that it does not learn from: smoothing belongs to learning alone.
  var evaluated: Loss {
    switch self {
    case .crossEntropy: .crossEntropy()
    case .squaredError, .reconstruction: self
    }
  }

  /// - Throws: `NetworkError.setting` for a smoothing outside [0, 1].
  func validate() throws(NetworkError) {
    guard case .crossEntropy(let smoothing) = self else { return }
    try NetworkError.demand(smoothing >= 0 && smoothing <= 1, "smoothing", "a number in [0, 1]", smoothing)
  }
}

extension Loss: CustomStringConvertible {
  /// The loss as it is written in a cell.
  public var description: String {
    switch self {
    case .crossEntropy(let smoothing): ".crossEntropy(smoothing: \(smoothing))"
    case .squaredError: ".squaredError"
    case .reconstruction: ".reconstruction"
    }
  }
}
