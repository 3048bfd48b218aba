import Glibc
import Tensors

/// What a classifier answers along one path.
struct PathOutcome: Sendable {
  let fraction: Double
  let distance: Int
  let points: Int
}

/// Runs a classifier along paths.
struct PathSweep<Network: Classifier> {
  let classifier: Network
  let shape: ImageShape
  let countsLastBin: Bool
  let checkpoint: Checkpoint

  /// Paths between two reports of progress.
  private var group: Int { 256 }

  /// Numbers in a row of logits.
  /// - Throws: `FourierError.logits` where the answer is no row; what the classifier throws.
  func classes(of image: Tensor) throws -> Int {
    let answer = try classifier.logits(image, checkpoint: checkpoint)
    guard answer.rank == 2, answer.shape[0] == 1, answer.shape[1] > 0 else {
      throw FourierError.logits(answer.shape, images: 1)
    }
    return answer.shape[1]
  }

  /// The outcome of each path.
  /// - Parameter points: the images of a path, [points, shape.count].
  func outcomes(of count: Int, perShard: Int, _ points: (Int) throws -> [Float]) throws -> [PathOutcome] {
    var outcomes: [PathOutcome] = []
    outcomes.reserveCapacity(count)
    for first in stride(from: 0, to: count, by: group) {
      checkpoint.report(Progress("paths", first, of: count, unit: "path"))
      let some = first..<min(first + group, count)
      let shards = (some.count + perShard - 1) / perShard
      outcomes += try Parallel.map(shards, checkpoint: checkpoint) { shard in
        let start = some.lowerBound + shard * perShard
        return try answers(start..<min(start + perShard, some.upperBound), points)
      }.joined()
    }
    checkpoint.report(Progress("paths", count, of: count, unit: "path"))
    return outcomes
  }

  private func answers(_ paths: Range<Int>, _ points: (Int) throws -> [Float]) throws -> [PathOutcome] {
    var pixels: [Float] = [], counts: [Int] = []
    for path in paths {
      try checkpoint.check()
      let own = try points(path)
      pixels += own
      counts.append(own.count / shape.count)
    }
    let rows = counts.reduce(0, +)
    let answer = try classifier.logits(Tensor([rows, shape.count], pixels), checkpoint: checkpoint)
    guard answer.rank == 2, answer.shape[0] == rows, answer.shape[1] > 0 else {
      throw FourierError.logits(answer.shape, images: rows)
    }
    let classes = answer.shape[1], logits = answer.floats
    var start = 0
    return try counts.map { count in
      try checkpoint.check()
      defer { start += count * classes }
      return outcome(logits[start..<start + count * classes], classes)
    }
  }

  private func outcome(_ logits: ArraySlice<Float>, _ classes: Int) -> PathOutcome {
    let count = logits.count / classes, start = logits.startIndex
    var probabilities = [Double](repeating: 0, count: logits.count)
    var distance = count, own = 0
    for point in 0..<count {
      var best = 0
      for column in 1..<max(classes, 1)
      where logits[start + point * classes + column] > logits[start + point * classes + best] { best = column }
      if point == 0 { own = best } else if best != own, distance == count { distance = point }
      let largest = Double(logits[start + point * classes + best])
      var sum = 0.0
      for column in 0..<classes {
        let power = exp(Double(logits[start + point * classes + column]) - largest)
        probabilities[point * classes + column] = power
        sum += power
      }
      for column in 0..<classes { probabilities[point * classes + column] /= sum }
    }
    let spectrum = PathSpectrum(steps: count)
    return PathOutcome(
      fraction: spectrum.highFraction(probabilities, classes: classes, countsLastBin: countsLastBin),
      distance: distance, points: count)
  }
}
