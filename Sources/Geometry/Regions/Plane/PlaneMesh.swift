/// Convex cells in a plane that share their vertices: half-edges, counterclockwise round each cell.
struct PlaneMesh: Hashable, Sendable {
  /// What drew an edge: a unit of a layer, or the side of the window.
  struct Cause: Hashable, Sendable {
    let layer: Int32
    let unit: Int32

    static let window = Cause(layer: -1, unit: -1)
  }

  /// The face on the far side of the window's boundary.
  static let outside: Int32 = -1

  /// (s, t) of each vertex; the corners of the window come first.
  var positions: [SIMD2<Double>]
  /// The vertex in which each half-edge begins.
  var origins: [Int32] = []
  /// The half-edge that follows round the same face.
  var nexts: [Int32] = []
  /// The same edge the other way.
  var twins: [Int32] = []
  var faces: [Int32] = []
  var causes: [Cause] = []
  /// One half-edge of each face.
  var faceEdges: [Int32]
  let cornerCount: Int

  var vertexCount: Int { positions.count }
  var faceCount: Int { faceEdges.count }
  var edgeCount: Int { origins.count / 2 }

  /// One cell: a convex polygon, counterclockwise.
  init(window: [SIMD2<Double>]) {
    let count = Int32(window.count)
    positions = window
    cornerCount = window.count
    faceEdges = [0]
    for corner in 0..<count {
      let next = (corner + 1) % count, previous = (corner + count - 1) % count
      add(from: corner, next: 2 * next, twin: 2 * corner + 1, face: 0, .window)
      add(from: next, next: 2 * previous + 1, twin: 2 * corner, face: PlaneMesh.outside, .window)
    }
  }

  private mutating func add(from origin: Int32, next: Int32, twin: Int32, face: Int32, _ cause: Cause) {
    origins.append(origin)
    nexts.append(next)
    twins.append(twin)
    faces.append(face)
    causes.append(cause)
  }

  /// Puts a vertex on an edge; it becomes part of both faces. The half-edge now ends there and its `next` begins there.
  mutating func split(_ edge: Int32, at position: SIMD2<Double>) {
    let vertex = Int32(positions.count)
    positions.append(position)
    let twin = twins[Int(edge)]
    let onward = Int32(origins.count), back = onward + 1
    add(from: vertex, next: nexts[Int(edge)], twin: twin, face: faces[Int(edge)], causes[Int(edge)])
    add(from: vertex, next: nexts[Int(twin)], twin: edge, face: faces[Int(twin)], causes[Int(edge)])
    nexts[Int(edge)] = onward
    nexts[Int(twin)] = back
    twins[Int(edge)] = back
    twins[Int(twin)] = onward
  }

  /// Draws an edge across a face between the vertices in which two of its half-edges begin.
  /// - Returns: the new face, which holds `second`; the old one keeps `first`.
  mutating func divide(
    _ face: Int32, _ first: Int32, after beforeFirst: Int32, _ second: Int32, after beforeSecond: Int32, _ cause: Cause
  ) -> Int32 {
    let new = Int32(faceEdges.count)
    let closing = Int32(origins.count), opening = closing + 1
    add(from: origins[Int(second)], next: first, twin: opening, face: face, cause)
    add(from: origins[Int(first)], next: second, twin: closing, face: new, cause)
    nexts[Int(beforeSecond)] = closing
    nexts[Int(beforeFirst)] = opening
    faceEdges[Int(face)] = first
    faceEdges.append(second)
    var edge = second
    while edge != opening {
      faces[Int(edge)] = new
      edge = nexts[Int(edge)]
    }
    return new
  }

  /// Calls `body` with the half-edges round a face.
  @inline(__always)
  func forEachEdge(of face: Int, _ body: (Int) -> Void) {
    let first = Int(faceEdges[face])
    var edge = first
    repeat {
      body(edge)
      edge = Int(nexts[edge])
    } while edge != first
  }

  /// The corners of a face, counterclockwise.
  func polygon(_ face: Int) -> [SIMD2<Double>] {
    var corners: [SIMD2<Double>] = []
    forEachEdge(of: face) { corners.append(positions[Int(origins[$0])]) }
    return corners
  }

  /// The area of a face, summed from one of its corners so that small cells keep their digits.
  func area(_ face: Int) -> Double {
    let pivot = positions[Int(origins[Int(faceEdges[face])])]
    var sum = 0.0
    forEachEdge(of: face) { edge in
      let a = positions[Int(origins[edge])] - pivot, b = positions[Int(origins[Int(nexts[edge])])] - pivot
      sum += a.x * b.y - a.y * b.x
    }
    return sum / 2
  }

  /// Gives the faces new numbers: face `order[i]` becomes i.
  mutating func renumber(_ order: [Int32]) {
    var places = [Int32](repeating: PlaneMesh.outside, count: faceEdges.count)
    for (place, face) in order.enumerated() { places[Int(face)] = Int32(place) }
    faceEdges = order.map { faceEdges[Int($0)] }
    for edge in faces.indices where faces[edge] != PlaneMesh.outside { faces[edge] = places[Int(faces[edge])] }
  }
}
