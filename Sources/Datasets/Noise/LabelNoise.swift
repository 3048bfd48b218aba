import Tensors

/// Labels made wrong on purpose, to study memorisation.
///
/// The two kinds differ and so do their numbers: of 10 classes, `.random(0.2)` makes 18 % of the labels wrong,
/// `.symmetric(0.2)` makes 20 %.
public enum LabelNoise: Hashable, Sendable {
  /// ⌈e·N⌉ rows, chosen at random, are given a label drawn from all C classes, their own among them: e·(1 - 1/C) of all
  /// are wrong on average. As in open_lth.
  ///
  /// Source: Zhang, Bengio, Hardt, Recht, Vinyals, "Understanding deep learning requires rethinking generalization",
  /// arXiv:1611.03530.
  case random(Double)

  /// Every row by itself, with probability e, is given one of the C - 1 other classes: e of all are wrong on average.
  ///
  /// Source: Patrini, Rozza, Menon, Nock, Qu, "Making deep neural networks robust to label noise: a loss correction
  /// approach", arXiv:1609.03683.
  case symmetric(Double)

  /// Labels drawn from the stream `labels` of a seed.
  /// - Precondition: the fraction lies in [0, 1], and symmetric noise has at least two classes.
  /// - Complexity: O(count).
  func applied(to labels: [Int], classes: Int, seed: Int) -> [Int] {
    var stream = RandomStream(seed: seed, name: "labels")
    var noisy = labels
    switch self {
    case .random(let fraction):
      let count = Int((fraction * Double(labels.count)).rounded(.up))
      for row in stream.permutation(of: labels.count).prefix(count) { noisy[row] = stream.nextInt(below: classes) }
    case .symmetric(let probability):
      for row in labels.indices where stream.nextDouble() < probability {
        let other = stream.nextInt(below: classes - 1)
        noisy[row] = other < labels[row] ? other : other + 1
      }
    }
    return noisy
  }

  /// The fraction or probability.
  var level: Double {
    switch self {
    case .random(let level), .symmetric(let level): level
    }
  }
}

extension LabelNoise: CustomStringConvertible {
  /// The noise as it is written in a cell.
  public var description: String {
    switch self {
    case .random(let fraction): ".random(\(fraction))"
    case .symmetric(let probability): ".symmetric(\(probability))"
    }
  }
}
