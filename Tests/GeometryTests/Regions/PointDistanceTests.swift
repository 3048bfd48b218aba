import Glibc
import Geometry
import Synchronization
import Tensors
import TestSupport
import Testing

@Suite("The distance to the nearest boundary")
struct PointDistanceTests {
  struct Golden: Sendable {
    let widths: [Int]
    let point: [Double]
    let distances: [Double]
    let jacobian: Double
  }

  /// Of an independent code that was checked against polygons.
  static let goldens = [
    Golden(
      widths: [2, 32, 32, 32], point: [0.1, 0.2],
      distances: [0.0353588884149844, 0.0722847742970430, 0.0708086545444923], jacobian: 12.1869325426369),
    Golden(
      widths: [2, 32, 32, 32], point: [-0.5, 0.4],
      distances: [0.0723922315470089, 0.0468197457403811, 0.0833741766209155], jacobian: 11.4610658517784),
    Golden(
      widths: [2, 16, 16], point: [0.1, 0.2], distances: [0.0102040773065333, 0.0346216582590614],
      jacobian: 4.10205468748124),
  ]

  @Test("Distances and Jacobian norms are the golden ones", arguments: goldens)
  func golden(golden: Golden) throws {
    let map = try ReferenceNetwork(golden.widths, seed: 7).map
    let point = Tensor([1, 2], golden.point)
    let found = try boundaryDistance(of: map, at: point)
    for (layer, expected) in zip(found.layers, golden.distances) { #expect(abs(layer.distances[0] - expected) < 1e-12) }
    #expect(found.distances[0] == golden.distances.map { $0 }.indices.map { found.layers[$0].distances[0] }.min())
    // The golden has 15 digits.
    #expect(abs(try jacobianNorms(of: map, at: point).norms[0] - golden.jacobian) < 1e-12 * golden.jacobian * 2)
    let jacobian = try map.jacobian(at: point).doubles
    #expect(abs(jacobian.reduce(0) { $0 + $1 * $1 }.squareRoot() - golden.jacobian) < 1e-12 * golden.jacobian * 2)
  }

  @Test("Every kind of layer: each stage's distance is that of numerical gradients of all its units")
  func differences() throws {
    for seed in [UInt64(30), 60] {
      let map = try MapReference.everything(seed: seed)
      let points = MapReference.tensor([3, 72], seed: seed + 20)
      let found = try boundaryDistance(of: map, at: points)
      for row in 0..<3 {
        let x = try points.row(row).doubles
        let centre = MapReference.ahead(map, x)
        // Within the region all is affine, so central differences have rounding errors alone.
        let step = found.distances[row] / 2
        var squares = zip(map.stages, centre).map { stage, own in
          [Double](repeating: 0, count: MapReference.margins(stage, own, winnersOf: own).count)
        }
        for axis in 0..<72 {
          var up = x, down = x
          up[axis] += step
          down[axis] -= step
          let above = MapReference.ahead(map, up), below = MapReference.ahead(map, down)
          for (index, stage) in map.stages.enumerated() {
            let a = MapReference.margins(stage, above[index], winnersOf: centre[index])
            let b = MapReference.margins(stage, below[index], winnersOf: centre[index])
            for unit in a.indices {
              let slope = (a[unit] - b[unit]) / (2 * step)
              squares[index][unit] += slope * slope
            }
          }
        }
        for (place, layer) in found.layers.enumerated() {
          let margins = MapReference.margins(map.stages[place], centre[place], winnersOf: centre[place])
          let expected = zip(margins, squares[place]).filter { $1 > 1e-12 }.map { abs($0) / $1.squareRoot() }.min()
          // Values up to 30 over steps above 1e-4.
          #expect(step > 1e-5 && abs(layer.distances[row] - (expected ?? .infinity)) < 1e-8 * layer.distances[row])
        }
      }
    }
  }

  @Test("No boundary is nearer in any direction, and one is crossed at the nearest point")
  func rays() throws {
    let convolutional = try MapReference.everything(seed: 40)
    let dense = try ReferenceNetwork([72, 20, 12, 8], seed: 3).map
    for map in [convolutional, dense] {
      let points = MapReference.tensor([4, 72], seed: 41)
      let found = try boundaryDistance(of: map, at: points)
      var stream = RandomStream(seed: 1, name: "rays")
      for row in 0..<4 {
        let x = try points.row(row).doubles, nearest = try found.nearestPoints.row(row).doubles
        let distance = found.distances[row], pattern = MapReference.pattern(map, x)
        let offset = zip(nearest, x).map { $0 - $1 }
        #expect(abs(offset.reduce(0) { $0 + $1 * $1 }.squareRoot() - distance) < 1e-12)
        for _ in 0..<50 {
          let way = (0..<72).map { _ in stream.nextNormal() }
          let length = way.reduce(0) { $0 + $1 * $1 }.squareRoot()
          let inside = zip(x, way).map { $0 + 0.999 * distance * $1 / length }
          #expect(MapReference.pattern(map, inside) == pattern)
        }
        // Bisection for the change of pattern on the way to the nearest point and beyond.
        var low = 0.0, high = 1.5
        #expect(MapReference.pattern(map, zip(x, offset).map { $0 + high * $1 }) != pattern)
        for _ in 0..<50 {
          let middle = (low + high) / 2
          if MapReference.pattern(map, zip(x, offset).map { $0 + middle * $1 }) == pattern {
            low = middle
          } else {
            high = middle
          }
        }
        // A value of rounding size over a gradient of about 1, relative to a distance above 1e-4.
        #expect(abs(low - 1) < 1e-9)
      }
    }
  }

  @Test("Along a line in input space the distance is that of the nearest breakpoint on it")
  func line() throws {
    let map = try ReferenceNetwork([5, 16, 16], seed: 9).map
    let point = MapReference.tensor([5], seed: 10), direction = MapReference.tensor([1, 5], seed: 11)
    let length = direction.doubles.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let tangents = try TangentSpaces(spanning: direction)
    let found = try boundaryDistance(of: map, at: point, along: tangents)
    let end = Tensor([5], zip(point.doubles, direction.doubles).map { $0 + $1 })
    let breakpoints = try linearRegions(of: map, from: point, to: end, extent: .line).breakpoints
    let expected = (breakpoints.map { abs($0.position) }.min() ?? .infinity) * length
    #expect(abs(found.distances[0] - expected) < 1e-12)
    let ambient = try boundaryDistance(of: map, at: point)
    #expect(found.distances[0] > ambient.distances[0] && found.tangentDimension == 1)
    // All of input space as tangent space is input space.
    let all = try TangentSpaces(spanning: MapReference.tensor([5, 5], seed: 12))
    #expect(abs(try boundaryDistance(of: map, at: point, along: all).distances[0] - ambient.distances[0]) < 1e-13)
  }

  @Test("Tangents estimated on a circle are its own, and on a plane exact")
  func estimated() throws {
    var angles: [Double] = [], coordinates: [Double] = []
    for index in 0..<400 {
      let place = Double(index)
      let angle: Double = (place + 0.3 * sin(place)) * .pi / 200
      angles.append(angle)
      coordinates += [cos(angle), sin(angle)]
    }
    let circle = Tensor([400, 2], coordinates)
    let spaces = try TangentSpaces.estimated(at: circle, dimension: 1, neighbors: 6)
    for (index, angle) in angles.enumerated() {
      let u = spaces.bases.element(2 * index), v = spaces.bases.element(2 * index + 1)
      let product: Double = v * cos(angle) - u * sin(angle)
      // The chord of neighbours leans by at most their arc, about 0.06.
      #expect(abs(product) > cos(0.06) && spaces.explained[index] > 0.99)
    }
    let plane = MapReference.tensor([2, 40], seed: 3).doubles
    let places = MapReference.numbers(200, seed: 4)
    var rows: [Double] = []
    for row in 0..<100 {
      let (u, v) = (places[2 * row], places[2 * row + 1])
      for column in 0..<40 { rows.append(u * plane[column] + v * plane[40 + column]) }
    }
    let points = Tensor([100, 40], rows)
    let exact = try TangentSpaces(spanning: Tensor([2, 40], plane))
    let found = try TangentSpaces.estimated(at: points, dimension: 2, neighbors: 10)
    let map = try ReferenceNetwork([40, 30, 20], seed: 5).map
    let a = try boundaryDistance(of: map, at: points, along: exact)
    let b = try boundaryDistance(of: map, at: points, along: found)
    for (one, other) in zip(a.distances, b.distances) {
      let gap: Double = abs(one - other)
      #expect(gap < 1e-9 * one)
    }
    #expect(a.mean.count == 100 && a.mean.standardError > 0)
  }

  @Test("Units without a gradient are skipped and counted; a map that never bends has no boundary")
  func flat() throws {
    let weights = Tensor([3, 2], [1.0, 2, 0, 0, 0.5, -1]), bias = Tensor([3], [10.0, -1, 10])
    let next = Tensor([2, 3], [0.0, 1, 0, -1, 0, -1])
    let map = try PiecewiseLinearMap([
      .dense("fc1", weights: weights, bias: bias), .dense("fc2", weights: next, bias: nil),
    ])
    let found = try boundaryDistance(of: map, at: Tensor([1, 2], [0.0, 0]))
    #expect(found.layers.map(\.flat) == [1, 1])
    #expect(abs(found.layers[0].distances[0] - 10 / 5.0.squareRoot()) < 1e-14 && found.layers[0].nearestUnits == [0])
    let constant = try PiecewiseLinearMap([.dense("fc1", weights: Tensor(zeros: [2, 2]), bias: nil)])
    let none = try boundaryDistance(of: constant, at: Tensor([1, 2], [1.0, 2]))
    #expect(none.distances == [.infinity] && none.nearest == [nil] && none.nearestPoints.doubles == [1, 2])
    #expect(none.mean.count == 0 && none.mean.unbounded == 1 && none.mean.value.isNaN)
    let open = try PiecewiseLinearMap([.dense("fc", weights: weights, bias: nil, isRectified: false)])
    #expect(try boundaryDistance(of: open, at: Tensor([1, 2], [1.0, 2])).distances == [.infinity])
  }

  @Test("Equal members of a window are boundaries at distance 0, unless they are skipped")
  func ties() throws {
    let windows = try Gate.Windows("pool", input: ImageShape(height: 2, width: 2), size: 2, stride: 2)
    let map = try PiecewiseLinearMap([AffineStage("pool", inputWidths: [4], [], gate: .largest(windows))])
    let tied = Tensor([2, 4], [1.0, 3, 3, 2, 0, 5, 1, 1])
    let found = try boundaryDistance(of: map, at: tied)
    #expect(found.onBoundary == 1 && found.distances[0] == 0 && found.nearest[0]?.rival == 2)
    #expect(abs(found.distances[1] - 4 / 2.0.squareRoot()) < 1e-15)
    let skipped = try boundaryDistance(of: map, at: tied, skipsTies: true)
    #expect(skipped.skippedTies == 1 && abs(skipped.distances[0] - 1 / 2.0.squareRoot()) < 1e-15)
  }

  @Test("The bits are the same on one thread and on three")
  func threads() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    for map in [try MapReference.everything(seed: 50), try ReferenceNetwork([72, 20, 12], seed: 3).map] {
      let points = MapReference.tensor([37, 72], seed: 51)
      Parallel.threadCount = 1
      let one = try boundaryDistance(of: map, at: points), norms = try jacobianNorms(of: map, at: points)
      Parallel.threadCount = 3
      #expect(try boundaryDistance(of: map, at: points) == one)
      #expect(try jacobianNorms(of: map, at: points) == norms)
    }
  }

