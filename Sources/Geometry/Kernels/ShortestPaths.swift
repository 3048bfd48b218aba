import Tensors

/// The graph that joins each point with its nearest neighbours, both ways, and its shortest paths.
struct ShortestPaths {
  let count: Int
  /// Edges of vertex v are at starts[v] ..< starts[v + 1].
  private let starts: [Int32]
  private let targets: [Int32]
  private let lengths: [Double]

  /// - Precondition: `reach <= lists.neighbors` and 2·N·reach fits 32 bits.
  /// - Complexity: O(N·k).
  init(_ lists: Neighbors, reach: Int) {
    count = lists.count
    var degrees = [Int32](repeating: 0, count: count + 1)
    for point in 0..<count {
      for slot in point * lists.neighbors..<point * lists.neighbors + reach {
        degrees[point + 1] += 1
        degrees[Int(lists.indices[slot]) + 1] += 1
      }
    }
    for point in 0..<count { degrees[point + 1] += degrees[point] }
    var next = degrees
    var targets = [Int32](repeating: 0, count: Int(degrees[count]))
    var lengths = [Double](repeating: 0, count: targets.count)
    for point in 0..<count {
      for slot in point * lists.neighbors..<point * lists.neighbors + reach {
        let other = Int(lists.indices[slot])
        for (from, to) in [(point, other), (other, point)] {
          targets[Int(next[from])] = Int32(truncatingIfNeeded: to)
          lengths[Int(next[from])] = lists.distances[slot]
          next[from] += 1
        }
      }
    }
    starts = degrees
    self.targets = targets
    self.lengths = lengths
  }

  /// The vertices of the largest connected piece, ascending; of pieces of one size the first.
  /// - Complexity: O(N·k).
  var largestPiece: [Int] {
    var piece = [Int](repeating: -1, count: count), sizes: [Int] = []
    for seed in 0..<count where piece[seed] < 0 {
      var open = [seed], size = 0
      piece[seed] = sizes.count
      while let vertex = open.popLast() {
        size += 1
        for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) where piece[Int(targets[edge])] < 0 {
          piece[Int(targets[edge])] = sizes.count
          open.append(Int(targets[edge]))
        }
      }
      sizes.append(size)
    }
    let largest = sizes.indices.max { (sizes[$0], -$0) < (sizes[$1], -$1) }
    return piece.indices.filter { piece[$0] == largest }
  }

  /// The longest edge among the edges of some vertices.
  func longestEdge(of vertices: [Int]) -> Double {
    var longest = 0.0
    for vertex in vertices {
      for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) { longest = max(longest, lengths[edge]) }
    }
    return longest
  }

  /// Calls `body` with the distances from each source to all points, infinite where there is no path; sources are
  /// worked on one after another in memory of 20 bytes a point.
  ///
  /// - Complexity: O(N·k·log N) a source.
  func forEach(_ sources: [Int], checkpoint: Checkpoint, _ body: (UnsafePointer<Double>) -> Void) {
    let distances = UnsafeMutablePointer<Double>.allocate(capacity: count)
    let heap = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    let places = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    defer {
      distances.deallocate()
      heap.deallocate()
      places.deallocate()
    }
    starts.withUnsafeBufferPointer { starts in
      targets.withUnsafeBufferPointer { targets in
        lengths.withUnsafeBufferPointer { lengths in
          guard let starts = starts.baseAddress, let targets = targets.baseAddress, let lengths = lengths.baseAddress
          else { return }
          for source in sources where !checkpoint.isInterrupted {
            distances.update(repeating: .infinity, count: count)
            places.update(repeating: -1, count: count)
            var queue = VertexQueue(keys: distances, heap: heap, places: places)
            distances[source] = 0
            queue.raise(Int32(truncatingIfNeeded: source))
            while let vertex = queue.popFirst() {
              let reached = distances[vertex]
              for edge in Int(starts[vertex])..<Int(starts[vertex + 1]) {
                let target = Int(targets[edge]), length = reached + lengths[edge]
                if length < distances[target] {
                  distances[target] = length
                  queue.raise(targets[edge])
                }
              }
            }
            body(distances)
          }
        }
      }
    }
  }
}

/// A binary heap of vertices by their distances so far, each vertex in it at most once.
private struct VertexQueue {
  let keys: UnsafeMutablePointer<Double>
  let heap: UnsafeMutablePointer<Int32>
  /// Where each vertex is in the heap, or -1.
  let places: UnsafeMutablePointer<Int32>
  var count = 0

  init(
    keys: UnsafeMutablePointer<Double>, heap: UnsafeMutablePointer<Int32>, places: UnsafeMutablePointer<Int32>
  ) {
    self.keys = keys
    self.heap = heap
    self.places = places
  }

  /// Puts in a vertex, or moves it up after its key has become smaller.
  mutating func raise(_ vertex: Int32) {
    var hole = Int(places[Int(vertex)])
    if hole < 0 {
      hole = count
      count += 1
    }
    let key = keys[Int(vertex)]
    while hole > 0 {
      let parent = (hole - 1) / 2
      if keys[Int(heap[parent])] <= key { break }
      put(heap[parent], hole)
      hole = parent
    }
    put(vertex, hole)
  }

  mutating func popFirst() -> Int? {
    guard count > 0 else { return nil }
    let first = Int(heap[0])
    places[first] = -1
    count -= 1
    if count > 0 {
      let vertex = heap[count], key = keys[Int(vertex)]
      var hole = 0
      while true {
        var child = 2 * hole + 1
        if child >= count { break }
        if child + 1 < count, keys[Int(heap[child + 1])] < keys[Int(heap[child])] { child += 1 }
        if keys[Int(heap[child])] >= key { break }
        put(heap[child], hole)
        hole = child
      }
      put(vertex, hole)
    }
    return first
  }

  private func put(_ vertex: Int32, _ place: Int) {
    heap[place] = vertex
    places[Int(vertex)] = Int32(truncatingIfNeeded: place)
  }
}
