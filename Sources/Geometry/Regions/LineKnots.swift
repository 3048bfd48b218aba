/// Points of lines between which a network is linear as far as it has been followed, with the values there.
///
/// Many lines lie one behind the other, so that one product a stage serves all.
struct LineKnots {
  /// What joins a knot to the next.
  struct Gap {
    /// The line or chord that both lie on; -1 where the next knot begins another line.
    var piece: Int32
    /// t at this knot and at the next.
    var from = 0.0
    var to = 1.0

    static let none = Gap(piece: -1)

    /// t at a fraction of the way, at the ends to the bit.
    func position(_ fraction: Double) -> Double { fraction == 1 ? to : from + (to - from) * fraction }
  }

  /// The way on beyond the outermost knot of a whole line.
  struct Ray {
    var knot: Int
    let piece: Int32
    /// t at the knot.
    var start: Double
    /// -1 where t falls on the way outwards, else 1.
    let sign: Double
  }

  /// A change of state found, whose effect on the slope is followed to the output.
  struct Change {
    let event: LineEvent
    /// The knot at which it happens.
    var knot: Int
  }

  /// One row of values a knot.
  var rows: [Double] = []
  /// One a knot.
  var gaps: [Gap] = []
  /// By knot, the one against the direction of t first.
  var rays: [Ray] = []
  /// The change of the row a unit of t outwards, one row a ray.
  var slopes: [Double] = []
  var changes: [Change] = []
  /// By how much the slope in t changes, one row a change.
  var changeRows: [Double] = []

  var count: Int { gaps.count }
}

/// A change of state of one neuron or window.
struct LineEvent: Sendable {
  /// The line or chord.
  let piece: Int32
  let position: Double
  let layer: Int32
  let unit: Int32
  /// A window whose members meet at a knot, as behind a rectifier, where they are all zero: it breaks where another
  /// unit does, by construction and not by chance.
  let isTied: Bool
  /// It lies between two knots that are not told apart, whose difference is rounding, and so is the slope from one to
  /// the other.
  let isBetweenEquals: Bool

  static func precedes(_ a: LineEvent, _ b: LineEvent) -> Bool {
    if a.piece != b.piece { return a.piece < b.piece }
    if a.position != b.position { return a.position < b.position }
    return (a.layer, a.unit) < (b.layer, b.unit)
  }
}

/// A knot of the next stage: one of this stage's knots, or a unit's change of state.
struct LineCut {
  /// The knot, or the one to the left; on a ray the one that it leaves.
  let knot: Int
  /// Where it lies: the fraction of the way to the next knot; on a ray the distance in t, negative on the left.
  var place = 0.0
  /// t.
  var position = 0.0
  /// The unit that changes; -1 at a knot.
  var unit: Int32 = -1
  /// Members of a window that meet; -1 for a rectifier.
  var loser: Int32 = -1
  var winner: Int32 = -1
  /// By how much the slope of the unit's output changes, a unit of `place`.
  var change = 0.0
  /// The ray; -1 within.
  var ray: Int32 = -1

  var isKnot: Bool { unit < 0 }
}
