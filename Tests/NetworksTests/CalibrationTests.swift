import Datasets
import Networks
import Tensors
import Testing

@Suite struct CalibrationTests {
  @Test("bins, expected and largest error are those counted by hand")
  func byHand() throws {
    // Confidences .9 right, .7 wrong, .6 right, .55 wrong: bins (.5, .6], (.6, .7], (.8, .9] of ten.
    let probabilities = Tensor([4, 2], [0.9, 0.1, 0.3, 0.7, 0.6, 0.4, 0.45, 0.55])
    let calibration = try Calibration(probabilities: probabilities, labels: [0, 0, 0, 0], bins: 10)
    #expect(calibration.bins.map(\.count) == [0, 0, 0, 0, 0, 2, 1, 0, 1, 0])
    #expect(abs(calibration.bins[5].confidence - 0.575) < 1e-12 && calibration.bins[5].accuracy == 0.5)
    #expect(calibration.bins[6].accuracy == 0 && calibration.bins[0].accuracy.isNaN)
    let expected = (2 * 0.075 + 0.7 + 0.1) / 4
    #expect(abs(calibration.expectedError - expected) < 1e-12)
    #expect(abs(calibration.largestError - 0.7) < 1e-12)
  }

  @Test("a network's calibration goes by its softmax, and its bins hold its accuracy")
  func network() throws {
    let data = try Dataset.digits(train: 200, validation: 0, test: 100)
    let network = try train(.mlp([64, 10]), on: data, TrainingSettings(epochs: 3)).network
    let calibration = try network.calibration(on: data.test, bins: 5)
    let right = calibration.bins.reduce(0.0) { $0 + ($1.count > 0 ? Double($1.count) * $1.accuracy : 0) }
    #expect(abs(right / 100 - (try network.accuracy(on: data.test))) < 1e-12)
    #expect(calibration.bins.allSatisfy { $0.count == 0 || ($0.confidence > $0.lower && $0.confidence <= $0.upper) })
    #expect(throws: NetworkError.self) { try network.calibration(on: data.test, bins: 0) }
    #expect(throws: NetworkError.self) { try Network.mlp([3, 10]).calibration(on: data.test) }
  }
}
