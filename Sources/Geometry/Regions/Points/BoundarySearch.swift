import Tensors

/// The search for the nearest boundary of each point.
struct BoundarySearch {
  let map: PiecewiseLinearMap
  /// [N, D].
  let points: Tensor
  let directions: DirectionSet
  let tangents: TangentSpaces?
  let skipsTies: Bool

  /// What one stage has at one point.
  private struct Face {
    var distance = Double.infinity
    var unit = -1
    var rival: Int?
    /// z, or z_w - z_j.
    var value = 0.0
    var flat = 0
    var ties = 0
  }

  /// What was found for a chunk of points: faces by stage and point, and the nearest points.
  private struct Found {
    var faces: [[Face]]
    var nearestPoints: [Double]
  }

  /// Stages behind the last gate do not matter.
  private var end: Int { (map.stages.lastIndex { $0.gate.unitCount > 0 } ?? -1) + 1 }

  func run(checkpoint: Checkpoint) throws -> BoundaryDistances {
    let end = end, count = points.shape[0]
    let squares = GradientSquares(map, end: end, directions: directions)
    let schedule = PointSchedule(points: count, rows: directions.count, stages: map.stages[..<max(end, 1)])
    var found: [Found] = []
    var done = 0
    for round in schedule.rounds {
      checkpoint.report(Progress("boundary distances", done, of: count, unit: "point"))
      let passes = try Parallel.map(round.count, checkpoint: checkpoint) { index in
        let range = schedule.points(of: round.lowerBound + index)
        return try PointPass(
          map, points.doubles(rows: range), count: range.count, end: end, checkpoint: checkpoint)
      }
      let parts = try Parallel.map(round.count * schedule.groups, checkpoint: checkpoint) { shard in
        let index = shard / schedule.groups
        return try squares.sums(
          passes[index], of: schedule.points(of: round.lowerBound + index),
          over: schedule.blocks(of: shard % schedule.groups), checkpoint: checkpoint)
      }
      found += try Parallel.map(round.count, checkpoint: checkpoint) { index in
        var sums = parts[index * schedule.groups]
        for part in parts[index * schedule.groups + 1..<(index + 1) * schedule.groups] {
          for stage in sums.indices { DenseVector.add(part[stage], times: 1, to: &sums[stage]) }
        }
        return try nearest(
          passes[index], sums, range: schedule.points(of: round.lowerBound + index), checkpoint: checkpoint)
      }
      done = schedule.points(of: round.upperBound - 1).upperBound
    }
    checkpoint.report(Progress("boundary distances", count, of: count, unit: "point"))
    return result(found)
  }

  private func nearest(
    _ pass: PointPass, _ sums: [[Double]], range: Range<Int>, checkpoint: Checkpoint
  ) throws -> Found {
    let faces = map.stages[..<end].indices.map { index in
      (0..<pass.count).map { face(of: map.stages[index], index, $0, pass, sums[index]) }
    }
    var gradients = try self.gradients(pass, Self.closest(faces, points: pass.count), faces, checkpoint)
    let width = map.inputCount
    let rows = points.doubles(rows: range)
    for (place, stage) in Self.closest(faces, points: pass.count).enumerated() {
      let own = place * width..<(place + 1) * width
      guard let stage else {
        gradients.replaceSubrange(own, with: rows[own])
        continue
      }
      var gradient = Array(gradients[own])
      if let tangents { gradient = tangents.projected(gradient, at: range.lowerBound + place) }
      let step = -faces[stage][place].value / DenseVector.dot(gradient, gradient)
      for column in 0..<width {
        gradients[own.lowerBound + column] = rows[own.lowerBound + column] + step * gradient[column]
      }
    }
    return Found(faces: faces, nearestPoints: gradients)
  }

  /// The stage of each point's nearest face; the first of equals.
  private static func closest(_ faces: [[Face]], points: Int) -> [Int?] {
    (0..<points).map { point in
      var best: Int?
      for stage in faces.indices
      where faces[stage][point].distance < best.map({ faces[$0][point].distance }) ?? .infinity {
        best = stage
      }
      return best
    }
  }

