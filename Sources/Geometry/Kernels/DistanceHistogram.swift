import Glibc

/// Counts of distances in narrow bins of equal width, and the sphere whose distances they resemble below the mode.
struct DistanceHistogram {
  private let largest: Double
  private var counts: [Int]
  /// Narrow bins; their width is the resolution of the wide ones' edges.
  private static let resolution = 8192
  /// Wide bins, from zero to the largest distance found.
  private static let bins = 50

  init(largest: Double) {
    self.largest = largest
    counts = [Int](repeating: 0, count: Self.resolution)
  }

  /// Counts the finite distances above zero.
  mutating func add(_ distances: UnsafePointer<Double>, count: Int) {
    let factor = largest > 0 ? Double(Self.resolution) / largest : 0
    for index in 0..<count where distances[index] > 0 && distances[index] < .infinity {
      counts[min(Int(distances[index] * factor), Self.resolution - 1)] += 1
    }
  }

  mutating func add(_ other: DistanceHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  struct SphereFit {
    var dimension: Double
    /// R.
    var mode: Double
    /// The deviation of the normal law whose logarithm is the parabola at the mode.
    var width: Double
    /// The deviation of all distances.
    var deviation: Double
    /// Where the fit starts.
    var lowest: Double
    /// Whether the longest edge cut the fit short.
    var isShort: Bool
  }

  /// Centres and logarithms of the counts of the wide bins that are not empty.
  private var logCounts: (bins: [(r: Double, y: Double)], width: Double) {
    guard let last = counts.lastIndex(where: { $0 > 0 }) else { return ([], 0) }
    let group = (last + Self.bins) / Self.bins
    let narrow = largest / Double(Self.resolution)
    var bins: [(r: Double, y: Double)] = []
    for start in stride(from: 0, through: last, by: group) {
      let sum = counts[start..<min(start + group, counts.count)].reduce(0, +)
      if sum > 0 { bins.append(((Double(start) + Double(group) / 2) * narrow, log(Double(sum)))) }
    }
    return (bins, Double(group) * narrow)
  }

  /// The fit, or nil where there is no mode or fewer than four bins below it.
  func sphereFit(above edge: Double) -> SphereFit? {
    let (bins, width) = logCounts
    guard let top = bins.max(by: { $0.y < $1.y }) else { return nil }
    let narrow = largest / Double(Self.resolution)
    var total = 0.0, sum = 0.0, squares = 0.0
    for (index, count) in counts.enumerated() where count > 0 {
      let r = (Double(index) + 0.5) * narrow
      total += Double(count)
      sum += Double(count) * r
      squares += Double(count) * r * r
    }
    let mean = sum / total, spread = max(squares / total - mean * mean, 0).squareRoot()
    var mode = top.r, deviation = spread, peak = top.y
    for _ in 0..<2 {
      let near = bins.filter { $0.r > mode - deviation && $0.r < mode + deviation / 2 + width }
      guard near.count >= 4, let parabola = Parabola(near, around: mode), parabola.curvature < 0 else { return nil }
      let vertex = mode - parabola.slope / (2 * parabola.curvature)
      guard abs(vertex - mode) <= deviation / 2 + width else { return nil }
      peak = parabola.value - parabola.slope * parabola.slope / (4 * parabola.curvature)
      mode = vertex
      deviation = (-1 / (2 * parabola.curvature)).squareRoot()
    }
    let wanted = mode - 2 * deviation - width / 2
    let lowest = max(wanted, edge, 0)
    var products = 0.0, norms = 0.0, used = 0
    for bin in bins where bin.r > lowest && bin.r <= mode + width / 4 {
      let x = log(sin(.pi / 2 * bin.r / mode))
      products += x * (bin.y - peak)
      norms += x * x
      used += 1
    }
    guard used >= 4, norms > 0 else { return nil }
    return SphereFit(
      dimension: 1 + products / norms, mode: mode, width: deviation, deviation: spread, lowest: lowest,
      isShort: edge > wanted)
  }
}

/// The least-squares parabola through points, about an abscissa.
private struct Parabola {
  var value: Double
  var slope: Double
  var curvature: Double

  init?(_ points: [(r: Double, y: Double)], around centre: Double) {
    let reach = points.reduce(0.0) { max($0, abs($1.r - centre)) }
    guard reach > 0 else { return nil }
    var moments = [Double](repeating: 0, count: 5), products = [Double](repeating: 0, count: 3)
    for point in points {
      let t = (point.r - centre) / reach
      var power = 1.0
      for order in 0..<5 {
        moments[order] += power
        if order < 3 { products[order] += power * point.y }
        power *= t
      }
    }
    // Cramer's rule on the normal equations of 1, t, t².
    func determinant(_ a: [Double], _ b: [Double], _ c: [Double]) -> Double {
      a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    }
    let first = Array(moments[0...2]), second = Array(moments[1...3]), third = Array(moments[2...4])
    let whole = determinant(first, second, third)
    guard abs(whole) > 1e-12 else { return nil }
    value = determinant(products, second, third) / whole
    slope = determinant(first, products, third) / whole / reach
    curvature = determinant(first, second, products) / whole / (reach * reach)
  }
}
