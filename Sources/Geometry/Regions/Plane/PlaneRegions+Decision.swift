public import Tensors

extension PlaneRegions {
  /// The decision boundary in the window: each region cut where its largest output changes, as by one more pooling.
  /// - Parameter checkpoint: where the work looks for an interrupt.
  /// - Throws: `RegionError.plane(.tooManyRegions)`, `.unsupported` above 65,535 classes; `Interrupted`.
  /// - Complexity: O(vertices·classes).
  public func decision(checkpoint: Checkpoint = .none) throws -> PlaneDecision {
    let width = map.outputCount
    guard width <= Int(UInt16.max) else {
      throw RegionError.unsupported("the output", kind: "a decision between \(width) classes")
    }
    let members = Array(0..<Int32(width))
    let gate =
      width == 1
      ? Gate.rectifier(count: 1, slope: 0)
      : .largest(Gate.Windows(inputCount: width, size: width, members: members))
    let budget = PlaneBudget(stage: "the decision", limit: PlaneRegions.memoryLimit, kept: 8 * outputs.count)
    try budget.check(
      rows: vertexCount, of: VertexRows.rowBytes(width: width, gate: gate), cells: count, unitBytes: 8)
    guard let rows = VertexRows(count: vertexCount, capacity: vertexCount + 16, width: width, gate: gate) else {
      throw budget.exhausted(cells: count, bytes: outputs.count * 8)
    }
    rows.fill(0..<vertexCount, outputs)
    guard let largest = rows.measure(0..<vertexCount) else { throw RegionError.overflow(stage: "the output") }
    rows.setTolerances([largest])
    rows.classify(0..<vertexCount)
    var cutter = PlaneCutter(mesh: mesh, rows: rows, layer: levels.count, budget: budget, checkpoint: checkpoint)
    if width == 1 { try cutter.cutNeurons() } else { try cutter.cutWindows() }
    cutter.mesh.renumber(cutter.outcome.faces)
    let cells = cutter.mesh
    let classes =
      width == 1 ? cutter.outcome.active.map { Int($0 & 1) } : cutter.outcome.winners.map(Int.init)
    return PlaneDecision(
      segments: PlaneRegions.segments(cells, classes), classes: classes, regions: cutter.outcome.parents.map(Int.init),
      areas: (0..<cells.faceCount).map(cells.area), classCount: max(width, 2), mesh: cells)
  }

  private static func segments(_ cells: PlaneMesh, _ classes: [Int]) -> [PlaneDecision.Segment] {
    cells.origins.indices.compactMap { half in
      let twin = Int(cells.twins[half])
      guard half < twin, cells.faces[half] >= 0, cells.faces[twin] >= 0 else { return nil }
      let left = classes[Int(cells.faces[half])], right = classes[Int(cells.faces[twin])]
      if left == right { return nil }
      return PlaneDecision.Segment(
        start: cells.positions[Int(cells.origins[half])], end: cells.positions[Int(cells.origins[twin])],
        left: left, right: right)
    }
  }
}
