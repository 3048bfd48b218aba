import Tensors

/// Places at which units change together.
///
/// The zeros of proportional units are one, but each rounds to a row of its own, and a later unit may change between
/// two such rows. The slope from one to the other is rounding over rounding, or over zero, so the changes found there
/// do not add up to that of the output. At these places it is the difference of the slopes in the states on either
/// side instead.
extension LineTracer {
  /// A difference of slopes below this part of them is rounding: sums of thousands of products, layer after layer.
  private static let rounding = 1e-12

  /// Changes of state that are not told apart.
  private struct Meeting {
    /// Of the events.
    var range: Range<Int>
    var course: Course
    /// t where the states before and behind hold.
    var before: Double
    var behind: Double
  }

  /// The straight line t ↦ base + t·direction.
  private struct Course {
    var base: ArraySlice<Double>
    var direction: [Double]
    var isEndless: Bool
  }

  /// The findings with the changes put right where units change together; the first of them bears the sum.
  ///
  /// Those within 1e-12 of the end of a chord are left as they are: the states on one side lie on another chord.
  func resolved(_ findings: LineFindings, on lines: LineKnots) throws -> LineFindings {
    guard followsChanges, findings.events.contains(where: \.isBetweenEquals) else { return findings }
    var resolved = findings.sorted()
    let courses = self.courses(lines)
    let meetings = self.meetings(resolved.events, courses)
    let outputs = stages[stages.count - 1].activationCount
    let widest = stages.reduce(1) { max($0, $1.inputCount, $1.outputCount) }
    let panel = max(Self.capacity / 8 / widest, 1)
    for first in stride(from: 0, to: meetings.count, by: panel) {
      let part = meetings[first..<min(first + panel, meetings.count)]
      let (points, directions) = sides(part)
      let slopes = try self.slopes(points, directions, count: 2 * part.count)
      var rows = [Double](repeating: 0, count: part.count * outputs)
      for index in 0..<part.count {
        let before = slopes[2 * index * outputs..<(2 * index + 1) * outputs]
        let behind = slopes[(2 * index + 1) * outputs..<(2 * index + 2) * outputs]
        let size = max(before.reduce(0) { max($0, abs($1)) }, behind.reduce(0) { max($0, abs($1)) })
        let changes = zip(before, behind).map { $1 - $0 }
        if changes.contains(where: { abs($0) > Self.rounding * size }) {
          rows.replaceSubrange(index * outputs..<(index + 1) * outputs, with: changes)
        }
      }
      let changes = combined(rows, count: part.count, width: outputs)
      let width = resolved.width
      for (index, meeting) in part.enumerated() {
        for place in meeting.range.lowerBound * width..<meeting.range.upperBound * width { resolved.changes[place] = 0 }
        for column in 0..<width {
          resolved.changes[meeting.range.lowerBound * width + column] = changes[index * width + column]
        }
      }
    }
    return resolved
  }

  /// Of each line or chord.
  private func courses(_ lines: LineKnots) -> [Int32: Course] {
    let width = stages[0].inputCount
    var courses: [Int32: Course] = [:]
    for (knot, gap) in lines.gaps.enumerated() where gap.piece >= 0 {
      let base = lines.rows[knot * width..<(knot + 1) * width]
      let end = lines.rows[(knot + 1) * width..<(knot + 2) * width]
      courses[gap.piece] = Course(base: base, direction: zip(base, end).map { $1 - $0 }, isEndless: false)
    }
    for (index, ray) in lines.rays.enumerated() where ray.sign > 0 {
      courses[ray.piece] = Course(
        base: lines.rows[ray.knot * width..<(ray.knot + 1) * width],
        direction: Array(lines.slopes[index * width..<(index + 1) * width]), isEndless: true)
    }
    return courses
  }

  /// The places of sorted events at which one lies between knots that are not told apart.
  private func meetings(_ events: [LineEvent], _ courses: [Int32: Course]) -> [Meeting] {
    var meetings: [Meeting] = []
    var first = 0
    while first < events.count {
      let (piece, start) = (events[first].piece, events[first].position)
      var last = first + 1
      var isResolved = !events[first].isBetweenEquals
      while last < events.count, events[last].piece == piece, events[last].position - start < LineTally.resolution {
        isResolved = isResolved && !events[last].isBetweenEquals
        last += 1
      }
      defer { first = last }
      guard !isResolved, let course = courses[piece] else { continue }
      let stop = events[last - 1].position
      let low = first > 0 && events[first - 1].piece == piece ? events[first - 1].position : nil
      let high = last < events.count && events[last].piece == piece ? events[last].position : nil
      // Beyond the outermost change of a whole line any point will do.
      let lower = low ?? (course.isEndless ? start - 1 - abs(start) : 0)
      let upper = high ?? (course.isEndless ? stop + 1 + abs(stop) : 1)
      if (low == nil && start - lower < LineTally.resolution) || (high == nil && upper - stop < LineTally.resolution) {
        continue
      }
      meetings.append(
        Meeting(
          range: first..<last, course: course, before: lower + (start - lower) / 2,
          behind: stop + (upper - stop) / 2))
    }
    return meetings
  }

  /// The inputs before and behind each meeting, and the direction of its line for both.
  private func sides(_ meetings: ArraySlice<Meeting>) -> (points: [Double], directions: [Double]) {
    var points: [Double] = [], directions: [Double] = []
    for meeting in meetings {
      let course = meeting.course
      for t in [meeting.before, meeting.behind] {
        for (base, direction) in zip(course.base, course.direction) { points.append(base + t * direction) }
        directions += course.direction
      }
    }
    return (points, directions)
  }

  /// The slopes of the outputs at points, each in its direction.
  private func slopes(_ points: [Double], _ directions: [Double], count: Int) throws -> [Double] {
    var ahead = LineKnots()
    ahead.gaps = [LineKnots.Gap](repeating: .none, count: count)
    (ahead.rows, ahead.slopes) = (points, directions)
    for stage in stages {
      try checkpoint.check()
      ahead.rows = try apply(stage, ahead.rows, count: count)
      ahead.slopes = try apply(stage, ahead.slopes, count: count, isLinear: true)
      ahead.slopes = passSlopes(ahead, stage)
      ahead.rows = stage.activate(ahead.rows, count: count)
    }
    return ahead.slopes
  }

  /// The slopes behind a gate in the states at the knots, one row a knot.
  private func passSlopes(_ ahead: LineKnots, _ stage: AffineStage) -> [Double] {
    let width = stage.outputCount, passed = stage.activationCount
    let winners = self.winners(ahead, stage)
    let windows = winners.count / max(ahead.count, 1)
    return [Double](unsafeUninitializedCapacity: ahead.count * passed) { buffer, count in
      count = ahead.count * passed
      guard let out = buffer.baseAddress else { return }
      ahead.rows.withUnsafeBufferPointer { rows in
        ahead.slopes.withUnsafeBufferPointer { slopes in
          guard let rows = rows.baseAddress, let slopes = slopes.baseAddress else { return }
          for knot in 0..<ahead.count {
            stage.passChange(
              slopes + knot * width, at: rows + knot * width, winners: winners[knot * windows..<(knot + 1) * windows],
              width: width, into: out + knot * passed)
          }
        }
      }
    }
  }
}
