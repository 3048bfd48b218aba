/// The area under the receiver operating characteristic: how well a score tells positives from the others.
package enum AUROC {
  /// The probability that a positive has the higher score, ties counting half; NaN without positives or without others.
  /// - Precondition: as many scores as marks.
  /// - Complexity: O(N log N).
  package static func of(_ scores: [Double], positive: [Bool]) -> Double {
    precondition(scores.count == positive.count)
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let positives = Double(positive.count { $0 }), others = Double(scores.count) - positives
    guard positives > 0, others > 0 else { return .nan }
    // The sum of the positives' ranks, equal scores sharing the mean of theirs.
    var sum = 0.0
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, scores[order[last + 1]] == scores[order[first]] { last += 1 }
      let rank = Double(first + last) / 2 + 1
      for place in first...last where positive[order[place]] { sum += rank }
      first = last + 1
    }
    return (sum - positives * (positives + 1) / 2) / (positives * others)
  }
}
