import EspalierKit

extension Spectrum {
  /// The singular values of a matrix by one-sided Jacobi rotations: pairs of rows are turned in their plane until all
  /// rows are orthogonal, and then their lengths are the singular values (Hestenes 1958, doi:10.1137/0106005).
  ///
  /// - Throws: ``SpectrumError/shape(_:)`` unless the tensor is a matrix, ``SpectrumError/notFinite(name:)``,
  ///   ``SpectrumError/unconverged(name:sweeps:)`` after sixty sweeps, and `Interrupted`.
  /// - Complexity: O(sweeps · n²m) for the shorter side n and the longer side m, with about ten sweeps.
  init(of matrix: Tensor, name: String, checkpoint: Checkpoint = .none) throws {
    guard matrix.rank == 2 else { throw SpectrumError.shape(matrix.shape) }
    guard matrix.isFinite else { throw SpectrumError.notFinite(name: name) }
    self.name = name
    shape = matrix.shape
    let wide = shape[0] <= shape[1] ? matrix : try matrix.transposed()
    let (count, width) = (wide.shape[0], wide.shape[1])
    // Numbers of size one: their squares neither overflow nor vanish.
    let scale = max(abs(wide.maximum ?? 0), abs(wide.minimum ?? 0))
    guard scale > 0 else {
      values = [Double](repeating: 0, count: count)
      return
    }
    let elements = wide.doubles
    var rows = (0..<count).map { row in (0..<width).map { elements[row * width + $0] / scale } }
    var squares = rows.map { Self.product($0, $0) }
    // Rounding alone leaves products of this size between orthogonal rows of length one.
    let tolerance = Double(max(width, 8)) * Double.ulpOfOne
    var isOrthogonal = false
    var sweeps = 0
    while !isOrthogonal {
      guard sweeps < 60 else { throw SpectrumError.unconverged(name: name, sweeps: sweeps) }
      sweeps += 1
      isOrthogonal = true
      for first in 0..<count {
        try checkpoint.check()
        for second in first + 1..<count {
          let product = Self.product(rows[first], rows[second])
          let rounding = tolerance * squares[first].squareRoot() * squares[second].squareRoot()
          // The greatest row has at least length one: beside it a product of 1e-200 is nothing.
          if abs(product) <= max(rounding, 1e-200) { continue }
          isOrthogonal = false
          let ratio = (squares[second] - squares[first]) / (2 * product)
          let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (1 + ratio * ratio).squareRoot())
          Self.rotate(&rows, first, second, tangent: tangent)
          squares[first] = Self.product(rows[first], rows[first])
          squares[second] = Self.product(rows[second], rows[second])
        }
      }
    }
    values = squares.map { scale * $0.squareRoot() }.sorted(by: >)
  }

  /// The floating-point operations that the singular values of a matrix take, about.
  static func operations(_ shape: Shape) -> Double {
    guard shape.rank == 2 else { return 0 }
    return 60 * Double(min(shape[0], shape[1])) * Double(shape.count)
  }

  /// The floating-point operations that the spectra of a network take, about.
  static func operations(_ net: Network) -> Double {
    net.parameters.reduce(0) { $0 + operations($1.value.shape) }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  private static func rotate(_ rows: inout [[Double]], _ first: Int, _ second: Int, tangent: Double) {
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = cosine * tangent
    for index in rows[first].indices {
      let (a, b) = (rows[first][index], rows[second][index])
      rows[first][index] = cosine * a - sine * b
      rows[second][index] = sine * a + cosine * b
    }
  }
}
