extension PlaneMesh {
  /// What became of the parts of a mesh whose cells were joined.
  struct Joining {
    /// The old number of each vertex that is left, ascending.
    let vertices: [Int32]
    /// The old number of each face that is left, ascending: the first of those joined in it.
    let faces: [Int32]
  }

  /// Removes edges between cells, and the vertices in which then only two edges meet, corners of the window aside.
  ///
  /// - Parameter isSpurious: whether the cells on both sides of a half-edge are one. The joined cells must be convex.
  /// - Returns: nil where nothing was removed.
  /// - Complexity: O(edges).
  mutating func joinCells(where isSpurious: (Int) -> Bool) -> Joining? {
    var group = Array(faceEdges.indices)
    func root(_ face: Int) -> Int {
      var face = face
      while group[face] != face {
        group[face] = group[group[face]]
        face = group[face]
      }
      return face
    }
    var isRemoved = [Bool](repeating: false, count: origins.count)
    for edge in origins.indices where edge < Int(twins[edge]) && isSpurious(edge) {
      let one = root(Int(faces[edge])), other = root(Int(faces[Int(twins[edge])]))
      group[max(one, other)] = min(one, other)
      isRemoved[edge] = true
      isRemoved[Int(twins[edge])] = true
    }
    guard isRemoved.contains(true) else { return nil }
    for edge in origins.indices where !isRemoved[edge] {
      var next = Int(nexts[edge])
      while isRemoved[next] { next = Int(nexts[Int(twins[next])]) }
      nexts[edge] = Int32(next)
      if faces[edge] != PlaneMesh.outside { faces[edge] = Int32(root(Int(faces[edge]))) }
    }
    var degrees = [Int32](repeating: 0, count: positions.count)
    for edge in origins.indices where !isRemoved[edge] { degrees[Int(origins[edge])] += 1 }
    for edge in origins.indices where !isRemoved[edge] {
      var onward = Int(nexts[edge])
      // The edges on both sides of such a vertex lie on one line, in both of the faces that they part.
      while degrees[Int(origins[onward])] == 2, Int(origins[onward]) >= cornerCount {
        degrees[Int(origins[onward])] = 0
        let back = twins[onward], backOnward = Int(twins[edge])
        nexts[edge] = nexts[onward]
        nexts[Int(back)] = nexts[backOnward]
        isRemoved[onward] = true
        isRemoved[backOnward] = true
        twins[edge] = back
        twins[Int(back)] = Int32(edge)
        onward = Int(nexts[edge])
      }
    }
    return compact(isRemoved)
  }

  private mutating func compact(_ isRemoved: [Bool]) -> Joining {
    var isVertexKept = [Bool](repeating: false, count: positions.count)
    var isFaceKept = [Bool](repeating: false, count: faceEdges.count)
    let keptEdges = origins.indices.filter { !isRemoved[$0] }
    for edge in keptEdges {
      isVertexKept[Int(origins[edge])] = true
      if faces[edge] != PlaneMesh.outside { isFaceKept[Int(faces[edge])] = true }
    }
    func places(_ kept: [Int], among count: Int) -> [Int32] {
      var places = [Int32](repeating: PlaneMesh.outside, count: count)
      for (place, old) in kept.enumerated() { places[old] = Int32(place) }
      return places
    }
    let keptVertices = positions.indices.filter { isVertexKept[$0] }
    let keptFaces = faceEdges.indices.filter { isFaceKept[$0] }
    let edgePlaces = places(keptEdges, among: origins.count)
    let vertexPlaces = places(keptVertices, among: positions.count)
    let facePlaces = places(keptFaces, among: faceEdges.count)
    positions = keptVertices.map { positions[$0] }
    faceEdges = [Int32](repeating: 0, count: keptFaces.count)
    origins = keptEdges.map { vertexPlaces[Int(origins[$0])] }
    nexts = keptEdges.map { edgePlaces[Int(nexts[$0])] }
    twins = keptEdges.map { edgePlaces[Int(twins[$0])] }
    causes = keptEdges.map { causes[$0] }
    faces = keptEdges.map { faces[$0] == PlaneMesh.outside ? PlaneMesh.outside : facePlaces[Int(faces[$0])] }
    for edge in faces.indices where faces[edge] != PlaneMesh.outside { faceEdges[Int(faces[edge])] = Int32(edge) }
    return Joining(vertices: keptVertices.map(Int32.init), faces: keptFaces.map(Int32.init))
  }
}
