public import Tensors

/// Points whose Euclidean distances come near given ones: classical multidimensional scaling.
///
/// With B = -½·J·D²·J, J = I - 11ᵀ/M, the coordinates along axis a are √λₐ·vₐ of the largest eigenvalues of B; axes
/// of eigenvalues that are not positive stay 0. Along each axis the coordinate of the largest magnitude is positive,
/// of equals the first, so that the map is the same every time. Distances that are not Euclidean have negative
/// eigenvalues.
///
/// Sources: Torgerson, doi:10.1007/BF02288916; Gower, doi:10.1093/biomet/53.3-4.325; stress: Kruskal,
/// doi:10.1007/BF02289565.
public struct ClassicalScaling: Hashable, Sendable {
  /// [M, dimensions].
  public let coordinates: Tensor
  /// All eigenvalues of B, descending.
  public let eigenvalues: [Double]
  /// Σ of the eigenvalues that are mapped over Σ of all positive ones, in [0, 1]; NaN where all points coincide.
  public let explainedShare: Double
  /// √(Σ(d - d̂)² / Σd²) over pairs, d̂ the distances of the map; NaN where all points coincide.
  public let stress: Double

  /// The map of distances.
  /// - Parameters:
  ///   - distances: [M, M], finite, symmetric, 0 on the diagonal.
  ///   - dimensions: axes of the map.
  /// - Throws: `RepresentationError.shape`, `.notADistance`, `.parameter`; `Interrupted`.
  /// - Complexity: O(M³).
  public init(distances: Tensor, dimensions: Int = 2, checkpoint: Checkpoint = .none) throws {
    let values = try DistanceMatrix(distances).values
    let count = distances.shape[0]
    guard dimensions >= 1, dimensions <= 64 else {
      throw RepresentationError.parameter("dimensions", found: Double(dimensions), expected: "1 to 64")
    }
    // A power of two keeps squares in range and changes no digit.
    let largest = values.max() ?? 0
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    var matrix = values.map { -0.5 * ($0 / unit) * ($0 / unit) }
    let means = (0..<count).map { row in
      matrix[row * count..<(row + 1) * count].reduce(0, +) / Double(count)
    }
    let mean = means.reduce(0, +) / Double(count)
    for row in 0..<count {
      for column in 0..<count { matrix[row * count + column] += mean - means[row] - means[column] }
    }
    let kept = min(dimensions, count)
    var solver = SymmetricSolver(capacity: count)
    let vectors = try matrix.withUnsafeMutableBufferPointer { matrix throws(Interrupted) in
      guard let base = matrix.baseAddress else { return [Double]() }
      try solver.solve(base, order: count, checkpoint: checkpoint)
      return solver.leadingVectors(of: base, order: count, count: kept)
    }
    // Below this an eigenvalue is rounding of the largest.
    let ascending = solver.values
    let floor = Double(count) * 0x1p-52 * max(abs(ascending.last ?? 0), abs(ascending.first ?? 0))
    var coordinates = [Double](repeating: 0, count: count * dimensions)
    var mapped = 0.0
    for axis in 0..<kept {
      let eigenvalue = ascending[count - 1 - axis]
      guard eigenvalue > floor else { break }
      mapped += eigenvalue
      let vector = vectors[axis * count..<(axis + 1) * count]
      var extreme = 0.0
      // A later coordinate must be larger by more than rounding to set the sign.
      for value in vector where abs(value) > abs(extreme) * (1 + 0x1p-40) { extreme = value }
      let factor = (extreme < 0 ? -1 : 1) * eigenvalue.squareRoot() * unit
      for (row, value) in vector.enumerated() { coordinates[row * dimensions + axis] = factor * value }
    }
    let positive = ascending.reduce(0) { $1 > floor ? $0 + $1 : $0 }
    explainedShare = positive > 0 ? min(mapped / positive, 1) : .nan
    eigenvalues = ascending.reversed().map { $0 * unit * unit }
    self.coordinates = Tensor([count, dimensions], coordinates)
    var residual = 0.0, total = 0.0
    for row in 0..<count {
      for column in 0..<row {
        let square = (0..<dimensions).reduce(0.0) { sum, axis in
          let step = (coordinates[row * dimensions + axis] - coordinates[column * dimensions + axis]) / unit
          return sum + step * step
        }
        let distance = values[row * count + column] / unit
        residual += (distance - square.squareRoot()) * (distance - square.squareRoot())
        total += distance * distance
      }
    }
    stress = total > 0 ? (residual / total).squareRoot() : .nan
  }
}

/// Distances between models, checked.
struct DistanceMatrix {
  let values: [Double]
  let count: Int

  /// - Throws: `RepresentationError` for what is no matrix of distances.
  init(_ distances: Tensor) throws(RepresentationError) {
    guard distances.rank == 2, distances.shape[0] == distances.shape[1], distances.shape[0] > 0,
      distances.shape[0] <= 4_096
    else {
      throw .shape("distances", expected: "[models, models], from 1 to 4096 models", found: distances.shape)
    }
    let values = distances.doubles, count = distances.shape[0]
    for row in 0..<count {
      for column in 0...row {
        let value = values[row * count + column]
        guard value >= 0, value < Centering.limit, value == values[column * count + row],
          row != column || value == 0
        else { throw .notADistance(row: row, column: column, value: value) }
      }
    }
    self.values = values
    self.count = count
  }
}
