import Tensors

/// A shift and a scale for each channel of an image, or each number of a row: x ↦ (x - mean) / deviation.
///
/// A network that learned from standardised inputs needs the same numbers for any other input, so they are a value that
/// is kept with it.
public struct Standardization: Hashable, Sendable {
  /// What is taken away, one number a channel, one a feature, or one for all.
  public let mean: [Double]
  /// What is divided by, as many as means, all positive.
  public let deviation: [Double]

  /// Given numbers.
  /// - Throws: `DatasetError.channels` unless there are as many of one as of the other, and some; `.deviation` for one
  ///   that is not positive or not finite.
  public init(mean: [Double], deviation: [Double]) throws(DatasetError) {
    guard !mean.isEmpty, mean.count == deviation.count else {
      throw .channels(found: deviation.count, channels: mean.count, features: mean.count)
    }
    for number in deviation where !(number > 0 && number.isFinite) { throw .deviation(number) }
    self.mean = mean
    self.deviation = deviation
  }

  /// Mean and population standard deviation of each channel of images, or of each number of other rows.
  ///
  /// What does not vary is divided by 1. Two passes in double precision.
  /// - Throws: `DatasetError.row` for samples without a row.
  /// - Complexity: O(elements).
  public init(fitting samples: Samples) throws(DatasetError) {
    guard samples.count > 0 else { throw .row(0, count: 0) }
    let channels = samples.imageShape?.channels ?? samples.features
    let plane = samples.features / channels
    let values = samples.inputs.floats
    let count = Double(samples.count * plane)
    func means(_ transform: (Double, Int) -> Double) -> [Double] {
      var sums = [Double](repeating: 0, count: channels)
      var place = 0
      for _ in 0..<samples.count {
        for channel in 0..<channels {
          var sum = 0.0
          for _ in 0..<plane {
            sum += transform(Double(values[place]), channel)
            place += 1
          }
          sums[channel] += sum
        }
      }
      return sums.map { $0 / count }
    }
    let center = means { value, _ in value }
    mean = center
    deviation = means { ($0 - center[$1]) * ($0 - center[$1]) }.map { $0 > 0 ? $0.squareRoot() : 1 }
  }

  /// Standardised samples.
  /// - Throws: `DatasetError.channels` unless there is one mean for all, one a channel or one a feature.
  /// - Complexity: O(elements).
  public func applied(to samples: Samples) throws(DatasetError) -> Samples {
    let channels = samples.imageShape?.channels ?? samples.features
    guard [1, channels, samples.features].contains(mean.count) else {
      throw .channels(found: mean.count, channels: channels, features: samples.features)
    }
    let plane = samples.features / mean.count
    let values = samples.inputs.floats
    // In double precision, rounded once.
    let standardized = [Float](unsafeUninitializedCapacity: values.count) { buffer, initialized in
      for _ in 0..<samples.count {
        for (mean, deviation) in zip(mean, deviation) {
          for place in initialized..<initialized + plane {
            buffer.initializeElement(at: place, to: Float((Double(values[place]) - mean) / deviation))
          }
          initialized += plane
        }
      }
    }
    return Samples(
      trusted: Tensor(samples.inputs.shape, standardized), samples.labels, classes: samples.classes,
      imageShape: samples.imageShape)
  }

  /// This one and then another, as one.
  /// - Throws: `DatasetError.channels` where they are for different channels.
  public func followed(by next: Standardization) throws(DatasetError) -> Standardization {
    guard next.mean.count % mean.count == 0 || mean.count % next.mean.count == 0 else {
      throw .channels(found: next.mean.count, channels: mean.count, features: mean.count)
    }
    let count = max(mean.count, next.mean.count)
    func of(_ numbers: [Double], _ index: Int) -> Double { numbers[index * numbers.count / count] }
    return try Standardization(
      mean: (0..<count).map { of(mean, $0) + of(deviation, $0) * of(next.mean, $0) },
      deviation: (0..<count).map { of(deviation, $0) * of(next.deviation, $0) })
  }
}
