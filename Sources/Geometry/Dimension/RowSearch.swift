import CKernels
import Tensors

/// Exact neighbours, a row after another: entries with all others, a bound of the k-th, and what does not exceed it.
///
/// With the entries of whole rows, those within rounding of the k smallest are measured in double precision. With those
/// of shorter rows, which bound distances from below, a first few give an upper bound of r_k by coarse rows; what the
/// entries leave within it is narrowed by coarse rows to few more than k, which are measured in double precision.
struct RowSearch: Sendable {
  let scan: EntryScan
  /// The row y that does not count, for each row x; none where empty.
  let excluded: [Int32]
  let isOneSet: Bool
  let measure: RowDistances
  let neighbors: Int
  /// Bounds by whole numbers, and how much an entry of shorter rows may be too large as a distance; nil where entries
  /// are those of whole rows.
  let short: (left: CoarseRows, right: CoarseRows, slack: Double)?
  /// Whole rows' coordinates.
  let width: Int

  /// Rows that are measured first by the entries of shorter rows, as a multiple of k.
  static let first = 4
  /// More rows than k and so many measured in double precision count as a search anew.
  private static let spare = 8
  /// Reports of progress.
  private static let batches = 32

  /// Rank of the entry up to which rows are measured first.
  static func firstRank(_ neighbors: Int, of available: Int) -> Int { min(first * neighbors, available) }

  /// - Throws: `Interrupted`.
  func run(checkpoint: Checkpoint) throws -> ExactNeighborSearch.Found {
    let count = scan.left.count, size = EntryScan.height
    let shards = (count + size - 1) / size, batch = (shards + RowSearch.batches - 1) / RowSearch.batches
    let batches = (shards + batch - 1) / batch, workers = Parallel.threadCount
    let memories = (0..<workers).map { _ in Memory(self) }
    var found = ExactNeighborSearch.Found(
      distances: [Double](repeating: 0, count: count * neighbors),
      indices: [Int32](repeating: 0, count: count * neighbors), searchedAgain: 0)
    try found.distances.withUnsafeMutableBufferPointer { distances in
      try found.indices.withUnsafeMutableBufferPointer { indices in
        for index in 0..<batches {
          checkpoint.report(Progress("neighbours", index, of: batches, unit: "block"))
          try checkpoint.check()
          Parallel.forEach(min(batch, shards - index * batch), workers: workers) { shard, worker in
            if checkpoint.isInterrupted { return }
            let start = (index * batch + shard) * size, memory = memories[worker]
            scan.visit(start..<min(start + size, count), memory.entries, excluding: excluding) { row in
              rank(row, memory)
              for slot in 0..<neighbors {
                distances[row * neighbors + slot] = memory.nearest[slot].square.squareRoot() / measure.scale
                indices[row * neighbors + slot] = memory.nearest[slot].index
              }
            }
          }
          try checkpoint.check()
        }
      }
    }
    checkpoint.report(Progress("neighbours", batches, of: batches, unit: "block"))
    found.searchedAgain = memories.reduce(0) { $0 + $1.searchedAgain }
    return found
  }

  private func excluding(_ row: Int) -> Int? {
    if isOneSet { return row }
    return excluded.isEmpty || excluded[row] < 0 ? nil : Int(excluded[row])
  }

  /// Memory of one thread.
  private final class Memory: @unchecked Sendable {
    let entries: EntryScan.Memory
    /// Contenders of the row at hand and what is known of them.
    let places: UnsafeMutablePointer<Int32>
    let lowest: UnsafeMutablePointer<Float>
    let highest: UnsafeMutablePointer<Float>
    let scratch: UnsafeMutablePointer<Float>
    let coarse: UnsafeMutablePointer<Int32>
    let squares: UnsafeMutablePointer<Double>
    let nearest: UnsafeMutablePointer<NearestList.Candidate>
    var count = 0
    var searchedAgain = 0

    init(_ search: RowSearch) {
      let size = search.scan.count
      entries = EntryScan.Memory(
        search.scan,
        rank: search.short == nil ? 2 * search.neighbors : RowSearch.firstRank(search.neighbors, of: size))
      places = .allocate(capacity: size)
      lowest = .allocate(capacity: size)
      highest = .allocate(capacity: size)
      scratch = .allocate(capacity: size)
      coarse = .allocate(capacity: size)
      squares = .allocate(capacity: size)
      nearest = .allocate(capacity: size)
    }

    deinit {
      for each in [lowest, highest, scratch] { each.deallocate() }
      places.deallocate()
      coarse.deallocate()
      squares.deallocate()
      nearest.deallocate()
    }

    /// The rank-th smallest of what is known of the contenders.
    func select(_ values: UnsafeMutablePointer<Float>, rank: Int) -> Float {
      if rank > count { return .infinity }
      scratch.update(from: values, count: count)
      return espalier_select(scratch, count, rank)
    }

    /// Keeps the contenders for which `lowest` does not exceed a limit.
    func keep(atMost limit: Float) {
      var kept = 0
      for slot in 0..<count where lowest[slot] <= limit {
        places[kept] = places[slot]
        kept += 1
      }
      count = kept
    }
  }

