import Datasets
import Networks
import Tensors

/// The inverse of damping·1 + Σ g gᵀ / m in blocks on its diagonal, one sample after the other by Sherman and Morrison:
/// F⁻¹ ← F⁻¹ - (F⁻¹g)(F⁻¹g)ᵀ / (m + gᵀF⁻¹g).
///
/// A weight that is pruned already has no gradient here: it is no parameter any more.
struct InverseFisher {
  /// Bytes that the blocks may take.
  static let memoryLimit = 2 << 30

  /// A block: where its weights are and its inverse.
  private struct Block {
    let parameter: Int
    let first: Int
    let size: Int
    var inverse: [Double]
  }

  private var blocks: [Block] = []

  init(
    _ network: Network, on samples: Samples, count: Int, block: Int, damping: Double, checkpoint: Checkpoint
  ) throws {
    for index in network.prunableIndices {
      let weights = network.parameters[index].value.count
      for first in stride(from: 0, to: weights, by: block) {
        let size = min(block, weights - first)
        var inverse = [Double](repeating: 0, count: size * size)
        for place in 0..<size { inverse[place * size + place] = 1 / damping }
        blocks.append(Block(parameter: index, first: first, size: size, inverse: inverse))
      }
    }
    let gradients = SampleGradients(network, on: samples)
    let ranges = gradients.ranges
    let masks = network.parameters.map { $0.mask?.kept }
    // Blocks do not meet, so neither do shards.
    let shard = 64
    try gradients.forEach(count, checkpoint: checkpoint) { gradient in
      blocks.withUnsafeMutableBufferPointer { blocks in
        nonisolated(unsafe) let (blocks, gradient) = (blocks, gradient)
        Parallel.forEach((blocks.count + shard - 1) / shard) { part in
          for place in part * shard..<min((part + 1) * shard, blocks.count) {
            let (index, first, size) = (blocks[place].parameter, blocks[place].first, blocks[place].size)
            let start = ranges[index].lowerBound + first
            let slopes = (0..<size).map { offset in
              masks[index]?[first + offset] == 0 ? 0 : Double(gradient[start + offset])
            }
            InverseFisher.add(slopes, to: &blocks[place].inverse, samples: Double(count))
          }
        }
      }
    }
  }

  /// One sample's gradient.
  /// - Complexity: O(size²).
  private static func add(_ slopes: [Double], to inverse: inout [Double], samples: Double) {
    let size = slopes.count
    var product = [Double](repeating: 0, count: size)
    inverse.withUnsafeMutableBufferPointer { inverse in
      for row in 0..<size where slopes[row] != 0 {
        for column in 0..<size { product[column] += slopes[row] * inverse[row * size + column] }
      }
      let divisor = samples + zip(slopes, product).reduce(0) { $0 + $1.0 * $1.1 }
      for row in 0..<size where product[row] != 0 {
        let factor = product[row] / divisor
        for column in 0..<size { inverse[row * size + column] -= factor * product[column] }
      }
    }
  }

  /// w² / (2 [F⁻¹]ᵢᵢ).
  func scores(of network: Network) -> [String: Tensor] {
    var scores = network.parameters.map { $0.isPrunable ? $0.value.doubles : [] }
    for block in blocks {
      for offset in 0..<block.size {
        let weight = scores[block.parameter][block.first + offset]
        scores[block.parameter][block.first + offset] =
          weight * weight / (2 * block.inverse[offset * block.size + offset])
      }
    }
    return Dictionary(
      uniqueKeysWithValues: network.prunableIndices.map { index in
        (network.parameters[index].name, Tensor(network.parameters[index].value.shape, scores[index]))
      })
  }

  /// The weights that stay after what optimal brain surgery adds to them for those that are newly gone.
  func updated(_ before: Network, to after: Network) throws -> Network {
    var values = before.parameters.map { $0.isPrunable ? $0.value.doubles : [] }
    for block in blocks {
      let gone = (0..<block.size).filter { offset in
        let place = block.first + offset
        return after.parameters[block.parameter].mask?.kept[place] == 0
          && before.parameters[block.parameter].mask?.kept[place] != 0
      }
      if gone.isEmpty { continue }
      let small = gone.flatMap { row in gone.map { block.inverse[row * block.size + $0] } }
      let factors = InverseFisher.solve(small, gone.map { values[block.parameter][block.first + $0] })
      for offset in 0..<block.size {
        let change = zip(gone, factors).reduce(0) { $0 + block.inverse[offset * block.size + $1.0] * $1.1 }
        values[block.parameter][block.first + offset] -= change
      }
    }
    var updated = after
    for index in before.prunableIndices {
      let parameter = before.parameters[index]
      updated = try updated.setting(parameter.name, to: Tensor(parameter.value.shape, values[index]))
    }
    return updated
  }

  /// x of A·x = b for a symmetric positive definite A, by Cholesky's factors.
  /// - Complexity: O(n³).
  private static func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
    let n = right.count
    var lower = matrix, x = right
    for column in 0..<n {
      for row in column..<n {
        var sum = lower[row * n + column]
        for k in 0..<column { sum -= lower[row * n + k] * lower[column * n + k] }
        lower[row * n + column] =
          row == column ? max(sum, .leastNormalMagnitude).squareRoot() : sum / lower[column * n + column]
      }
    }
    for row in 0..<n {
      for k in 0..<row { x[row] -= lower[row * n + k] * x[k] }
      x[row] /= lower[row * n + row]
    }
    for row in (0..<n).reversed() {
      for k in row + 1..<max(n, row + 1) { x[row] -= lower[k * n + row] * x[k] }
      x[row] /= lower[row * n + row]
    }
    return x
  }
}
