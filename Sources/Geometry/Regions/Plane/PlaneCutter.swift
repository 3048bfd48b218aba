import Tensors

/// Cuts the cells of a mesh where the gate of one stage changes its state.
///
/// Within a cell everything in front of the gate is affine, so a unit cuts it along a straight line, and only if the
/// signs at the cell's vertices differ. Cells are divided one line at a time; an edge is cut once for both its cells.
struct PlaneCutter {
  /// What is known of the cells behind the stage, in their order.
  struct Outcome {
    /// The face in the mesh.
    var faces: [Int32] = []
    /// The cell of the stage before.
    var parents: [Int32] = []
    /// Bits of the active neurons, `words` a cell.
    var active: [UInt64] = []
    /// The winning member of each window, `windows` a cell.
    var winners: [UInt16] = []
  }

  var mesh: PlaneMesh
  let rows: VertexRows
  let layer: Int
  let budget: PlaneBudget
  let checkpoint: Checkpoint
  var outcome = Outcome()
  /// Cells in which rounding put a vertex on the wrong side.
  var repairs = 0

  /// The half-edges round the cell at hand, and the cut's values where they begin.
  var loop: [Int32] = []
  /// For each window not 0 where its winner differs among the vertices of the cell at hand.
  var mixed: [UInt16] = []
  private var values: [Double] = []
  private var steps = 0

  /// - Parameter rows: one a vertex of the mesh, classified.
  init(mesh: PlaneMesh, rows: VertexRows, layer: Int, budget: PlaneBudget, checkpoint: Checkpoint) {
    self.mesh = mesh
    self.rows = rows
    self.layer = layer
    self.budget = budget
    self.checkpoint = checkpoint
  }

  /// Cuts at the zeros of the neurons.
  /// - Throws: `RegionError.plane(.tooManyRegions)`, `Interrupted`.
  mutating func cutNeurons() throws {
    var pending: [(face: Int32, word: Int)] = []
    for parent in 0..<Int32(mesh.faceCount) {
      pending.append((parent, 0))
      while let (face, word) = pending.popLast() {
        try prepare()
        collect(face)
        guard let (neuron, word) = mixedNeuron(from: word) else {
          emitNeurons(face, parent)
          continue
        }
        if let new = divide(face, PlaneCut(first: neuron, second: nil, unit: neuron)) { pending.append((new, word)) }
        pending.append((face, word))
      }
    }
  }

  /// Looks for an interrupt, and makes room for the two vertices of a cut.
  mutating func prepare() throws {
    steps &+= 1
    if steps & 63 == 0 { try checkpoint.check() }
    if rows.count + 2 > rows.capacity {
      let wanted = rows.capacity + rows.capacity / 2 + 64
      try budget.check(
        rows: wanted, of: rows.rowBytes, cells: mesh.faceCount, unitBytes: 8 * rows.words + 2 * rows.windows)
      guard rows.reserve(wanted) else { throw budget.exhausted(cells: mesh.faceCount, bytes: wanted * rows.rowBytes) }
    }
  }

  /// Notes the half-edges round a cell.
  mutating func collect(_ face: Int32) {
    loop.removeAll(keepingCapacity: true)
    let first = mesh.faceEdges[Int(face)]
    var edge = first
    repeat {
      loop.append(edge)
      edge = mesh.nexts[Int(edge)]
    } while edge != first
  }

  /// The vertex in which the half-edge at a place of the loop begins.
  @inline(__always)
  func vertex(_ place: Int) -> Int { Int(mesh.origins[Int(loop[place])]) }

  /// The first neuron with values on both sides of zero.
  private func mixedNeuron(from start: Int) -> (neuron: Int, word: Int)? {
    for word in start..<rows.words {
      var above: UInt64 = 0, below: UInt64 = 0
      for place in loop.indices {
        let row = vertex(place) * rows.words + word
        above |= rows.above[row]
        below |= rows.below[row]
      }
      let mixed = above & below
      if mixed != 0 { return (word * 64 + mixed.trailingZeroBitCount, word) }
    }
    return nil
  }

  private mutating func emitNeurons(_ face: Int32, _ parent: Int32) {
    outcome.faces.append(face)
    outcome.parents.append(parent)
    for word in 0..<rows.words {
      var below: UInt64 = 0
      for place in loop.indices { below |= rows.below[vertex(place) * rows.words + word] }
      let rest = rows.gated - word * 64
      outcome.active.append(~below & (rest >= 64 ? .max : 1 << UInt64(rest) - 1))
    }
  }

  /// Divides a cell that has vertices on both sides of a cut; its half-edges are in `loop`.
  /// - Returns: the new cell, or nil where rounding had put a vertex on the wrong side and the values were put right.
  mutating func divide(_ face: Int32, _ cut: PlaneCut) -> Int32? {
    let count = loop.count
    values.removeAll(keepingCapacity: true)
    var start = 0
    for place in 0..<count {
      let value = rows.value(vertex(place), cut)
      values.append(value)
      if value != 0 { start = place }
    }
    // A crossing is a half-edge across the zero, or the first of the vertices on it.
    var crossings = (first: 0, second: 0), isVertex = (first: false, second: false)
    var found = 0
    var isPositive = values[start] > 0
    var zero: Int?
    for step in 1...count {
      let place = start + step < count ? start + step : start + step - count
      let value = values[place]
      if value == 0 {
        zero = zero ?? place
        continue
      }
      if (value > 0) != isPositive {
        let crossing = zero ?? (place > 0 ? place - 1 : count - 1)
        if found == 0 { (crossings.first, isVertex.first) = (crossing, zero != nil) }
        if found == 1 { (crossings.second, isVertex.second) = (crossing, zero != nil) }
        found += 1
        isPositive = value > 0
      }
      zero = nil
    }
    guard found == 2 else {
      settle(cut)
      return nil
    }
    let first = begin(crossings.first, isVertex.first, cut)
    let second = begin(crossings.second, isVertex.second, cut)
    return mesh.divide(
      face, first.edge, after: first.before, second.edge, after: second.before,
      PlaneMesh.Cause(layer: Int32(layer), unit: Int32(cut.unit)))
  }

  /// The half-edge that begins in a crossing, made where it must be, and the one before it.
  private mutating func begin(_ place: Int, _ isVertex: Bool, _ cut: PlaneCut) -> (edge: Int32, before: Int32) {
    let edge = loop[place]
    if isVertex { return (edge, loop[place > 0 ? place - 1 : loop.count - 1]) }
    let next = place + 1 < loop.count ? place + 1 : 0
    let a = vertex(place), b = vertex(next)
    let fraction = values[place] / (values[place] - values[next])
    rows.append(between: a, b, fraction: fraction, cut)
    mesh.split(edge, at: mesh.positions[a] + fraction * (mesh.positions[b] - mesh.positions[a]))
    return (mesh.nexts[Int(edge)], edge)
  }

  /// A convex cell has two crossings. Where there seem to be more, the smaller values on one side are rounding.
  private mutating func settle(_ cut: PlaneCut) {
    repairs += 1
    let isPositiveSmaller = (values.max() ?? 0) < -(values.min() ?? 0)
    for place in loop.indices where isPositiveSmaller ? values[place] > 0 : values[place] < 0 {
      rows.settle(vertex(place), cut)
    }
  }
}
