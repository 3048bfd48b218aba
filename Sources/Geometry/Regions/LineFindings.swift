/// The changes of state on stacked lines, and by how much each changes the slope of the output.
struct LineFindings: Sendable {
  var events: [LineEvent] = []
  /// One row of `width` an event; empty where the changes were not followed.
  var changes: [Double] = []
  var width = 0

  init() {}

  init(events: [LineEvent], changes: [Double], width: Int) {
    self.events = events
    self.changes = changes
    self.width = width
  }

  init(joining parts: [LineFindings]) {
    events = parts.flatMap(\.events)
    changes = parts.flatMap(\.changes)
    width = parts.map(\.width).max() ?? 0
  }

  /// By line or chord, then position, layer and unit.
  func sorted() -> LineFindings {
    if changes.isEmpty { return LineFindings(events: events.sorted(by: LineEvent.precedes), changes: [], width: width) }
    let order = events.indices.sorted { LineEvent.precedes(events[$0], events[$1]) }
    var rows: [Double] = []
    rows.reserveCapacity(changes.count)
    for index in order { rows += changes[index * width..<(index + 1) * width] }
    return LineFindings(events: order.map { events[$0] }, changes: rows, width: width)
  }

  /// Breakpoints a stage.
  func shares(_ stages: [AffineStage]) -> [LineRegions.Layer] {
    var counts = [Int](repeating: 0, count: stages.count)
    for event in events { counts[Int(event.layer)] += 1 }
    return zip(stages, counts).map { stage, count in
      LineRegions.Layer(
        name: stage.name, kind: stage.gate.kind, neurons: stage.gate.unitCount, breakpoints: count)
    }
  }
}

/// Distinct breakpoints on one line, polyline or closed curve.
struct LineTally {
  enum Ends {
    /// What lies on an end opens no region.
    case fixed(pieces: Int)
    case infinite
    case joined(pieces: Int)
  }

  /// Distances in t that are not told apart.
  static let resolution = 1e-12
  /// A change of slope below this part of the largest on the line counts as none.
  static let tolerance = 1e-9

  /// Distinct breakpoints between activation regions.
  private(set) var distinct = 0
  /// Of them, those at which the slope of the output changes; nil where that was not followed.
  private(set) var linear: Int?
  private(set) var degenerate = 0

  /// - Parameters:
  ///   - findings: sorted.
  ///   - range: the events of this line.
  init(_ findings: LineFindings, _ range: Range<Int>, firstPiece: Int32 = 0, ends: Ends) {
    let events = findings.events
    let follows = !findings.changes.isEmpty || range.isEmpty
    // Distinct places, with the sums of their changes.
    var sums: [Double] = []
    var last: LineEvent?
    var isOnEnd = false
    for index in range {
      let event = events[index]
      var isApart = true
      if let last {
        isApart = Self.distance(last, event) >= Self.resolution
      }
      var isInside = true
      if case .fixed(let pieces) = ends {
        let along = Double(event.piece - firstPiece) + event.position
        let left = Double(Int32(pieces) - 1 - (event.piece - firstPiece)) + (1 - event.position)
        isInside = along >= Self.resolution && left >= Self.resolution
      }
      if isApart && isInside {
        distinct += 1
        isOnEnd = false
        if !findings.changes.isEmpty { sums.append(contentsOf: repeatElement(0, count: findings.width)) }
      } else {
        if !event.isTied { degenerate += 1 }
        if !isInside { isOnEnd = true }
      }
      if isApart { last = event }
      if !isOnEnd, !sums.isEmpty {
        for column in 0..<findings.width {
          sums[sums.count - findings.width + column] += findings.changes[index * findings.width + column]
        }
      }
    }
    if case .joined(let pieces) = ends, distinct > 1, let first = range.first.map({ events[$0] }), let last,
      Double(pieces) + Self.distance(last, first) < Self.resolution
    {
      // The closing point was met from both sides.
      distinct -= 1
      degenerate += 1
      if !sums.isEmpty {
        for column in 0..<findings.width { sums[column] += sums[sums.count - findings.width + column] }
        sums.removeLast(findings.width)
      }
    }
    guard follows else { return }
    let width = max(findings.width, 1)
    let sizes = stride(from: 0, to: sums.count, by: width).map { start in
      sums[start..<min(start + width, sums.count)].reduce(0) { max($0, abs($1)) }
    }
    let floor = (sizes.max() ?? 0) * Self.tolerance
    linear = sizes.reduce(0) { $0 + ($1 > floor ? 1 : 0) }
  }

  private static func distance(_ a: LineEvent, _ b: LineEvent) -> Double {
    Double(b.piece - a.piece) + b.position - a.position
  }
}

extension Gate {
  /// What results and messages call it.
  public var kind: String {
    switch self {
    case .open: "none"
    case .rectifier(_, let slope): slope == 0 ? "ReLU" : slope == -1 ? "absolute value" : "leaky ReLU"
    case .largest: "max-pool"
    }
  }
}
