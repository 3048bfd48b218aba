import Datasets
import Geometry
import Testing

@Suite("Estimates follow the controlled dimension")
struct ControlledDimensionTests {
  /// The condition of the prunability study: Spearman above 0.95 over the sweep. Steps of a factor of two are twenty
  /// standard errors and more, so the order has to be perfect.
  @Test(
    "The order of estimated dimensions is that of the latent ones", arguments: [LatentGenerator.vectors(), .images()])
  func order(generator: LatentGenerator) throws {
    let latent = [2, 4, 8, 16, 32]
    let estimates = try latent.map { dimension in
      let data = try Dataset.controlled(
        dimension: dimension, generator: generator, train: 2_000, validation: 0, test: 0)
      return try intrinsicDimension(data.train.inputs, .mle(neighbors: 20))
    }
    for (lower, upper) in zip(estimates, estimates.dropFirst()) {
      #expect(upper.value - lower.value > 5 * (upper.standardError + lower.standardError))
    }
    // Two coordinates of a smooth map are hardly curved at this density.
    #expect(abs(estimates[0].value - 2) < 0.15)
  }
}
