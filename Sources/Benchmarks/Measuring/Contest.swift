/// Our runs and a peer's, in turns.
struct Contest {
  let ours: Series
  /// Nil where the peer is not installed.
  let peer: Series?
  private let absence: String

  /// Holds it.
  /// - Parameters:
  ///   - request: what the peer is asked for.
  ///   - run: one run of ours.
  /// - Throws: `PeerError` where the peer breaks off; what `run` throws.
  init(
    _ options: BenchmarkOptions, _ peer: Peer?, _ request: String, _ run: @escaping () throws -> Measurement
  ) throws {
    var contestants = [run]
    if let peer { contestants.append { try peer.run(request) } }
    let series = try Series.turns(options.rounds, contestants)
    ours = series[0]
    absence = options.absence
    self.peer = series.count > 1 ? series[1] : nil
  }

  /// Our time, the peer's, the ratio and the agreement of what both computed.
  func cells(_ agreement: ([Double], [Double]) -> String) -> [String] {
    guard let peer else { return [ours.median.asDuration, absence, "", ""] }
    return [
      ours.median.asDuration, peer.median.asDuration, Contest.ratio(ours, peer), agreement(ours.values, peer.values),
    ]
  }

  /// The ratio with its range, as a cell.
  static func ratio(_ ours: Series, _ peer: Series) -> String {
    let ratio = ours.ratio(to: peer)
    return "**\(ratio.median.significant(3))** (\(ratio.least.significant(2)) to \(ratio.greatest.significant(2)))"
  }
}
