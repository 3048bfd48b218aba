import Glibc

/// The points of a cloud that take part in a mixture, and what it found for each row of the cloud.
struct MixtureSample {
  /// Points of the cloud with a neighbour at a positive distance.
  let used: [Int]
  let dropped: Int
  let logs: [Double]
  /// The nearest of each, as places in `used`; those dropped left out.
  let neighbors: [[Int32]]

  init(_ cloud: PointCloud, _ lists: Neighbors, links: Int) {
    let used = lists.pointsApart
    var places = [Int32](repeating: -1, count: cloud.count)
    for (place, point) in used.enumerated() { places[point] = Int32(truncatingIfNeeded: place) }
    logs = used.map { log(lists.radius($0, rank: 2) / lists.radius($0, rank: 1)) }
    neighbors = used.map { point in
      let start = point * lists.neighbors
      return lists.indices[start..<start + links].map { places[Int($0)] }.filter { $0 >= 0 }
    }
    dropped = cloud.count - used.count
    self.used = used
  }

  func summary(
    _ tally: MixtureTally, _ cloud: PointCloud, _ lists: Neighbors, _ parameters: MixtureParameters, seed: Int
  ) -> DimensionMixture {
    let total = Double(tally.sweeps), width = parameters.components
    func probability(_ place: Int, _ name: Int) -> Double { Double(tally.counts[place * width + name]) / total }
    let likeliest = used.indices.map { place in
      (0..<width).max { probability(place, $0) < probability(place, $1) } ?? 0
    }
    func value(_ name: Int) -> Double { tally.sums[name] / Double(max(tally.alive[name], 1)) }
    let names = Set(likeliest).sorted { (value($0), $0) < (value($1), $1) }
    var slots = [Int](repeating: -1, count: width)
    for (slot, name) in names.enumerated() { slots[name] = slot }
    var pointAssignments = [Int?](repeating: nil, count: cloud.count)
    var pointProbabilities = [[Double]](repeating: [Double](repeating: 0, count: names.count), count: cloud.count)
    var pointLocal = [Double](repeating: .nan, count: cloud.count)
    for (place, point) in used.enumerated() {
      pointAssignments[point] = slots[likeliest[place]]
      pointProbabilities[point] = names.map { probability(place, $0) }
      pointLocal[point] = tally.local[place] / total
    }
    let assignments = cloud.places.map { pointAssignments[$0] }
    var notes = cloud.notes(dropped: dropped)
    let components = names.enumerated().map { slot, name -> DimensionMixture.Component in
      let mean = value(name), alive = Double(max(tally.alive[name], 1))
      var scores = [Double](repeating: 0, count: cloud.count)
      var weight = 0.0
      for (place, point) in used.enumerated() {
        scores[point] = probability(place, name) * (1 - mean * logs[place])
        weight += probability(place, name)
      }
      let deviation = max(tally.squares[name] / alive - mean * mean, 0).squareRoot()
      let sandwich = Sandwich(
        scores: scores, factor: mean / weight, fisher: deviation, lists: lists, reach: 2)
      for note in sandwich.notes where !notes.contains(note) { notes.append(note) }
      return DimensionMixture.Component(
        value: mean, standardError: sandwich.standardError, posteriorDeviation: deviation,
        share: tally.shares[name] / total, count: assignments.count { $0 == slot })
    }
    if components.count > 2 {
      notes.append(
        "components can be pieces of one manifold, which the model rewards; compare with fewer components, or read the "
          + "local dimensions")
    }
    let rest = 1 - components.reduce(0.0) { $0 + $1.share }
    if rest > 1e-9 { notes.append("a share of \(rest) went to components that are the likeliest of no point") }
    return DimensionMixture(
      components: components, assignments: assignments, probabilities: cloud.places.map { pointProbabilities[$0] },
      local: cloud.spread(pointLocal),
      convention: "Hidalgo, at most \(width) components, \(parameters.links) neighbours share a label with chance "
        + "\(parameters.homogeneity), priors Gamma(\(parameters.shape), \(parameters.rate)) on dimensions and "
        + "Dirichlet(\(parameters.concentration)) on shares, \(parameters.sweeps) Gibbs sweeps after "
        + "\(parameters.burnIn), seed \(seed)",
      notes: notes)
  }
}
