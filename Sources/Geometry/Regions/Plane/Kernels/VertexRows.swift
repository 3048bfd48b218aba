import Glibc

/// The values in front of a gate at the vertices of a mesh, a row a vertex, with what the cutting asks of them.
///
/// A value within rounding of zero is zero: what is set to zero where a neuron cuts an edge, its duplicates included,
/// stays on neither side.
///
/// What is written at once by several threads lies in rows of their own, so access to the properties is not checked
/// while running: the check took half the time of cutting windows.
final class VertexRows {
  /// Values of a row: those that the gate acts on, then those carried past it.
  let width: Int
  /// Values that the gate acts on.
  let gated: Int
  /// Words of a row's signs; none for windows.
  let words: Int
  /// Windows of a pooling; none for rectifiers.
  let windows: Int
  let windowSize: Int
  let members: [Int32]

  @exclusivity(unchecked) private(set) var count: Int
  @exclusivity(unchecked) private(set) var capacity = 0
  @exclusivity(unchecked) private(set) var values: UnsafeMutablePointer<Double>
  /// Bits of the values above zero, and below.
  @exclusivity(unchecked) private(set) var above: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private(set) var below: UnsafeMutablePointer<UInt64>
  /// The place in its window of the first of the largest members.
  @exclusivity(unchecked) private(set) var winners: UnsafeMutablePointer<UInt16>
  /// The largest magnitude of a row.
  @exclusivity(unchecked) private(set) var scales: UnsafeMutablePointer<Double>
  /// A value of magnitude at most `tolerances[unit]·scales[row]` is rounding.
  @exclusivity(unchecked) private var tolerances: [Double]

  /// Rounding of a dot product against the largest of a row's: 128 units in the last place.
  private static let resolution = 0x1p-46

  /// - Returns: nil where there is no memory.
  init?(count: Int, capacity: Int, width: Int, gate: Gate) {
    self.width = width
    self.count = count
    tolerances = []
    switch gate {
    case .open: (gated, words, windows, windowSize, members) = (0, 0, 0, 1, [])
    case .rectifier(let units, _): (gated, words, windows, windowSize, members) = (units, (units + 63) / 64, 0, 1, [])
    case .largest(let pooled):
      (gated, words, windows, windowSize) = (pooled.inputCount, 0, pooled.count, pooled.size)
      members = pooled.members
    }
    guard let values = VertexRows.memory(Double.self), let above = VertexRows.memory(UInt64.self),
      let below = VertexRows.memory(UInt64.self), let winners = VertexRows.memory(UInt16.self),
      let scales = VertexRows.memory(Double.self)
    else { return nil }
    (self.values, self.above, self.below, self.winners, self.scales) = (values, above, below, winners, scales)
    guard reserve(max(capacity, count)) else { return nil }
  }

  /// Memory of one element, to be grown.
  private static func memory<Element>(_ type: Element.Type) -> UnsafeMutablePointer<Element>? {
    malloc(MemoryLayout<Element>.stride)?.assumingMemoryBound(to: type)
  }

  deinit {
    free(values)
    free(above)
    free(below)
    free(winners)
    free(scales)
  }

  /// Bytes that a row takes.
  var rowBytes: Int { VertexRows.rowBytes(width: width, words: words, windows: windows) }

  private static func rowBytes(width: Int, words: Int, windows: Int) -> Int {
    8 * (width + 2 * words + 1) + 2 * windows
  }

  /// Bytes that a row in front of a gate takes.
  static func rowBytes(width: Int, gate: Gate) -> Int {
    switch gate {
    case .open: rowBytes(width: width, words: 0, windows: 0)
    case .rectifier(let units, _): rowBytes(width: width, words: (units + 63) / 64, windows: 0)
    case .largest(let pooled): rowBytes(width: width, words: 0, windows: pooled.count)
    }
  }

  /// Makes room for `rows` rows in all.
  /// - Returns: whether there was memory.
  func reserve(_ rows: Int) -> Bool {
    if rows <= capacity { return true }
    guard grow(&values, rows * width), grow(&above, rows * words), grow(&below, rows * words),
      grow(&winners, rows * windows), grow(&scales, rows)
    else { return false }
    capacity = rows
    return true
  }

  private func grow<Element>(_ memory: inout UnsafeMutablePointer<Element>, _ elements: Int) -> Bool {
    guard let grown = realloc(memory, max(elements, 1) * MemoryLayout<Element>.stride) else { return false }
    memory = grown.assumingMemoryBound(to: Element.self)
    return true
  }

  /// The largest magnitudes of some rows and, over them, of each value of the gate.
  /// - Returns: nil where a value is NaN or infinite.
  func measure(_ rows: Range<Int>) -> [Double]? {
    var largest = [Double](repeating: 0, count: gated)
    var check = 0.0
    largest.withUnsafeMutableBufferPointer { largest in
      for row in rows {
        let values = values + row * width
        var scale = 0.0
        for place in 0..<gated {
          let size = abs(values[place])
          largest[place] = size > largest[place] ? size : largest[place]
          scale = size > scale ? size : scale
        }
        scales[row] = scale
        for place in 0..<width { check += values[place] * 0 }
      }
    }
    return check == 0 ? largest : nil
  }

