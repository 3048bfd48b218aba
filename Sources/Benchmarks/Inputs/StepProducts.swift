import Tensors

/// The matrix products of one training step of a dense network and nothing else: forward, weight gradients, and input
/// gradients behind the first layer.
struct StepProducts {
  /// Products in order; those of one entry run side by side.
  private let products: [[MatrixProduct]]
  /// Floating-point operations of all of them.
  let operations: Double

  /// Result columns below which cutting a product in two is no gain.
  private static let narrowest = 256

  /// - Precondition: two widths or more, all positive; a positive batch and thread count.
  init(widths: [Int], batch: Int, threads: Int) {
    func pieces(_ extent: Int) -> [Int] {
      let count = extent >= StepProducts.narrowest ? threads : 1
      return (0..<count).map { extent * ($0 + 1) / count - extent * $0 / count }
    }
    var forward: [[MatrixProduct]] = [], backward: [[MatrixProduct]] = []
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      forward.append(pieces(outputs).map { MatrixProduct(batch, inputs, $0, transposingB: true) })
      backward.append(pieces(outputs).map { MatrixProduct($0, batch, inputs, transposingA: true) })
      if index > 0 { backward.append(pieces(inputs).map { MatrixProduct(batch, outputs, $0) }) }
    }
    products = forward + backward.reversed()
    operations = products.joined().reduce(0) { $0 + $1.operations }
  }

  /// Computes them once.
  func run() {
    for pieces in products { Parallel.forEach(pieces.count) { pieces[$0].run() } }
  }
}
