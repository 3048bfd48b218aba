import Glibc
import Tensors

/// Hidalgo's likelihood: ratios μ = r₂/r₁ with a dimension that depends on a point's label, and neighbours that tend to
/// share labels.
package struct MixtureModel {
  let components: Int
  /// The chance that a neighbour shares the label, ξ.
  let homogeneity: Double
  let links: Int
  /// x = ln μ of each point.
  let logs: [Double]
  /// The q neighbours of each point and the points that it is a neighbour of: places `starts[i]..<starts[i+1]` of
  /// `ends`.
  let starts: [Int]
  let ends: [Int32]
  /// ln of what a point adds to a component that has M others: -ln Z(M+1) + M(ln Z(M) - ln Z(M+1)).
  let sizeTerms: [Double]
  /// N·ln Z(N) of a component of N points.
  let logConstants: [Double]

  package init(logs: [Double], neighbors: [[Int32]], components: Int, homogeneity: Double, links: Int) {
    self.components = components
    self.homogeneity = homogeneity
    self.links = links
    self.logs = logs
    var around = neighbors
    for (point, list) in neighbors.enumerated() {
      for other in list { around[Int(other)].append(Int32(truncatingIfNeeded: point)) }
    }
    var starts = [0]
    for list in around { starts.append(starts[starts.count - 1] + list.count) }
    self.starts = starts
    ends = around.flatMap(\.self)
    (logConstants, sizeTerms) = MixtureModel.constants(logs.count, homogeneity: homogeneity, links: links)
  }

  /// The model of the same points with another homogeneity.
  init(_ model: MixtureModel, homogeneity: Double) {
    components = model.components
    self.homogeneity = homogeneity
    links = model.links
    logs = model.logs
    starts = model.starts
    ends = model.ends
    (logConstants, sizeTerms) = MixtureModel.constants(logs.count, homogeneity: homogeneity, links: links)
  }

  /// The gain of one neighbour that shares the label: ln ξ/(1-ξ).
  var attraction: Double { log(homogeneity) - log1p(-homogeneity) }

  /// `logConstants` and `sizeTerms` of `count` points.
  private static func constants(_ count: Int, homogeneity: Double, links: Int) -> ([Double], [Double]) {
    var constants = [0.0]
    for size in stride(from: 1, through: count, by: 1) {
      constants.append(logConstant(size, of: count, homogeneity: homogeneity, links: links))
    }
    let sizeTerms = (0..<count).map { others -> Double in
      let grown = constants[others + 1]
      return others == 0 ? -grown : Double(others) * (constants[others] - grown) - grown
    }
    return (constants.enumerated().map { Double($0.offset) * $0.element }, sizeTerms)
  }

  /// ln Z: Z = Σₙ C(N_z-1, n) C(N-N_z, q-n) ξⁿ (1-ξ)^{q-n} over the neighbours n that a point of a component of N_z
  /// points can have within it.
  private static func logConstant(_ size: Int, of count: Int, homogeneity: Double, links: Int) -> Double {
    func logChoose(_ n: Int, _ k: Int) -> Double {
      guard k >= 0, k <= n else { return -.infinity }
      return lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
    }
    let stay = log(homogeneity), leave = log1p(-homogeneity)
    var terms: [Double] = []
    for inside in 0...links {
      let ways: Double = logChoose(size - 1, inside) + logChoose(count - size, links - inside)
      terms.append(ways + Double(inside) * stay + Double(links - inside) * leave)
    }
    let largest = terms.max() ?? 0
    return largest + log(terms.reduce(0.0) { $0 + exp($1 - largest) })
  }
}
