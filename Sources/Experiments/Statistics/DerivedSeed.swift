import Tensors

/// A seed for one purpose out of a run's seed, so that the draws of seed 1 are not those of seed 0 with another name.
package func derivedSeed(_ seed: Int, _ purpose: String, index: Int = 0) -> Int {
  var stream = RandomStream(seed: seed, name: purpose, index: index)
  return Int(stream.nextWord())
}
