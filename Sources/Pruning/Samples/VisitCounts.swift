public import Networks

/// How often a run visited each training sample, out of how many epochs.
///
/// Samples visited in fewer than a tenth of the epochs are *rarely* useful, in more than nine tenths *always*, the others
/// *sometimes*; the bounds are choices made here.
public struct VisitCounts: Hashable, Sendable {
  /// How often each sample was visited, by its row.
  public let visits: [Int]
  /// Passes that could have visited it.
  public let epochs: Int

  /// Counts of a run.
  /// - Precondition: `epochs >= 1`.
  public init(visits: [Int], epochs: Int) {
    precondition(epochs >= 1)
    self.visits = visits
    self.epochs = epochs
  }

  /// How many samples were visited n times, n from 0 to `epochs`.
  public var histogram: [Int] {
    var counts = [Int](repeating: 0, count: epochs + 1)
    for visit in visits { counts[min(max(visit, 0), epochs)] += 1 }
    return counts
  }

  /// The fraction visited in fewer than a tenth of the epochs.
  public var rarely: Double { share { $0 < 0.1 } }
  /// The fraction visited in a tenth to nine tenths of the epochs.
  public var sometimes: Double { share { $0 >= 0.1 && $0 <= 0.9 } }
  /// The fraction visited in more than nine tenths of the epochs.
  public var always: Double { share { $0 > 0.9 } }

  private func share(_ isCounted: (Double) -> Bool) -> Double {
    guard !visits.isEmpty else { return 0 }
    return Double(visits.count { isCounted(Double($0) / Double(epochs)) }) / Double(visits.count)
  }
}

extension TrainingRun {
  /// How often each training sample was visited; nil unless a selection chose them.
  public var visitCounts: VisitCounts? {
    guard let visits, let last = history.last else { return nil }
    return VisitCounts(visits: visits, epochs: max(Int(last.epoch.rounded(.up)), 1))
  }
}