  /// Writes the values of some rows. Different rows may be written at once.
  func fill(_ rows: Range<Int>, _ part: [Double]) {
    precondition(part.count == rows.count * width)
    part.withUnsafeBufferPointer { part in
      if let base = part.baseAddress { (values + rows.lowerBound * width).update(from: base, count: part.count) }
    }
  }

  /// The values of some rows.
  func values(_ rows: Range<Int>) -> [Double] {
    Array(UnsafeBufferPointer(start: values + rows.lowerBound * width, count: rows.count * width))
  }

  /// Takes the largest magnitudes over all rows as the measure of rounding.
  /// - Parameter parts: those of parts of the rows, as `measure` gives them.
  func setTolerances(_ parts: [[Double]]) {
    var largest = [Double](repeating: 0, count: gated)
    for part in parts {
      for (place, size) in part.enumerated() where size > largest[place] { largest[place] = size }
    }
    let scale = largest.max() ?? 0
    tolerances = largest.map { scale > 0 ? VertexRows.resolution * ($0 / scale) : 0 }
  }

  /// Sets rounding to zero and notes signs or winners.
  func classify(_ rows: Range<Int>) {
    for row in rows { classify(row) }
  }

  private func classify(_ row: Int) {
    if words > 0 { packSigns(row) }
    if windows > 0 { findWinners(row) }
  }

  private func packSigns(_ row: Int) {
    let values = values + row * width
    let scale = scales[row]
    tolerances.withUnsafeBufferPointer { tolerances in
      for word in 0..<words {
        let end = min(word * 64 + 64, gated)
        var up: UInt64 = 0, down: UInt64 = 0
        // Without branches: signs are as good as random.
        for place in word * 64..<end {
          let value = values[place]
          let limit = tolerances[place] * scale
          values[place] = abs(value) > limit ? value : 0
          let bit = UInt64(truncatingIfNeeded: place & 63)
          up |= (value > limit ? 1 : 0) &<< bit
          down |= (value < -limit ? 1 : 0) &<< bit
        }
        above[row * words + word] = up
        below[row * words + word] = down
      }
    }
  }

  private func findWinners(_ row: Int) {
    let values = values + row * width
    members.withUnsafeBufferPointer { members in
      for window in 0..<windows {
        let first = window * windowSize
        var best = 0
        for place in 1..<max(windowSize, 1)
        where values[Int(members[first + place])] > values[Int(members[first + best])] {
          best = place
        }
        winners[row * windows + window] = UInt16(truncatingIfNeeded: best)
      }
    }
  }

  /// Appends a row between two others; room for it must be there.
  ///
  /// Interpolation keeps signs: between values of one sign, or zero, it cannot round to the other.
  func append(between a: Int, _ b: Int, fraction: Double, _ cut: PlaneCut) {
    let from = values + a * width, to = values + b * width, new = values + count * width
    for place in 0..<width { new[place] = from[place] + fraction * (to[place] - from[place]) }
    if let second = cut.second {
      let level = max(new[cut.first], new[second])
      new[cut.first] = level
      new[second] = level
    } else {
      new[cut.first] = 0
    }
    scales[count] = max(scales[a], scales[b])
    classify(count)
    count += 1
  }

  /// What a cut takes for the value at a vertex: positive on one side, negative on the other.
  @inline(__always)
  func value(_ row: Int, _ cut: PlaneCut) -> Double {
    let first = values[row * width + cut.first]
    guard let second = cut.second else { return first }
    let difference = first - values[row * width + second]
    return abs(difference) <= tolerance(row, cut.first, second) ? 0 : difference
  }

  /// What two members may differ by and still be equal.
  @inline(__always)
  func tolerance(_ row: Int, _ first: Int, _ second: Int) -> Double {
    max(tolerances[first], tolerances[second]) * scales[row]
  }

  /// Puts a vertex on the cut, since the side on which it seemed to be was rounding.
  func settle(_ row: Int, _ cut: PlaneCut) {
    if let second = cut.second {
      let level = max(values[row * width + cut.first], values[row * width + second])
      values[row * width + cut.first] = level
      values[row * width + second] = level
    } else {
      values[row * width + cut.first] = 0
    }
    classify(row)
  }

  /// Keeps the rows of these vertices, ascending.
  func keep(_ rows: [Int32]) {
    for (place, row) in rows.enumerated() where place != Int(row) {
      let row = Int(row)
      (values + place * width).update(from: values + row * width, count: width)
      (above + place * words).update(from: above + row * words, count: words)
      (below + place * words).update(from: below + row * words, count: words)
      (winners + place * windows).update(from: winners + row * windows, count: windows)
      scales[place] = scales[row]
    }
    count = rows.count
  }
}
