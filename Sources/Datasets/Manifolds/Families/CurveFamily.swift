import Glibc
import Tensors

/// Curves by their parameter.
enum CurveFamily: ManifoldFamily {
  /// (cos t, sin t).
  case circle
  /// (t - tanh t, sech t) for |t| ≤ 3, uniform in arc length ln cosh t.
  case tractrix
  /// (cos t, sin t, t/2π): radius 1, five turns, each rising by 1.
  case helix
  /// ((2 + cos 8t) cos t, (2 + cos 8t) sin t, sin 8t), uniform in t: eight turns around a torus.
  case torusKnot
  /// (100 cos t, 100 sin t, t) for five turns: much wider than it rises.
  case spiral

  var dimension: Int { 1 }

  var width: Int {
    switch self {
    case .circle, .tractrix: 2
    case .helix, .torusKnot, .spiral: 3
    }
  }

  var words: String {
    switch self {
    case .circle: "unit circle"
    case .tractrix: "tractrix"
    case .helix: "helix of five turns"
    case .torusKnot: "curve winding eight times around a torus"
    case .spiral: "flat helix of five turns"
    }
  }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let u = stream.nextDouble()
    switch self {
    case .circle:
      let t = 2 * Double.pi * u
      values.append(cos(t))
      values.append(sin(t))
    case .tractrix:
      let arc = (2 * u - 1) * log(cosh(3.0))
      let t = acosh(exp(abs(arc)))
      values.append(arc < 0 ? tanh(t) - t : t - tanh(t))
      values.append(1 / cosh(t))
    case .helix:
      let t = 10 * Double.pi * u
      values.append(cos(t))
      values.append(sin(t))
      values.append(5 * u)
    case .torusKnot:
      let t = 2 * Double.pi * u
      let radius = 2 + cos(8 * t)
      values.append(radius * cos(t))
      values.append(radius * sin(t))
      values.append(sin(8 * t))
    case .spiral:
      let t = 10 * Double.pi * u
      values.append(100 * cos(t))
      values.append(100 * sin(t))
      values.append(t)
    }
  }
}
