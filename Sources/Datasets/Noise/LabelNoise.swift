import Tensors

/// Labels made wrong on purpose, to study memorisation.
///
/// The first two kinds differ and so do their numbers: of 10 classes, `.random(0.2)` makes 18 % of the labels wrong,
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

  /// Every row by itself, with probability e, is given the next class, the last one the first: e of all are wrong.
  ///
  /// Source: Han, Yao, Yu, Niu, Xu, Hu, Tsang, Sugiyama, "Co-teaching", arXiv:1804.06872.
  case pairFlip(Double)

  /// Every row of a class in `from`, with probability e, is given the class at the same place in `to`; other classes
  /// keep their labels. Of CIFAR-10 customarily from 9, 2, 4, 3, 5 to 1, 0, 7, 5, 3: truck to automobile, bird to
  /// airplane, deer to horse, cat and dog to each other.
  ///
  /// Source: Patrini, Rozza, Menon, Nock, Qu, arXiv:1609.03683.
  case asymmetric(Double, from: [Int], to: [Int])

  /// Labels drawn from the stream `labels` of a seed.
  /// - Precondition: the fraction lies in [0, 1], symmetric and pair-flip noise have at least two classes, and
  ///   asymmetric noise names classes that exist.
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
    case .pairFlip(let probability):
      for row in labels.indices where stream.nextDouble() < probability { noisy[row] = (labels[row] + 1) % classes }
    case .asymmetric(let probability, let sources, let targets):
      var heirs = Array(0..<classes)
      for (source, target) in zip(sources, targets) { heirs[source] = target }
      for row in labels.indices where stream.nextDouble() < probability { noisy[row] = heirs[labels[row]] }
    }
    return noisy
  }

  /// The fraction or probability.
  var level: Double {
    switch self {
    case .random(let level), .symmetric(let level), .pairFlip(let level), .asymmetric(let level, _, _): level
    }
  }
}

extension LabelNoise: CustomStringConvertible {
  /// The noise as it is written in a cell.
  public var description: String {
    switch self {
    case .random(let fraction): ".random(\(fraction))"
    case .symmetric(let probability): ".symmetric(\(probability))"
    case .pairFlip(let probability): ".pairFlip(\(probability))"
    case .asymmetric(let probability, let sources, let targets):
      ".asymmetric(\(probability), from: \(sources), to: \(targets))"
    }
  }
}
