import Experiments
import Geometry
import Networks
import Tensors

/// A network and its regions in a window of the plane through three random inputs.
struct RegionsSlice {
  let network: Network
  let map: PiecewiseLinearMap
  let axes: [Tensor]
  let extent: Double
  let regions: PlaneRegions
  let polygons: [[SIMD2<Double>]]
  /// What is drawn after the plane.
  var stream: RandomStream

  init(_ kind: RegionsNetworks.Kind, _ number: Int) throws {
    network = try RegionsNetworks.network(kind, number)
    map = try network.piecewiseLinear()
    var stream = RandomStream(seed: 7, name: "plane " + kind.rawValue, index: number)
    let width = map.inputCount
    let inputs = (0..<3).map { _ in (0..<width).map { _ in stream.nextNormal() } }
    let origin = inputs[0].indices.map { (inputs[0][$0] + inputs[1][$0] + inputs[2][$0]) / 3 }
    axes = (1..<3).map { axis in
      Tensor([width], inputs[0].indices.map { inputs[axis][$0] - inputs[0][$0] })
    }
    // Regions grow as the square of the window and of the units.
    extent = (0.6 + stream.nextDouble()) / Double(network.input.width)
    regions = try linearRegions(of: map, origin: Tensor([width], origin), axes: axes, extent: extent)
    polygons = regions.polygons
    self.stream = stream
  }

  /// A point of the window.
  mutating func draw() -> SIMD2<Double> {
    SIMD2(2 * stream.nextDouble() - 1, 2 * stream.nextDouble() - 1) * extent
  }

  /// Points as rows of inputs.
  func inputs(_ points: [SIMD2<Double>]) -> [Double] { points.flatMap(regions.input) }

  /// What the engine computes at points, in single precision.
  func logits(_ points: [SIMD2<Double>]) throws -> [Double] {
    try network.logits(Tensor([points.count, map.inputCount], inputs(points).map { Float($0) })).doubles
  }

  /// The states of all units in a region, stage after stage.
  func states(of region: Int) throws -> [UInt16] {
    let pattern = try regions.pattern(of: region)
    return pattern.layers.indices.flatMap { pattern.states($0).map { UInt16($0) } }
  }

  /// The region that holds a point, the further from its edges the better.
  func region(holding point: SIMD2<Double>) -> (region: Int, depth: Double)? {
    polygons.indices.map { ($0, Self.depth(point, in: polygons[$0])) }.max { $0.1 < $1.1 }
  }

  /// The mean of each polygon's corners.
  static func centers(_ polygons: [[SIMD2<Double>]]) -> [SIMD2<Double>] {
    polygons.map { $0.reduce(.zero, +) / Double($0.count) }
  }

  /// Distance from a point to the nearest of a convex polygon's edges, negative outside.
  static func depth(_ point: SIMD2<Double>, in polygon: [SIMD2<Double>]) -> Double {
    polygon.indices.reduce(.infinity) { depth, index in
      min(depth, offset(point, from: polygon[index], polygon[(index + 1) % polygon.count]))
    }
  }

  /// Distance from a point to the line from a to b, positive to the left.
  static func offset(_ point: SIMD2<Double>, from a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let edge = b - a
    let length = (edge.x * edge.x + edge.y * edge.y).squareRoot()
    return length > 0 ? (edge.x * (point.y - a.y) - edge.y * (point.x - a.x)) / length : .infinity
  }

  /// The part of the way from a to b, t in [0, 1], that lies in a convex polygon.
  static func chord(_ a: SIMD2<Double>, _ b: SIMD2<Double>, in polygon: [SIMD2<Double>]) -> (from: Double, to: Double)?
  {
    var from = 0.0, to = 1.0
    for index in polygon.indices {
      let first = polygon[index], second = polygon[(index + 1) % polygon.count]
      let start = offset(a, from: first, second), end = offset(b, from: first, second)
      if start == .infinity || (start >= 0 && end >= 0) { continue }
      if start < 0 && end < 0 { return nil }
      let crossing = start / (start - end)
      if start < 0 { from = max(from, crossing) } else { to = min(to, crossing) }
    }
    return from < to ? (from, to) : nil
  }
}

extension PiecewiseLinearMap {
  /// The states of all units at each of `count` rows of inputs, and the outputs there, one stage after another.
  func states(_ rows: [Double], count: Int) -> (states: [[UInt16]], outputs: [Double]) {
    var found = [[UInt16]](repeating: [], count: count)
    for row in found.indices { found[row].reserveCapacity(unitCount) }
    var rows = rows
    for stage in stages {
      let ahead = stage.apply(rows, count: count)
      let width = stage.outputCount
      for row in 0..<count {
        switch stage.gate {
        case .open: break
        case .rectifier(let neurons, _):
          for place in row * width..<row * width + neurons { found[row].append(ahead[place] >= 0 ? 1 : 0) }
        case .largest(let windows):
          for first in stride(from: 0, to: windows.members.count, by: windows.size) {
            func level(_ place: Int) -> Double { ahead[row * width + Int(windows.members[first + place])] }
            var best = 0
            for place in 1..<windows.size where level(place) > level(best) { best = place }
            found[row].append(UInt16(best))
          }
        }
      }
      rows = stage.activate(ahead, count: count)
    }
    return (found, rows)
  }
}
