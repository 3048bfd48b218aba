/// The runs of one contestant.
struct Series {
  private(set) var seconds: [Double] = []
  /// What the run before the timed ones computed.
  let values: [Double]

  /// Lets contestants take turns, A B C A B C …, after one round that is not timed.
  /// - Throws: what a contestant throws.
  static func turns(_ rounds: Int, _ contestants: [() throws -> Measurement]) throws -> [Series] {
    var series = try contestants.map { Series(values: try $0().values) }
    for _ in 0..<rounds {
      for (index, contestant) in contestants.enumerated() { series[index].seconds.append(try contestant().seconds) }
    }
    return series
  }

  private init(values: [Double]) { self.values = values }

  /// The middle of the times.
  var median: Double { Series.median(seconds) }

  /// The shortest time.
  var best: Double { seconds.min() ?? .nan }

  /// How many times as fast as `peer`: the median, least and greatest ratio of the pairs that ran one after the other.
  /// - Precondition: the series took turns.
  func ratio(to peer: Series) -> (median: Double, least: Double, greatest: Double) {
    precondition(seconds.count == peer.seconds.count && !seconds.isEmpty)
    let ratios = zip(peer.seconds, seconds).map { $0 / $1 }.sorted()
    return (Series.median(ratios), ratios[0], ratios[ratios.count - 1])
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