  /// The nearest of a row whose entries are in memory.
  private func rank(_ row: Int, _ memory: Memory) {
    if let short {
      narrow(row, memory, short)
    } else {
      contend(row, memory)
    }
    if memory.count > neighbors + RowSearch.spare { memory.searchedAgain += 1 }
    measure.squares(row, UnsafeBufferPointer(start: memory.places, count: memory.count), into: memory.squares)
    for slot in 0..<memory.count {
      let candidate = NearestList.Candidate(square: memory.squares[slot], index: memory.places[slot])
      (memory.nearest + slot).initialize(to: candidate)
    }
    RowSearch.sort(memory.nearest, memory.count)
  }

  /// Contenders by entries of whole rows.
  private func contend(_ row: Int, _ memory: Memory) {
    let other = excluding(row)
    memory.entries.find(atMost: limit(row, reach(row, memory.entries.bound(rank: neighbors))))
    memory.count = 0
    for place in memory.entries.places where Int(place) != other {
      memory.places[memory.count] = place
      memory.lowest[memory.count] = memory.entries.entry(place)
      memory.count += 1
    }
    memory.keep(atMost: limit(row, reach(row, memory.select(memory.lowest, rank: neighbors))))
  }

  /// Contenders by entries of shorter rows and coarse rows.
  private func narrow(_ row: Int, _ memory: Memory, _ short: (left: CoarseRows, right: CoarseRows, slack: Double)) {
    let other = excluding(row)
    let bound = memory.entries.bound(rank: RowSearch.firstRank(neighbors, of: scan.count - (other == nil ? 0 : 1)))
    memory.count = 0
    func add(above limit: Float) {
      let first = memory.count
      for place in memory.entries.places where Int(place) != other && memory.entries.entry(place) > limit {
        memory.places[memory.count] = place
        memory.count += 1
      }
      short.left.bounds(
        row, to: short.right, UnsafeBufferPointer(start: memory.places + first, count: memory.count - first),
        memory.coarse, memory.lowest + first, memory.highest + first)
    }
    memory.entries.find(atMost: bound)
    add(above: -.infinity)
    if bound < .infinity {
      let radius = Double(memory.select(memory.highest, rank: neighbors)) * rounding
      memory.entries.find(atMost: limit(row, radius + short.slack))
      add(above: bound)
    }
    memory.keep(atMost: Float(Double(memory.select(memory.highest, rank: neighbors)) * rounding).nextUp)
  }

  /// What a distance in double precision may differ from what it is.
  private var rounding: Double { 1 + 0x1p-50 * Double(width + 8) }

  /// What the distance of a row is not above if its entry is not above `entry`: r² ≤ e + u·(D + 16)·(2|x| + r)², once
  /// with any upper bound of r on the right.
  private func reach(_ row: Int, _ entry: Float) -> Double {
    let entry = max(Double(entry), 0), norm = 2 * scan.left.norms[row]
    let part = scan.left.pairError(1).squareRoot()
    guard entry < .infinity, part < 0.5 else { return .infinity }
    let most = (entry.squareRoot() + part * norm + 0x1p-50) / (1 - part)
    return (entry + scan.left.pairError(norm + most)).squareRoot() * rounding
  }

  /// What the entry of a row within `radius` is not above.
  private func limit(_ row: Int, _ radius: Double) -> Float {
    Float(radius * radius + scan.left.productError(row, within: radius)).nextUp
  }

  /// How many rows pass the bound of shorter rows, for each of a few rows x at most `EntryScan.height` at a time.
  /// - Parameter radii: upper bounds of r_k.
  func passing(_ rows: [Int], radii: [Double], slack: Double) -> Int {
    let memory = EntryScan.Memory(scan, rank: 1)
    var passing = 0, item = 0
    for first in stride(from: 0, to: rows.count, by: EntryScan.height) {
      scan.visit(rows[first..<min(first + EntryScan.height, rows.count)], memory, excluding: excluding) { row in
        memory.find(atMost: limit(row, radii[item] + slack))
        passing += memory.places.count
        item += 1
      }
    }
    return passing
  }

  /// Upper bounds of r_k of a few rows x, by those of the smallest entries.
  func radii(_ rows: [Int]) -> [Double] {
    let rank = RowSearch.firstRank(neighbors, of: scan.count - 1)
    let memory = EntryScan.Memory(scan, rank: rank)
    var radii: [Double] = []
    for first in stride(from: 0, to: rows.count, by: EntryScan.height) {
      scan.visit(rows[first..<min(first + EntryScan.height, rows.count)], memory, excluding: excluding) { row in
        memory.find(atMost: memory.bound(rank: rank))
        let other = excluding(row)
        let places = memory.places.filter { Int($0) != other }
        var squares = [Double](repeating: 0, count: places.count)
        squares.withUnsafeMutableBufferPointer { squares in
          places.withUnsafeBufferPointer { places in
            if let start = squares.baseAddress { measure.squares(row, places, into: start) }
          }
        }
        squares.sort()
        radii.append(squares.count < neighbors ? .infinity : squares[neighbors - 1].squareRoot() * rounding)
      }
    }
    return radii
  }

  private static func sort(_ candidates: UnsafeMutablePointer<NearestList.Candidate>, _ count: Int) {
    if count > 64 {
      var all = UnsafeMutableBufferPointer(start: candidates, count: count)
      all.sort()
      return
    }
    for slot in 1..<max(count, 1) {
      let candidate = candidates[slot]
      var place = slot
      while place > 0, candidate < candidates[place - 1] {
        candidates[place] = candidates[place - 1]
        place -= 1
      }
      candidates[place] = candidate
    }
  }
}
