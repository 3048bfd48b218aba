import Tensors

/// The active points of Wolfe's algorithm, the factor of their Gram matrix and their weights.
///
/// With rows q_s = p_s - x and q̂_s = (1, q_s), R is the upper triangle with RᵀR = Q̂Q̂ᵀ. Adding a point costs O(m·D),
/// removing one O(m² + m·D); both products with R are refined once against the rows themselves, so that the
/// conditioning of the rows, not its square, decides the accuracy. Packed memory, grown by doubling: a step allocates
/// nothing.
final class Corral {
  let width: Int
  private(set) var indices: [Int32] = []
  /// Σ w_s = 1; some are negative only inside `descend`.
  private(set) var weights: [Double] = []
  /// Σ w_s q_s.
  let shortest: UnsafeMutablePointer<Double>

  private var capacity: Int
  /// q_s, one after another.
  private var rows: UnsafeMutablePointer<Double>
  /// Column j of R, j + 1 entries, starts at j·capacity.
  private var factor: UnsafeMutablePointer<Double>
  private let residual: UnsafeMutablePointer<Double>
  private var shares: UnsafeMutablePointer<Double>
  private var column: UnsafeMutablePointer<Double>
  private var target: UnsafeMutablePointer<Double>

  /// A new row whose part outside the span of the others is smaller than this share of it counts as dependent.
  private static let dependence = 1e-14

  init(width: Int) {
    self.width = width
    capacity = 8
    rows = .allocate(capacity: capacity * width)
    factor = .allocate(capacity: capacity * capacity)
    residual = .allocate(capacity: width)
    shortest = .allocate(capacity: width)
    shortest.initialize(repeating: 0, count: width)
    shares = .allocate(capacity: capacity)
    column = .allocate(capacity: capacity)
    target = .allocate(capacity: capacity)
  }

  deinit {
    for memory in [rows, factor, residual, shortest, shares, column, target] { memory.deallocate() }
  }

  var count: Int { indices.count }

  /// |Σ w_s q_s|².
  var square: Double { DenseVector.dot(shortest, shortest, count: width) }

  /// Σ w_s q_s as an array, of length 1 where it is not zero.
  var direction: [Double] {
    let norm = square.squareRoot()
    return (0..<width).map { norm > 0 ? shortest[$0] / norm : 0 }
  }

  func contains(_ index: Int32) -> Bool { indices.contains(index) }

  /// Starts at one point.
  func begin(_ index: Int32, _ row: UnsafePointer<Double>) {
    indices = []
    weights = []
    if append(index, row) { weights = [1] }
    shortest.update(from: row, count: width)
  }

  /// Adds a point with weight 0; false, and nothing changed, where it depends affinely on the others.
  func append(_ index: Int32, _ row: UnsafePointer<Double>) -> Bool {
    if count == capacity { grow() }
    let m = count
    residual.update(from: row, count: width)
    column.initialize(repeating: 0, count: m)
    // The leading 1 of q̂.
    var lead = 1.0
    for _ in 0..<2 where m > 0 {
      shares.update(repeating: 0, count: m)
      BLAS.multiply(MatrixView(UnsafePointer(rows), rows: m, columns: width), vector: residual, into: shares)
      for s in 0..<m { shares[s] += lead }
      solveTransposed(shares)
      DenseVector.add(shares, times: 1, to: column, count: m)
      solve(shares)
      for s in 0..<m { lead -= shares[s] }
      BLAS.multiply(
        MatrixView(UnsafePointer(rows), rows: m, columns: width).transposed, vector: shares, into: residual,
        alpha: -1, beta: 1)
    }
    let rest = (lead * lead + DenseVector.dot(residual, residual, count: width)).squareRoot()
    guard rest > Corral.dependence * (1 + DenseVector.dot(row, row, count: width)).squareRoot() else { return false }
    (factor + m * capacity).update(from: column, count: m)
    factor[m * capacity + m] = rest
    (rows + m * width).update(from: row, count: width)
    indices.append(index)
    weights.append(0)
    return true
  }

  /// Moves to the affine minimiser, leaving out the points whose weights turn negative on the way.
  func descend() {
    while true {
      findAffineMinimizer()
      var step = 1.0
      var blocking: Int?
      for position in 0..<count where target[position] <= 0 {
        let limit = weights[position] / (weights[position] - target[position])
        if blocking == nil || limit < step { (step, blocking) = (limit, position) }
      }
      guard let blocking, count > 1 else {
        for position in 0..<count { weights[position] = target[position] }
        combine(target)
        polish()
        return
      }
      step = step.isFinite ? min(max(step, 0), 1) : 0
      for position in 0..<count { weights[position] += step * (target[position] - weights[position]) }
      remove(at: blocking)
    }
  }

