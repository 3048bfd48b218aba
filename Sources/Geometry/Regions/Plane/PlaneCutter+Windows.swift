extension PlaneCutter {
  /// Cuts where the largest member of a window changes: along the creases of the upper envelope, and nowhere else.
  ///
  /// Three members may meet inside a cell. Then a straight cut between two of them runs on where the third is larger;
  /// what such a cut divides in vain is joined again.
  /// - Throws: `RegionError.plane(.tooManyRegions)`, `Interrupted`.
  mutating func cutWindows() throws {
    var pending: [(face: Int32, window: Int)] = []
    var isSpurious = false
    for parent in 0..<Int32(mesh.faceCount) {
      pending.append((parent, 0))
      while let (face, window) = pending.popLast() {
        try prepare()
        collect(face)
        compareWinners()
        guard let (window, one, other) = contestedWindow(from: window) else {
          emitWindows(face, parent)
          continue
        }
        let cut = PlaneCut(first: member(window, one), second: member(window, other), unit: window)
        if let new = divide(face, cut) {
          pending.append((new, window))
          isSpurious = isSpurious || !isCrease(cut, window)
        }
        pending.append((face, window))
      }
    }
    if isSpurious { join() }
  }

  private func member(_ window: Int, _ place: Int) -> Int { Int(rows.members[window * rows.windowSize + place]) }

  private func level(_ row: Int, _ window: Int, _ place: Int) -> Double {
    rows.values[row * rows.width + member(window, place)]
  }

  private func winner(_ row: Int, _ window: Int) -> Int { Int(rows.winners[row * rows.windows + window]) }

  /// Whether two members are the largest at both ends of the cut just made between them, and so all along it.
  private func isCrease(_ cut: PlaneCut, _ window: Int) -> Bool {
    // `divide` adds the edge's two halves last.
    [mesh.origins.count - 1, mesh.origins.count - 2].allSatisfy { edge in
      let row = Int(mesh.origins[edge])
      let best = member(window, winner(row, window))
      let gap = rows.values[row * rows.width + best] - rows.values[row * rows.width + cut.first]
      return gap <= rows.tolerance(row, best, cut.first)
    }
  }

  /// Notes which windows have different winners at the vertices of the cell.
  private mutating func compareWinners() {
    if mixed.isEmpty { mixed = [UInt16](repeating: 0, count: rows.windows) }
    let windows = rows.windows, winners = rows.winners
    let vertices = loop.indices.map(vertex)
    mixed.withUnsafeMutableBufferPointer { mixed in
      for window in 0..<windows { mixed[window] = 0 }
      let own = winners + vertices[0] * windows
      for vertex in vertices.dropFirst() {
        let other = winners + vertex * windows
        for window in 0..<windows { mixed[window] |= own[window] ^ other[window] }
      }
    }
  }

  /// The first window without a member that is largest all over the cell, and two members that share it.
  private func contestedWindow(from start: Int) -> (window: Int, one: Int, other: Int)? {
    for window in start..<rows.windows where mixed[window] != 0 {
      if case .between(let one, let other) = contest(window) { return (window, one, other) }
    }
    return nil
  }

  private enum Contest {
    case won(Int)
    case between(Int, Int)
  }

  private func contest(_ window: Int) -> Contest {
    // Where members are equal at corners, one that is largest everywhere may be the winner of none.
    if let place = commonWinner(window) { return .won(place) }
    var leader = winner(vertex(0), window)
    for _ in 0..<rows.windowSize {
      // Where the leader is furthest behind.
      var rival: Int?
      var widest = 0.0
      for place in loop.indices {
        let row = vertex(place), best = winner(row, window)
        let gap = level(row, window, best) - level(row, window, leader)
        if gap > widest, gap > rows.tolerance(row, member(window, best), member(window, leader)) {
          (rival, widest) = (best, gap)
        }
      }
      guard let rival else { return .won(leader) }
      let isAhead = loop.indices.contains { place in
        let row = vertex(place)
        let gap = level(row, window, leader) - level(row, window, rival)
        return gap > rows.tolerance(row, member(window, rival), member(window, leader))
      }
      if isAhead { return .between(leader, rival) }
      leader = rival
    }
    return .won(leader)
  }

  /// The first member that equals the largest all over the cell.
  private func commonWinner(_ window: Int) -> Int? {
    (0..<rows.windowSize).first { isLargest($0, window) }
  }

  /// Whether a member equals the largest all over the cell.
  private func isLargest(_ place: Int, _ window: Int) -> Bool {
    for index in loop.indices {
      let row = vertex(index), best = winner(row, window)
      if place == best { continue }
      let gap = level(row, window, best) - level(row, window, place)
      if gap > rows.tolerance(row, member(window, best), member(window, place)) { return false }
    }
    return true
  }

  private mutating func emitWindows(_ face: Int32, _ parent: Int32) {
    outcome.faces.append(face)
    outcome.parents.append(parent)
    for window in 0..<rows.windows {
      var best = winner(vertex(0), window)
      if mixed[window] == 0 {
        // An earlier member may equal the winner all over the cell.
        best = (0..<best).first { isLargest($0, window) } ?? best
      } else if case .won(let leader) = contest(window) {
        best = leader
      }
      outcome.winners.append(UInt16(truncatingIfNeeded: best))
    }
  }

  /// Joins cells of one parent that have the same winners.
  private mutating func join() {
    var places = [Int](repeating: 0, count: mesh.faceCount)
    for (place, face) in outcome.faces.enumerated() { places[Int(face)] = place }
    let windows = rows.windows, layer = Int32(self.layer), outcome = self.outcome
    let faces = mesh.faces, twins = mesh.twins, causes = mesh.causes
    let joining = mesh.joinCells { edge in
      guard causes[edge].layer == layer, faces[Int(twins[edge])] >= 0 else { return false }
      let one = places[Int(faces[edge])], other = places[Int(faces[Int(twins[edge])])]
      return outcome.parents[one] == outcome.parents[other]
        && outcome.winners[one * windows..<(one + 1) * windows]
          .elementsEqual(outcome.winners[other * windows..<(other + 1) * windows])
    }
    guard let joining else { return }
    rows.keep(joining.vertices)
    // Cells stay in the order of their parents.
    let kept = joining.faces.enumerated().map { (new: Int32($0), place: places[Int($1)]) }.sorted {
      $0.place < $1.place
    }
    self.outcome = Outcome(
      faces: kept.map(\.new), parents: kept.map { outcome.parents[$0.place] },
      winners: kept.flatMap { outcome.winners[$0.place * windows..<($0.place + 1) * windows] })
  }
}