  @Test("An interrupt stops it, and progress is told")
  func interrupt() throws {
    let map = try ReferenceNetwork([72, 20, 12], seed: 3).map
    let flag = InterruptFlag()
    let told = Mutex<[Int]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      told.withLock { $0.append(progress.completed) }
      flag.raise()
    }
    #expect(throws: Interrupted.self) {
      try boundaryDistance(of: map, at: MapReference.tensor([37, 72], seed: 51), checkpoint: checkpoint)
    }
    #expect(told.withLock { $0 } == [0])
  }

  @Test("What has no distance is refused in words that name it")
  func refused() throws {
    let map = try ReferenceNetwork([3, 4], seed: 1).map
    let points = Tensor([2, 3], [0.0, 1, 2, 3, 4, 5])
    for shape in [[2, 4], [0, 3], [], [4]] as [Shape] {
      #expect(throws: RegionError.pointsShape(shape, inputs: 3)) {
        try boundaryDistance(of: map, at: Tensor(zeros: shape))
      }
    }
    #expect(throws: RegionError.rowNotUsable(row: 1, coordinate: 0, value: .infinity)) {
      try boundaryDistance(of: map, at: Tensor([2, 3], [0.0, 1, 2, .infinity, 4, 5]))
    }
    let others = try TangentSpaces(spanning: MapReference.tensor([5, 1, 3], seed: 1))
    #expect(throws: RegionError.self) { try boundaryDistance(of: map, at: points, along: others) }
    let dependent = #expect(throws: RegionError.self) {
      try TangentSpaces(spanning: Tensor([2, 3], [1.0, 2, 3, 2, 4, 6]))
    }
    #expect(dependent?.description.contains("independent") == true)
    #expect(throws: RegionError.self) { try TangentSpaces(spanning: Tensor(zeros: [4, 3])) }
    for (dimension, neighbors) in [(0, 3), (2, 2), (4, 5), (1, 3000)] {
      #expect(throws: RegionError.self) {
        try TangentSpaces.estimated(
          at: MapReference.tensor([20, 3], seed: 2), dimension: dimension, neighbors: neighbors)
      }
    }
    #expect(throws: DimensionError.self) { try TangentSpaces.estimated(at: points, dimension: 1, neighbors: 5) }
    let line = Tensor([6, 3], (0..<6).flatMap { [Double($0), 0, 0] })
    #expect(throws: RegionError.self) { try TangentSpaces.estimated(at: line, dimension: 2, neighbors: 4) }
  }

  @Test("A Jacobian is that of central differences at every stage, backwards, forwards and along directions")
  func jacobian() throws {
    let map = try MapReference.everything(seed: 70)
    let point = MapReference.tensor([72], seed: 71), x = point.doubles
    let step = try boundaryDistance(of: map, at: point).distances[0] / 2
    let directions = MapReference.tensor([2, 72], seed: 72)
    func outputs(_ x: [Double], _ stage: Int) -> [Double] {
      let values = map.stages[stage].activate(MapReference.ahead(map, x)[stage], count: 1)
      return Array(values[..<map.stages[stage].activationWidths[0]])
    }
    for stage in map.stages.indices {
      let found = try map.jacobian(at: point, stage: stage)
      var expected = [[Double]]()
      for axis in 0..<72 {
        var up = x, down = x
        up[axis] += step
        down[axis] -= step
        expected.append(zip(outputs(up, stage), outputs(down, stage)).map { ($0 - $1) / (2 * step) })
      }
      let count = found.shape[0]
      #expect(count == expected[0].count)
      var square = 0.0
      for axis in 0..<72 {
        for output in 0..<count {
          // Rounding of values up to 30 over steps above 1e-5.
          #expect(abs(found.element(output * 72 + axis) - expected[axis][output]) < 1e-9)
          square += found.element(output * 72 + axis) * found.element(output * 72 + axis)
        }
      }
      let norm = try jacobianNorms(of: map, at: point, stage: stage).norms[0]
      #expect(abs(norm - square.squareRoot()) < 1e-12 * norm)
      let along = try map.jacobian(at: point, stage: stage, along: directions)
      #expect(along.shape == [count, 2])
      for output in 0..<count {
        for row in 0..<2 {
          let product = (0..<72).reduce(0.0) {
            $0 + found.element(output * 72 + $1) * directions.element(row * 72 + $1)
          }
          #expect(abs(along.element(output * 2 + row) - product) < 1e-11)
        }
      }
    }
    #expect(throws: RegionError.parameter("stage", expected: "0 to 5", found: "6")) {
      try map.jacobian(at: point, stage: 6)
    }
  }

  @Test("A wide first layer and a narrow one give the same norms as the whole Jacobian")
  func reduced() throws {
    let map = try ReferenceNetwork([50, 9, 14, 12], seed: 8).map
    let points = MapReference.tensor([3, 50], seed: 9)
    let spaces = try TangentSpaces(spanning: MapReference.tensor([13, 50], seed: 10))
    for stage in 0..<3 {
      let norms = try jacobianNorms(of: map, at: points, stage: stage)
      let along = try jacobianNorms(of: map, at: points, stage: stage, along: spaces)
      for row in 0..<3 {
        let own = try points.row(row)
        let whole = try map.jacobian(at: own, stage: stage).doubles.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let part = try map.jacobian(at: own, stage: stage, along: spaces.bases.row(0)).doubles
          .reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect(abs(norms.norms[row] - whole) < 1e-12 * whole && abs(along.norms[row] - part) < 1e-12 * part)
      }
    }
  }
}
