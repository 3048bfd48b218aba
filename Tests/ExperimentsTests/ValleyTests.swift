import Experiments
import Testing

@Suite struct ValleyTests {
  @Test(
    "the bottom lies furthest below both the first value and the best after it",
    arguments: [
      // The accuracies of an independent run on 8,000 noisy MNIST images.
      ([0.853, 0.843, 0.821, 0.796, 0.773, 0.770, 0.796, 0.857, 0.894, 0.844], 5, 8),
      // A late collapse far below the trough is no dip: nothing comes after.
      ([0.8, 0.7, 0.9, 0.3, 0.1], 1, 2),
      // What only falls has no depth: the bottom is where the least is lost after it.
      ([5, 4, 2, 1.5], 2, 3),
      ([1, 0, 1], 1, 2), ([1, 2, 3], 1, 2), ([1, 1, 1, 1], 1, 2),
    ])
  func places(values: [Double], bottom: Int, peak: Int) {
    #expect(Valley(values)?.bottom == bottom)
    #expect(Valley(values)?.peak == peak)
  }

  @Test("fewer than three values have no dip")
  func short() {
    #expect(Valley([]) == nil && Valley([1, 2]) == nil)
  }
}
