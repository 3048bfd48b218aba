/// What the classification loss sees of each sample: three numbers that logits decompose into.
///
/// With the last feature x, class vectors wᵢ and biases bᵢ the logits are zᵢ = |x|·|wᵢ|·cos θᵢ + bᵢ. Of a sample of
/// class y
/// * the *angle* θ_y in radians, from 0 to π, between x and its true class vector: NaN where either is zero;
/// * the *length* |x|, which sets how confident the network is;
/// * the *margin* min over j ≠ y of ((w_y - wⱼ)·x + b_y - bⱼ) / |w_y - wⱼ|: the distance to the nearest boundary of
///   the class in the space of features, negative outside.
///
/// The sign of the margin is that of the classification: `margin.sign == .plus` exactly where the sample is classified
/// correctly. On a tie the margin is zero, +0 where y is the first of the tied classes, which then wins, and -0 where
/// an earlier class does. Between equal class vectors there is no boundary: +∞ where y always wins by its bias or by
/// coming first, -∞ where it never does. A single class has margin +∞.
///
/// Source: Li, Liu, Yu, Kailkhura, Cao, Diffenderfer, Bremer, Pascucci, "Understanding Robustness Lottery",
/// arXiv:2206.07918; the form of the margin is the distance of a point from a hyperplane.
public struct LossGeometry: Hashable, Sendable {
  /// The three measures.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Between the feature and its true class vector, in radians.
    case angle
    /// Of the feature.
    case length
    /// The signed distance to the nearest boundary of the true class.
    case margin
  }

  /// The samples of one class.
  public struct PerClass: Hashable, Sendable {
    /// The class.
    public let label: Int
    /// Its samples.
    public let count: Int
    /// The fraction of them classified correctly; NaN without samples.
    public let accuracy: Double
    /// Their angles in radians.
    public let angle: MeasureSummary
    /// Their lengths.
    public let length: MeasureSummary
    /// Their margins.
    public let margin: MeasureSummary
  }

  /// θ_y of each sample, in radians.
  public let angles: [Double]
  /// |x| of each sample.
  public let lengths: [Double]
  /// The signed margin of each sample.
  public let margins: [Double]
  /// Whether each sample is classified correctly; by the network's own logits where those were given.
  public let isCorrect: [Bool]
  /// The class of each sample.
  public let labels: [Int]
  /// How many classes there are.
  public let classes: Int
  /// Samples whose feature is zero, and which therefore have no angle.
  public let zeroFeatures: Int
  /// Classes whose vector is zero, so that their samples have no angle.
  public let zeroVectors: [Int]
  /// Pairs of classes with equal vectors, between which there is no boundary.
  public let equalVectors: [ClassPair]
  /// Samples with margin zero: the label's logit and another are the largest and equal.
  public let ties: Int
  /// Samples whose margin took the sign of the network's answer, being nearer to zero than single precision resolves.
  public let rounded: Int

  /// Two classes, the smaller first.
  public struct ClassPair: Hashable, Sendable {
    /// The smaller label.
    public let first: Int
    /// The larger label.
    public let second: Int
  }

  /// The number of samples.
  public var count: Int { labels.count }

  /// The fraction classified correctly.
  public var accuracy: Double { Double(isCorrect.count { $0 }) / Double(count) }

  /// The fraction of samples for which the margin's sign is the classification: 1, unless features and class vectors
  /// are not those of the answers given.
  public var signAgreement: Double {
    Double(zip(margins, isCorrect).count { ($0.sign == .plus) == $1 }) / Double(count)
  }

  /// One measure of every sample.
  public func values(of measure: Measure) -> [Double] {
    switch measure {
    case .angle: angles
    case .length: lengths
    case .margin: margins
    }
  }

  /// Mean and scatter of a measure over all samples.
  public func summary(of measure: Measure) -> MeasureSummary { MeasureSummary(values(of: measure)) }

  /// Mean and scatter of the measures, class by class; a class without samples has count 0.
  /// - Complexity: O(samples + classes).
  public var perClass: [PerClass] {
    var rows = [[Int]](repeating: [], count: classes)
    for (row, label) in labels.enumerated() { rows[label].append(row) }
    return rows.enumerated().map { label, rows in
      PerClass(
        label: label, count: rows.count,
        accuracy: rows.isEmpty ? .nan : Double(rows.count { isCorrect[$0] }) / Double(rows.count),
        angle: MeasureSummary(rows.lazy.map { angles[$0] }), length: MeasureSummary(rows.lazy.map { lengths[$0] }),
        margin: MeasureSummary(rows.lazy.map { margins[$0] }))
    }
  }

  /// How well the angle tells misclassified samples from others: the probability that it is larger on one that is
  /// misclassified. Samples without an angle are left out. Nil where all or none are misclassified.
  /// - Complexity: O(samples·log samples).
  public var angleArea: AreaEstimate? {
    AreaEstimate(of: angles, positives: isCorrect.map { !$0 })
  }
}
