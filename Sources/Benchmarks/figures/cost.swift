let sizes = [1000, 2000, 5000, 10000, 20000]
let x = sizes.map { Double($0) }
var searches: [Mark] = []
for width in [10, 50, 200, 784] {
  var seconds: [Double] = []
  for size in sizes {
    // The warm-up has points of its own, since lists of neighbours are kept.
    let sets = [1, 2].map { manifold(.affine(dimension: 10, ambient: width), count: size, deviation: 0.05, seed: $0) }
    var turn = 0
    let timing = benchmark(repeat: 1) {
      turn += 1
      return intrinsicDimension(sets[turn - 1], .mle(neighbors: 20)).value
    }
    seconds.append(timing.median)
  }
  searches.append(.line("\(width) coordinates", x: x, y: seconds))
}
save(
  Chart("maximum likelihood, k = 20", x: "points", y: "seconds", xScale: .log, yScale: .log, marks: searches),
  "cost-dimension.svg")
var hulls: [Mark] = []
for width in [5, 10, 20, 50] {
  var seconds: [Double] = []
  for size in sizes {
    let points = manifold(.gaussian(dimension: width), count: size, seed: 1)
    let queries = manifold(.gaussian(dimension: width), count: 1000, seed: 2)
    seconds.append(benchmark(repeat: 1) { hullMembership(of: queries, in: points).fraction }.median / 1000)
  }
  hulls.append(.line("\(width) coordinates", x: x, y: seconds))
}
save(
  Chart("distance to a hull", x: "points", y: "seconds a query", xScale: .log, yScale: .log, marks: hulls),
  "cost-hull.svg")
