import Tensors

/// Follows a window of a plane through the stages of a network.
///
/// Values are kept at the vertices only: a network is continuous, so cells on both sides of an edge share them, and
/// within a cell everything is their interpolation. A stage is one product over all vertices.
struct PlaneTracer {
  let map: PiecewiseLinearMap
  let frame: PlaneFrame
  /// Bytes that may be held.
  let limit: Int
  let checkpoint: Checkpoint

  /// - Parameter window: the corners of a convex polygon in (s, t), counterclockwise.
  /// - Throws: `RegionError.overflow`, `.plane(.tooManyRegions)`, `.unsupported`; `Interrupted`.
  func trace(_ window: [SIMD2<Double>]) throws -> PlaneRegions {
    var mesh = PlaneMesh(window: window)
    var source = Source.inputs(window.flatMap(frame.input))
    var levels: [PlaneLevel] = []
    var repairs = 0
    for (index, stage) in map.stages.enumerated() {
      checkpoint.report(Progress("plane regions", index, of: map.stages.count, unit: "layer"))
      let kept = levels.reduce(0) { $0 + $1.bytes }
      let budget = PlaneBudget(stage: stage.name, limit: limit, kept: kept)
      let rows = try self.rows(stage, source, mesh, budget)
      source = .inputs([])
      let parentCount = mesh.faceCount
      var cutter = PlaneCutter(mesh: mesh, rows: rows, layer: index, budget: budget, checkpoint: checkpoint)
      mesh = PlaneMesh(window: window)
      switch stage.gate {
      case .open: cutter.outcome.faces = Array(0..<Int32(parentCount))
      case .rectifier: try cutter.cutNeurons()
      case .largest: try cutter.cutWindows()
      }
      if case .open = stage.gate { cutter.outcome.parents = cutter.outcome.faces }
      repairs += cutter.repairs
      mesh = cutter.mesh
      mesh.renumber(cutter.outcome.faces)
      levels.append(
        PlaneLevel(
          gate: stage.gate, parents: cutter.outcome.parents, parentCount: parentCount, active: cutter.outcome.active,
          winners: cutter.outcome.winners))
      source = .rows(rows, stage)
    }
    try checkpoint.check()
    let outputs = source.values(0..<mesh.vertexCount, width: map.outputCount)
    return PlaneRegions(map: map, frame: frame, mesh: mesh, levels: levels, outputs: outputs, repairs: repairs)
  }

  /// Where a stage finds what comes in: values behind a gate are made of those in front of it when they are asked for,
  /// so that a network as wide as its images are large is not held twice.
  private enum Source {
    case inputs([Double])
    case rows(VertexRows, AffineStage)

    /// Of some vertices, `width` values each.
    func values(_ vertices: Range<Int>, width: Int) -> [Double] {
      switch self {
      case .inputs(let values): Array(values[vertices.lowerBound * width..<vertices.upperBound * width])
      case .rows(let rows, let stage): stage.activate(rows.values(vertices), count: vertices.count)
      }
    }

    /// Bytes held for a vertex.
    func rowBytes(width: Int) -> Int {
      switch self {
      case .inputs: 8 * width
      case .rows(let rows, _): rows.rowBytes
      }
    }
  }

  /// The values in front of a stage's gate at all vertices, in panels that an interrupt can wait for.
  private func rows(
    _ stage: AffineStage, _ source: Source, _ mesh: PlaneMesh, _ budget: PlaneBudget
  ) throws -> VertexRows {
    if case .largest(let windows) = stage.gate, windows.size > Int(UInt16.max) {
      throw RegionError.unsupported(stage.name, kind: "a window of \(windows.size) members")
    }
    let count = mesh.vertexCount
    let inputCount = stage.inputCount, width = stage.outputCount
    let perRow = source.rowBytes(width: inputCount) + VertexRows.rowBytes(width: width, gate: stage.gate)
    try budget.check(rows: count, of: perRow, cells: mesh.faceCount, unitBytes: 0)
    guard let rows = VertexRows(count: count, capacity: count + 16, width: width, gate: stage.gate) else {
      throw budget.exhausted(cells: mesh.faceCount, bytes: count * perRow)
    }
    let panel = min(max(50_000_000 / max(inputCount * width, 1), 8), 1024)
    let shards = (count + panel - 1) / panel
    let largest = try Parallel.map(shards, checkpoint: checkpoint) { shard in
      let range = shard * panel..<min((shard + 1) * panel, count)
      rows.fill(range, stage.apply(source.values(range, width: inputCount), count: range.count))
      guard let largest = rows.measure(range) else { throw RegionError.overflow(stage: stage.name) }
      return largest
    }
    rows.setTolerances(largest)
    try Parallel.forEach(shards, checkpoint: checkpoint) { shard in
      rows.classify(shard * panel..<min((shard + 1) * panel, count))
    }
    return rows
  }
}