  /// Removes a point and turns R back to a triangle by plane rotations.
  private func remove(at position: Int) {
    let last = count - 1
    indices.remove(at: position)
    weights.remove(at: position)
    let moved = last - position
    if moved > 0 { (rows + position * width).update(from: rows + (position + 1) * width, count: moved * width) }
    for j in position..<last {
      let own = factor + j * capacity
      own.update(from: own + capacity, count: j + 2)
      // Earlier rotations, kept as pairs in `column` and `shares`, then the one that clears the entry below.
      for row in position..<j {
        let upper = own[row], lower = own[row + 1]
        own[row] = column[row] * upper + shares[row] * lower
        own[row + 1] = column[row] * lower - shares[row] * upper
      }
      let a = own[j], b = own[j + 1]
      let length = (a * a + b * b).squareRoot()
      column[j] = length > 0 ? a / length : 1
      shares[j] = length > 0 ? b / length : 0
      own[j] = length
    }
  }

  /// `target` ← the weights Σλ = 1 with the shortest Σλ_s q_s; some may be negative.
  private func findAffineMinimizer() {
    let m = count
    for s in 0..<m { column[s] = 1 }
    solveTransposed(column)
    solve(column)
    var sum = 0.0
    for s in 0..<m { sum += column[s] }
    for s in 0..<m { target[s] = column[s] / sum }
    combine(target)
    findCorrection()
    DenseVector.add(shares, times: 1, to: target, count: m)
  }

  /// `shares` ← the change of the weights, of sum zero, after which ⟨q_s, y⟩ is the same for every s, as it is at the
  /// minimum. `column` holds (RᵀR)⁻¹1.
  private func findCorrection() {
    let m = count
    shares.update(repeating: 0, count: m)
    BLAS.multiply(MatrixView(UnsafePointer(rows), rows: m, columns: width), vector: shortest, into: shares, alpha: -1)
    solveTransposed(shares)
    solve(shares)
    var excess = 0.0, sum = 0.0
    for s in 0..<m { (excess, sum) = (excess + shares[s], sum + column[s]) }
    DenseVector.add(column, times: -excess / sum, to: shares, count: m)
  }

  /// A short y is the small difference of long rows, its direction known to the rounding of those alone: what it has
  /// along the active points' plane is taken out of y itself, where no weight could tell it.
  private func polish() {
    guard square < 1e-4 * DenseVector.dot(rows, rows, count: width) else { return }
    findCorrection()
    BLAS.multiply(
      MatrixView(UnsafePointer(rows), rows: count, columns: width).transposed, vector: shares, into: shortest, beta: 1)
  }

  /// `shortest` ← Σ w_s q_s.
  private func combine(_ weights: UnsafePointer<Double>) {
    // The library multiplies what is there by zero, and zero times NaN is not zero.
    shortest.update(repeating: 0, count: width)
    BLAS.multiply(
      MatrixView(UnsafePointer(rows), rows: count, columns: width).transposed, vector: weights, into: shortest)
  }

  /// b ← a with Rᵀa = b.
  private func solveTransposed(_ b: UnsafeMutablePointer<Double>) {
    for j in 0..<count {
      let own = factor + j * capacity
      b[j] = (b[j] - DenseVector.dot(own, b, count: j)) / own[j]
    }
  }

  /// b ← a with Ra = b.
  private func solve(_ b: UnsafeMutablePointer<Double>) {
    for j in (0..<count).reversed() {
      let own = factor + j * capacity
      b[j] /= own[j]
      DenseVector.add(own, times: -b[j], to: b, count: j)
    }
  }

  private func grow() {
    let more = 2 * capacity
    rows = moved(rows, count * width, into: more * width)
    let wider = UnsafeMutablePointer<Double>.allocate(capacity: more * more)
    for j in 0..<count { (wider + j * more).update(from: factor + j * capacity, count: j + 1) }
    factor.deallocate()
    factor = wider
    shares = moved(shares, 0, into: more)
    column = moved(column, 0, into: more)
    target = moved(target, 0, into: more)
    capacity = more
  }

  private func moved(
    _ memory: UnsafeMutablePointer<Double>, _ count: Int, into capacity: Int
  ) -> UnsafeMutablePointer<Double> {
    let other = UnsafeMutablePointer<Double>.allocate(capacity: capacity)
    other.update(from: memory, count: count)
    memory.deallocate()
    return other
  }
}
