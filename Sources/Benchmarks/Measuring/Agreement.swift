/// How far two sides' answers are apart, in words.
enum Agreement {
  /// The greatest |x - y| / max(|x|, |y|).
  static func relative(_ ours: [Double], _ peer: [Double]) -> String {
    guard ours.count == peer.count else { return "\(ours.count) against \(peer.count) values" }
    let apart = zip(ours, peer).map { x, y in x == y ? 0 : abs(x - y) / max(abs(x), abs(y)) }.max() ?? 0
    return apart == 0 ? "equal" : "to \(apart.significant(2)) relative"
  }

  /// The greatest |x - y|.
  static func absolute(_ ours: [Double], _ peer: [Double]) -> String {
    guard ours.count == peer.count else { return "\(ours.count) against \(peer.count) values" }
    let apart = greatestDifference(ours, peer)
    return apart == 0 ? "equal" : "to \(apart.significant(2))"
  }

  /// How many whole numbers are the same, and how far the others are apart.
  static func counts(_ ours: [Double], _ peer: [Double]) -> String {
    guard ours.count == peer.count else { return "\(ours.count) against \(peer.count) counts" }
    let same = zip(ours, peer).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
    let rest = same == ours.count ? "" : ", the others apart by at most \(greatestDifference(ours, peer).fixed(0))"
    return "\(same) of \(ours.count) counts equal" + rest
  }

  /// How many of the peer's answers to the first of our questions are ours, and how many it does not give (NaN).
  static func flags(_ ours: [Double], _ peer: [Double]) -> String {
    let answered = zip(ours, peer).filter { !$1.isNaN }
    let same = answered.reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
    let silent = peer.count - answered.count
    return "\(same) of \(answered.count) flags equal" + (silent > 0 ? ", \(silent) without the peer's answer" : "")
  }

  private static func greatestDifference(_ ours: [Double], _ peer: [Double]) -> Double {
    zip(ours, peer).map { abs($0 - $1) }.max() ?? 0
  }
}
