import Tensors

/// Convolutions of rows of images, and their transposes, as products with the windows laid out as columns.
struct ConvolutionProduct: Sendable {
  let grid: WindowGrid
  let groups: Int
  /// Channels out.
  let outputs: Int
  /// Row-major [outputs, channels / groups · area].
  let weights: [Double]

  /// Products run well from about so many columns on, so images with few windows share one.
  private static let wide = 256

  private var planes: Int { grid.input.channels / groups }
  private var depth: Int { planes * grid.area }
  private var share: Int { outputs / groups }
  private var inputCount: Int { grid.input.count }
  private var outputCount: Int { outputs * grid.windows }

  /// Images whose columns are laid side by side. A function of shapes alone.
  private func batch(_ count: Int) -> Int { max(min(count, Self.wide / max(grid.windows, 1)), 1) }

  /// Adds nothing to, but overwrites, `count` rows of outputs.
  /// - Complexity: O(count·outputs·depth·windows).
  func apply(_ rows: UnsafePointer<Double>, count: Int, into outputs: UnsafeMutablePointer<Double>) {
    let batch = batch(count), windows = grid.windows
    withScratch(batch) { columns, products in
      weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        for first in Swift.stride(from: 0, to: count, by: batch) {
          let images = min(batch, count - first)
          let pitch = images * windows
          for group in 0..<groups {
            for image in 0..<images {
              let source = rows + (first + image) * inputCount + group * planes * grid.input.height * grid.input.width
              grid.gather(source, planes: planes, into: columns + image * windows, pitch: pitch)
            }
            let part = MatrixView(weights + group * share * depth, rows: share, columns: depth)
            let view = MatrixView(UnsafePointer(columns), rows: depth, columns: pitch)
            if images == 1 {
              BLAS.multiply(
                part, view, into: outputs + first * outputCount + group * share * windows, stride: windows)
              continue
            }
            BLAS.multiply(part, view, into: products, stride: pitch)
            for image in 0..<images {
              let target = outputs + (first + image) * outputCount + group * share * windows
              for channel in 0..<share {
                (target + channel * windows).update(
                  from: products + channel * pitch + image * windows, count: windows)
              }
            }
          }
        }
      }
    }
  }

  /// Adds the transpose's answer for `count` rows of outputs to rows of inputs.
  /// - Complexity: as `apply`.
  func addAdjoint(_ rows: UnsafePointer<Double>, count: Int, to inputs: UnsafeMutablePointer<Double>) {
    let batch = batch(count), windows = grid.windows
    withScratch(batch) { columns, products in
      weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        for first in Swift.stride(from: 0, to: count, by: batch) {
          let images = min(batch, count - first)
          let pitch = images * windows
          for group in 0..<groups {
            let part = MatrixView(weights + group * share * depth, rows: share, columns: depth)
            var gradients = rows + first * outputCount + group * share * windows
            if images > 1 {
              for image in 0..<images {
                let source = rows + (first + image) * outputCount + group * share * windows
                for channel in 0..<share {
                  (products + channel * pitch + image * windows).update(
                    from: source + channel * windows, count: windows)
                }
              }
              gradients = UnsafePointer(products)
            }
            BLAS.multiply(
              part.transposed, MatrixView(gradients, rows: share, columns: pitch), into: columns, stride: pitch)
            for image in 0..<images {
              let target = inputs + (first + image) * inputCount + group * planes * grid.input.height * grid.input.width
              grid.scatter(UnsafePointer(columns) + image * windows, pitch: pitch, planes: planes, into: target)
            }
          }
        }
      }
    }
  }

  private func withScratch(
    _ batch: Int, _ body: (_ columns: UnsafeMutablePointer<Double>, _ products: UnsafeMutablePointer<Double>) -> Void
  ) {
    let columns = UnsafeMutablePointer<Double>.allocate(capacity: depth * batch * grid.windows)
    let products = UnsafeMutablePointer<Double>.allocate(capacity: batch > 1 ? share * batch * grid.windows : 1)
    defer {
      columns.deallocate()
      products.deallocate()
    }
    body(columns, products)
  }
}
