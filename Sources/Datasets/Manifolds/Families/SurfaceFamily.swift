import Glibc
import Tensors

/// Surfaces in three coordinates by two uniform parameters; uniform in these, not in area.
enum SurfaceFamily: ManifoldFamily {
  /// (t cos t, height, t sin t) with t from 1.5π to 4.5π and a height of 21.
  case swissRoll
  /// (sin t, height, sign(t)(cos t - 1)) with |t| ≤ 1.5π and a height of 2.
  case sCurve
  /// (r cos p, r sin p, p/2) with r and p from 0 to 10π.
  case helicoid
  /// A band of width 1 around the unit circle that turns by so many half turns.
  case moebius(halfTwists: Int)

  var dimension: Int { 2 }
  var width: Int { 3 }

  var words: String {
    switch self {
    case .swissRoll: "Swiss roll"
    case .sCurve: "S-curve"
    case .helicoid: "helicoid of five turns"
    case .moebius(let twists): "band with \(twists) half twist\(twists == 1 ? "" : "s")"
    }
  }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let u = stream.nextDouble(), v = stream.nextDouble()
    switch self {
    case .swissRoll:
      let t = 1.5 * Double.pi * (1 + 2 * u)
      values.append(t * cos(t))
      values.append(21 * v)
      values.append(t * sin(t))
    case .sCurve:
      let t = 3 * Double.pi * (u - 0.5)
      values.append(sin(t))
      values.append(2 * v)
      values.append(t < 0 ? 1 - cos(t) : cos(t) - 1)
    case .helicoid:
      let radius = 10 * Double.pi * u, angle = 10 * Double.pi * v
      values.append(radius * cos(angle))
      values.append(radius * sin(angle))
      values.append(angle / 2)
    case .moebius(let twists):
      let angle = 2 * Double.pi * u, across = v - 0.5
      let turn = Double(twists) / 2 * angle
      let radius = 1 + across * cos(turn)
      values.append(radius * cos(angle))
      values.append(radius * sin(angle))
      values.append(across * sin(turn))
    }
  }
}
