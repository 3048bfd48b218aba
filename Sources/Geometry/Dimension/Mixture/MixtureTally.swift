/// Sums over sweeps, with labels matched to those of a reference sweep: a permutation of labels changes no likelihood,
/// so a sampler may wander between them.
struct MixtureTally {
  private let reference: [Int]
  private let components: Int
  private(set) var sweeps = 0
  /// Points × components: sweeps in which a point had a label.
  private(set) var counts: [UInt32]
  /// Σ of the dimension at each point.
  private(set) var local: [Double]
  /// Σ d, Σ d² and the number of sweeps of each component while it was not empty.
  private(set) var sums: [Double]
  private(set) var squares: [Double]
  private(set) var alive: [Int]
  private(set) var shares: [Double]

  init(reference: [Int], components: Int) {
    self.reference = reference
    self.components = components
    counts = [UInt32](repeating: 0, count: reference.count * components)
    local = [Double](repeating: 0, count: reference.count)
    sums = [Double](repeating: 0, count: components)
    squares = sums
    shares = sums
    alive = [Int](repeating: 0, count: components)
  }

  /// - Complexity: O(N + K³).
  mutating func add(_ sampler: MixtureSampler) {
    let names = match(sampler.labels)
    sweeps += 1
    for (point, label) in sampler.labels.enumerated() {
      counts[point * components + names[label]] += 1
      local[point] += sampler.dimensions[label]
    }
    for label in 0..<components where sampler.sizes[label] > 0 {
      let name = names[label], d = sampler.dimensions[label]
      sums[name] += d
      squares[name] += d * d
      alive[name] += 1
      shares[name] += Double(sampler.sizes[label]) / Double(reference.count)
    }
  }

  /// For each label the reference's label that it shares most points with, the largest overlaps first.
  private func match(_ labels: [Int]) -> [Int] {
    var overlaps = [Int](repeating: 0, count: components * components)
    for (point, label) in labels.enumerated() { overlaps[label * components + reference[point]] += 1 }
    var names = [Int](repeating: -1, count: components)
    var isTaken = [Bool](repeating: false, count: components)
    for _ in 0..<components {
      var best = (label: -1, name: -1, overlap: -1)
      for label in 0..<components where names[label] < 0 {
        for name in 0..<components where !isTaken[name] && overlaps[label * components + name] > best.overlap {
          best = (label, name, overlaps[label * components + name])
        }
      }
      names[best.label] = best.name
      isTaken[best.name] = true
    }
    return names
  }
}
