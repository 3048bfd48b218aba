import Glibc
public import Tensors

/// A curve on a known data manifold, parametrised by t.
public enum DataCurve: Hashable, Sendable {
  /// r·(cos t, sin t), t from -π to π.
  case circle(radius: Double = 1)
  /// (t - tanh t, sech t), t from -e to e; 3 in Tiwari and Konidaris (NeurIPS 2022). Its length is 2 ln cosh e.
  case tractrix(extent: Double = 3)
  /// A great circle of the sphere of radius r in three dimensions, t from -π to π; its plane is drawn.
  case greatCircle(radius: Double = 1)
  /// A line across the swiss roll at a height h: (t cos t, h, t sin t), t from 3π/2 to 9π/2.
  case swissRoll(height: Double = 0)

  /// Dimensions of the space that the curve needs.
  public var dimension: Int {
    switch self {
    case .circle, .tractrix: 2
    case .greatCircle, .swissRoll: 3
    }
  }

  /// Whether the curve ends where it begins.
  public var isClosed: Bool {
    switch self {
    case .circle, .greatCircle: true
    case .tractrix, .swissRoll: false
    }
  }

  /// Points on the curve at equal steps of t, the vertices of `chords` chords.
  /// - Parameters:
  ///   - chords: how many; a closed curve has as many vertices, an open one has one more.
  ///   - ambient: coordinates of a point. Where there are more than the curve needs, its space lies in them by a random
  ///     orthonormal frame, so that lengths stay.
  ///   - seed: of the frame, and of the great circle.
  /// - Throws: `CurveError.chordCount`, `.ambient`, `.parameter`.
  public func vertices(chords: Int, ambient: Int, seed: Int = 0) throws(CurveError) -> Tensor {
    guard ambient >= dimension else { throw .ambient(inputs: ambient, needed: dimension) }
    let maximum = DataCurve.maximumChords(ambient)
    guard (4...max(maximum, 4)).contains(chords) else { throw .chordCount(chords, maximum: maximum) }
    try check()
    // A great circle is a circle in a plane drawn in its space, and again in the space around it.
    let own = own(chords: chords)
    let isDrawn = if case .greatCircle = self { true } else { false }
    let frame = Frame(own.columns, in: ambient, seed: seed, isDrawn: isDrawn || ambient > own.columns)
    let count = own.values.count / own.columns
    var points = [Double](repeating: 0, count: count * ambient)
    for point in 0..<count {
      for axis in 0..<own.columns {
        let value = own.values[point * own.columns + axis]
        for column in 0..<ambient { points[point * ambient + column] += value * frame.axes[axis][column] }
      }
    }
    return Tensor([count, ambient], points)
  }

  /// Vertices up to 512 MB.
  static func maximumChords(_ ambient: Int) -> Int { min((1 << 26) / max(ambient, 1), 1 << 20) }

  private func check() throws(CurveError) {
    let (name, value, isUsable) =
      switch self {
      case .circle(let radius), .greatCircle(let radius): ("radius", radius, radius > 0 && radius <= 1e6)
      // tanh is 1 to the last bit beyond 20.
      case .tractrix(let extent): ("extent", extent, extent > 0 && extent <= 1e6)
      case .swissRoll(let height): ("height", height, abs(height) <= 1e6)
      }
    guard isUsable else { throw .parameter(name, value) }
  }

  /// The vertices in the curve's own coordinates.
  private func own(chords: Int) -> (values: [Double], columns: Int) {
    let range: (Double, Double)
    switch self {
    case .circle, .greatCircle: range = (-.pi, .pi)
    case .tractrix(let extent): range = (-extent, extent)
    case .swissRoll: range = (1.5 * .pi, 4.5 * .pi)
    }
    var values: [Double] = []
    for step in 0..<(isClosed ? chords : chords + 1) {
      let t = range.0 + (range.1 - range.0) * Double(step) / Double(chords)
      switch self {
      case .circle(let radius), .greatCircle(let radius): values += [radius * cos(t), radius * sin(t)]
      case .tractrix: values += [t - tanh(t), 1 / cosh(t)]
      case .swissRoll(let height): values += [t * cos(t), height, t * sin(t)]
      }
    }
    if case .swissRoll = self { return (values, 3) }
    return (values, 2)
  }
}

/// Orthonormal vectors, drawn or the first of the standard basis.
private struct Frame {
  private(set) var axes: [[Double]] = []

  init(_ count: Int, in ambient: Int, seed: Int, isDrawn: Bool) {
    var stream = RandomStream(seed: seed, name: "frame")
    while axes.count < count {
      var axis = [Double](repeating: 0, count: ambient)
      if isDrawn {
        for column in axis.indices { axis[column] = stream.nextNormal() }
      } else {
        axis[axes.count] = 1
      }
      // Twice is enough (Kahan and Parlett).
      for _ in 0..<2 {
        for other in axes { DenseVector.add(other, times: -DenseVector.dot(axis, other), to: &axis) }
      }
      let length = DenseVector.dot(axis, axis).squareRoot()
      if length > 1e-8 { axes.append(axis.map { $0 / length }) }
    }
  }
}