  private func face(
    of stage: AffineStage, _ index: Int, _ point: Int, _ pass: PointPass, _ sums: [Double]
  ) -> Face {
    var face = Face()
    let start = point * stage.outputCount
    let ahead = pass.ahead[index]
    func offer(_ value: Double, _ square: Double, _ unit: Int, _ rival: Int?) {
      guard square > 0 else {
        face.flat += 1
        return
      }
      let distance = abs(value) / square.squareRoot()
      if distance < face.distance {
        (face.distance, face.unit, face.rival, face.value) = (distance, unit, rival, value)
      }
    }
    switch stage.gate {
    case .open: break
    case .rectifier(let units, let slope):
      // A slope of 1 does not bend.
      for unit in 0..<units where slope != 1 { offer(ahead[start + unit], sums[point * units + unit], unit, nil) }
    case .largest(let windows):
      for window in 0..<windows.count {
        let winner = pass.winners[index][point * windows.count + window]
        for place in window * windows.size..<(window + 1) * windows.size where windows.members[place] != winner {
          let member = Int(windows.members[place])
          let value = ahead[start + Int(winner)] - ahead[start + member]
          if skipsTies && value == 0 {
            face.ties += 1
          } else {
            offer(value, sums[point * windows.members.count + place], window, member)
          }
        }
      }
    }
    return face
  }

  /// The gradients of the nearest faces' values, [points, D], by one way back for all.
  private func gradients(
    _ pass: PointPass, _ closest: [Int?], _ faces: [[Face]], _ checkpoint: Checkpoint
  ) throws -> [Double] {
    var rows: [Double] = []
    for index in (0..<end).reversed() {
      try checkpoint.check()
      let stage = map.stages[index], width = stage.outputCount
      rows =
        rows.isEmpty
        ? [Double](repeating: 0, count: pass.count * width) : pass.gateAdjoint(index, rows, each: 1)
      for (point, own) in closest.enumerated() where own == index {
        let face = faces[index][point]
        if case .largest(let windows) = stage.gate, let rival = face.rival {
          rows[point * width + Int(pass.winners[index][point * windows.count + face.unit])] += 1
          rows[point * width + rival] -= 1
        } else {
          rows[point * width + face.unit] += 1
        }
      }
      rows = stage.applyAdjoint(rows, count: pass.count)
    }
    return rows.isEmpty ? [Double](repeating: 0, count: pass.count * map.inputCount) : rows
  }

  private func result(_ found: [Found]) -> BoundaryDistances {
    let gated = (0..<end).filter { map.stages[$0].gate.unitCount > 0 }
    let faces = (0..<end).map { stage in found.flatMap { $0.faces[stage] } }
    let closest = Self.closest(faces, points: points.shape[0])
    let layers = gated.map { stage in
      BoundaryDistances.Layer(
        name: map.stages[stage].name, units: map.stages[stage].gate.unitCount,
        distances: faces[stage].map(\.distance), nearestUnits: faces[stage].map(\.unit),
        flat: faces[stage].reduce(0) { $0 + $1.flat })
    }
    let distances = closest.enumerated().map { point, stage in stage.map { faces[$0][point].distance } ?? .infinity }
    return BoundaryDistances(
      layers: layers, distances: distances,
      nearest: closest.enumerated().map { point, stage in
        stage.flatMap { stage in
          gated.firstIndex(of: stage).map {
            BoundaryDistances.Nearest(layer: $0, unit: faces[stage][point].unit, rival: faces[stage][point].rival)
          }
        }
      },
      nearestPoints: Tensor([points.shape[0], map.inputCount], found.flatMap(\.nearestPoints)),
      onBoundary: distances.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }, tangentDimension: tangents?.dimension,
      skippedTies: skipsTies ? faces.reduce(0) { $0 + $1.reduce(0) { $0 + $1.ties } } : nil)
  }
}

extension TangentSpaces {
  /// The projection of a vector on the space at a point.
  func projected(_ vector: [Double], at point: Int) -> [Double] {
    let width = vector.count, start = isShared ? 0 : point * dimension
    var sum = [Double](repeating: 0, count: width)
    for row in start..<start + dimension {
      var product = 0.0
      for column in 0..<width { product += bases.element(row * width + column) * vector[column] }
      for column in 0..<width { sum[column] += product * bases.element(row * width + column) }
    }
    return sum
  }
}
