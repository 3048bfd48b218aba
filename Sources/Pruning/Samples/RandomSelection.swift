public import Datasets
public import Networks
public import Tensors

/// A random part of the samples: one for the whole run, or a fresh one every so many epochs.
public struct RandomSelection: SampleSelector {
  /// The fraction of the training samples that an epoch visits.
  public let keep: Double
  /// Epochs from one choice to the next; nil for one choice in all.
  public let period: Int?

  /// Nothing is remembered: choices follow from seed and epoch.
  public var memory: [Tensor] {
    get { [] }
    set {}
  }

  /// A random part of the samples.
  public init(keep: Double, every period: Int?) {
    self.keep = keep
    self.period = period
  }

  public var description: String {
    guard let period else { return ".staticRandom(keep: \(keep))" }
    return ".random(keep: \(keep), every: \(period))"
  }

  public func count(of total: Int) -> Int { SampleShare.count(keep, of: total) }

  /// - Throws: `PruningError.fraction` and `.count` for settings out of range.
  public func validate(for data: Dataset) throws {
    try SampleShare.validate(keep)
    if let period { try SampleShare.validate(period: period) }
  }

  public func rows(for moment: SelectionMoment) -> [Int] {
    let total = moment.labels.count
    let chosen = SampleShare.random(
      count(of: total), of: Array(0..<total), seed: moment.seed, index: period.map { moment.epoch / $0 } ?? 0)
    return SampleShare.ordered(chosen, seed: moment.seed, epoch: moment.epoch)
  }
}
