import Datasets
import Geometry
import Tensors
import Testing

@Suite("All of MNIST")
struct MNISTDimensionTests {
  /// Values of `record_mnist.py`, which shares nothing with the search here. Pixels are single precision here and double
  /// there: 6e-8 of a pixel, and less of a distance.
  @Test(
    "60,000 images have the dimensions that NumPy finds",
    .enabled(if: DataFolder.fromEnvironment.path != nil, "ESPALIER_DATA is not set"))
  func values() throws {
    let cloud = try PointCloud(Dataset.mnist(validation: 0, test: 1).train.inputs)
    let lists = try cloud.neighbors(20)
    let goldens: [(DimensionMethod, Double)] = [
      (.mle(neighbors: 3), 14.653321408883217), (.mle(neighbors: 5), 14.243709126783742),
      (.mle(neighbors: 10), 13.800421211576346), (.mle(neighbors: 20), 13.367632512366553),
      (.twoNN(method: .mle), 14.89144181530857), (.twoNN(), 14.902421719884632),
    ]
    for (method, golden) in goldens {
      #expect(abs(try method.estimate(cloud, lists).value / golden - 1) < 1e-6, "\(method)")
    }
  }
}
