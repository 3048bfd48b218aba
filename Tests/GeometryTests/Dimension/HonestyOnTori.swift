import Geometry
import Tensors
import TestSupport

/// The mean stated error of estimators over the deviation of their values, on draws of flat tori, which have no
/// boundary.
enum HonestyOnTori {
  /// One ratio a method, over draws of 1,000 points.
  static func ratios(
    of methods: [DimensionMethod], dimension: Int, draws: Int, neighbors: Int
  ) throws -> [Double] {
    var values = [[Double]](repeating: [], count: methods.count)
    var stated = values
    for draw in 0..<draws {
      var stream = RandomStream(seed: draw, name: "torus", index: dimension)
      let cloud = try PointCloud(ReferencePoints.torus(dimension, count: 1000, stream: &stream))
      let lists = try cloud.neighbors(neighbors)
      for (index, method) in methods.enumerated() {
        let estimate = try method.estimate(cloud, lists)
        values[index].append(estimate.value)
        stated[index].append(estimate.standardError)
      }
    }
    return methods.indices.map { index in
      let mean = values[index].reduce(0, +) / Double(draws)
      let squares = values[index].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(draws - 1)).squareRoot()
      return stated[index].reduce(0, +) / Double(draws) / deviation
    }
  }
}
