/// The area under the receiver operating curve: the probability that a score of a positive exceeds one of a negative,
/// ties counting half.
///
/// How well a distance to the training set, or one to its hull, tells errors from correct answers: 0.5 is no better
/// than chance.
/// - Returns: nil where one of the two kinds is missing or a score is NaN.
/// - Complexity: O(n·log n).
///
/// Source: Mann, Whitney, doi:10.1214/aoms/1177730491; Hanley, McNeil, doi:10.1148/radiology.143.1.7063747.
/// - Precondition: none; the shorter of the two lists counts.
public func receiverArea(of scores: [Double], positives: [Bool]) -> Double? {
  let pairs = zip(scores, positives).sorted { $0.0 < $1.0 }
  let positive = pairs.count { $0.1 }
  guard positive > 0, positive < pairs.count, !pairs.contains(where: { $0.0.isNaN }) else { return nil }
  var ranks = 0.0, first = 0
  while first < pairs.count {
    var last = first
    while last + 1 < pairs.count, pairs[last + 1].0 == pairs[first].0 { last += 1 }
    let rank = Double(first + last) / 2 + 1
    ranks += rank * Double(pairs[first...last].count { $0.1 })
    first = last + 1
  }
  let p = Double(positive), n = Double(pairs.count - positive)
  return (ranks - p * (p + 1) / 2) / (p * n)
}
