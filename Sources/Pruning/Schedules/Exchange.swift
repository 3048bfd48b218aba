package import Networks
import Tensors

/// The exchange of connections in one parameter: the weakest go, and as many come where the drive is greatest.
struct Exchange {
  /// The marks as they stand, 1 for a weight that is present.
  private(set) var marks: [UInt8]

  /// How many of so many weights are exchanged: trunc(fraction · count).
  static func count(_ fraction: Double, of count: Int) -> Int { Int(fraction * Double(count)) }

  /// Removes the `count` weakest of what is present; of equal strengths the weight that comes first.
  /// - Precondition: that many are present.
  /// - Complexity: O(n).
  mutating func drop(_ count: Int, strength: [Double]) throws(Interrupted) {
    marks = try Exchange.removing(count, from: marks, scores: strength)
  }

  /// Brings back `count` of what is not present, just dropped or not, where the drive is greatest in magnitude; of equal
  /// drives the weight that comes first.
  /// - Precondition: that many are missing.
  /// - Complexity: O(n).
  mutating func grow(_ count: Int, drive: [Double]) throws(Interrupted) {
    let missing = marks.map { 1 - $0 }
    let left = try Exchange.removing(count, from: missing, scores: drive.map { $0.isNaN ? 0 : -$0.magnitude })
    marks = left.map { 1 - $0 }
  }

  private static func removing(_ count: Int, from marks: [UInt8], scores: [Double]) throws(Interrupted) -> [UInt8] {
    var ranking = Ranking(marks: [marks], scores: [scores])
    try ranking.remove(count, from: [0], tiesTogether: false, checkpoint: .none)
    return ranking.marks[0]
  }
}

extension Network {
  /// The indices of the parameters that have some of their weights and not all.
  var sparseParameters: [Int] {
    parameters.indices.filter { parameters[$0].remaining > 0 && parameters[$0].remaining < parameters[$0].value.count }
  }

  /// In every sparse parameter trunc(fraction · present) weights of least magnitude are exchanged for those of greatest
  /// drive, the dropped ones among them.
  /// - Parameter drive: what pulls at the weights of a parameter, by its index.
  package func exchanging(_ fraction: Double, drive: (Int) -> [Double]) throws -> Network {
    var masks = masks
    for index in sparseParameters {
      let parameter = parameters[index]
      let count = Exchange.count(fraction, of: parameter.remaining)
      guard count > 0, let mask = parameter.mask else { continue }
      var exchange = Exchange(marks: mask.kept)
      try exchange.drop(count, strength: parameter.value.doubles.map(\.magnitude))
      try exchange.grow(count, drive: drive(index))
      masks[parameter.name] = Mask(mask.shape, kept: exchange.marks)
    }
    return try masked(by: masks)
  }
}
