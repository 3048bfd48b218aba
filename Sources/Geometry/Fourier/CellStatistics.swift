/// The mean of a number over images, with its standard error.
struct CellStatistics {
  let mean: Double
  /// √(Σ(x - mean)²/n)/√n, the variance with n in the denominator as a binomial one has.
  let standardError: Double

  init(_ values: [Float]) { self.init(values.lazy.map(Double.init), count: values.count) }

  init(_ values: some Sequence<Double>, count: Int) {
    let n = Double(count)
    let mean = values.reduce(0, +) / n
    self.mean = mean
    standardError = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot() / n.squareRoot()
  }
}
