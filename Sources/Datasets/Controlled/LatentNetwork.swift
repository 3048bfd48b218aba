import Glibc
import Tensors

/// The fixed random map z ↦ A tanh(Bz) from latent points to data.
///
/// The entries of B have variance 3/d, so that with z uniform in [-1, 1]ᵈ every unit sees a signal of variance 1
/// whatever d; those of A have variance 1/h. With h ≥ d units and d or more outputs it is an immersion almost
/// everywhere for almost every draw, so that the image has dimension d.
struct LatentNetwork: Sendable {
  let dimension: Int
  /// Units h.
  let units: Int
  let outputs: Int
  /// B, units × dimension.
  private let inner: [Double]
  /// A, or the waves times A, outputs × units.
  private let outer: [Double]
  private let isImage: Bool

  /// The streams `latent.inner` and `latent.outer` of the seed draw.
  init(_ generator: LatentGenerator, dimension: Int, seed: Int) {
    self.dimension = dimension
    var first = RandomStream(seed: seed, name: "latent.inner"), second = RandomStream(seed: seed, name: "latent.outer")
    func normals(_ rows: Int, _ columns: Int, _ deviation: Double, _ stream: inout RandomStream) -> [Double] {
      (0..<rows * columns).map { _ in deviation * stream.nextNormal() }
    }
    let signals = generator.mostDimensions
    units = signals
    inner = normals(units, dimension, (3 / Double(dimension)).squareRoot(), &first)
    let mixing = normals(signals, units, 1 / Double(units).squareRoot(), &second)
    switch generator {
    case .vectors:
      isImage = false
      outputs = signals
      outer = mixing
    case .images(let side):
      isImage = true
      outputs = side * side
      var product = [Double](repeating: 0, count: outputs * units)
      BLAS.multiply(
        MatrixOperand(LatentNetwork.waves(side: side), outputs, signals), MatrixOperand(mixing, signals, units),
        into: &product)
      outer = product
    }
  }

  /// For each pixel the waves a_pq·cos(πpx)·cos(πqy), p and q below 8, with a_pq falling as (1 + p² + q²)^-½; the sum
  /// of their mean squares is 9, so that pixels before the logistic function have a deviation of about 2.
  private static func waves(side: Int) -> [Double] {
    let most = LatentGenerator.waves
    func weight(_ p: Int, _ q: Int) -> Double {
      let constant = (p == 0 ? 1 : 2.0.squareRoot()) * (q == 0 ? 1 : 2.0.squareRoot())
      return constant / Double(1 + p * p + q * q).squareRoot()
    }
    var total = 0.0
    for p in 0..<most { for q in 0..<most { total += 1 / Double(1 + p * p + q * q) } }
    let scale = 3 / total.squareRoot()
    var values: [Double] = []
    for row in 0..<side {
      for column in 0..<side {
        let y = Double.pi * (Double(row) + 0.5) / Double(side), x = Double.pi * (Double(column) + 0.5) / Double(side)
        for p in 0..<most {
          for q in 0..<most { values.append(scale * weight(p, q) * cos(Double(p) * x) * cos(Double(q) * y)) }
        }
      }
    }
    return values
  }

  /// The data of latent points, one a row.
  /// - Precondition: whole rows of `dimension` numbers.
  func data(of latents: [Double]) -> [Float] {
    let rows = latents.count / dimension
    var signals = [Double](repeating: 0, count: rows * units)
    BLAS.multiply(
      MatrixOperand(latents, rows, dimension), MatrixOperand(inner, dimension, units, isTransposed: true),
      into: &signals)
    for index in signals.indices { signals[index] = tanh(signals[index]) }
    var values = [Double](repeating: 0, count: rows * outputs)
    BLAS.multiply(
      MatrixOperand(signals, rows, units), MatrixOperand(outer, units, outputs, isTransposed: true), into: &values)
    return values.map { isImage ? Float(1 / (1 + exp(-$0))) : Float($0) }
  }
}
