public import Geometry
public import Networks
import Tensors

/// A network as the geometry sees it: affine stages in double precision with rectifiers between them.
struct NetworkMap: PiecewiseLinearMap {
  let stages: [any AffineStage]

  /// - Throws: `RegionError.stageShape` for a layer whose weight is no matrix.
  init(_ network: Network) throws(RegionError) {
    var stages: [any AffineStage] = []
    for (index, layer) in network.layers.enumerated() {
      guard case .dense(let dense) = layer else { continue }
      let weight = network.parameters[2 * stages.count].value, bias = network.parameters[2 * stages.count + 1].value
      let next = index + 1 < network.layers.count ? network.layers[index + 1] : nil
      stages.append(try DenseStage(dense.name, weights: weight, bias: bias, isRectified: next == .relu))
    }
    self.stages = stages
  }

  /// What hidden layer `layer`, counted from 1, passes on for each input: [count, outputs].
  /// - Throws: `NetworkError` for inputs that are no rows of the network's width.
  /// - Precondition: the network has so many layers.
  func activations(_ inputs: Tensor, layer: Int) throws(NetworkError) -> Tensor {
    guard inputs.rank >= 2 else { throw .inputRank(inputs.shape) }
    let count = inputs.shape[0]
    guard inputs.count == count * stages[0].inputCount else {
      throw .inputWidth(
        layer: stages[0].name, expected: stages[0].inputCount, found: count == 0 ? 0 : inputs.count / count)
    }
    var rows = inputs.doubles
    for stage in stages[..<layer] {
      rows = stage.apply(rows, count: count)
      for row in 0..<count {
        for output in stage.rectified {
          let place = row * stage.outputCount + output
          if rows[place] < 0 { rows[place] = 0 }
        }
      }
    }
    return Tensor([count, stages[layer - 1].outputCount], rows)
  }
}

// The Fourier measures call the network's own single-precision logits.
extension Network: Classifier {}
