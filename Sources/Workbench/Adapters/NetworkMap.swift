public import Geometry
public import Networks
import Tensors

/// A network as the geometry sees it: affine stages in double precision with rectifiers between them.
struct NetworkMap: PiecewiseLinearMap {
  let stages: [any AffineStage]

  /// - Throws: `RegionError.unsupported` for a layer that is neither dense nor ReLU, `.stageShape`.
  init(_ network: Network) throws(RegionError) {
    var stages: [any AffineStage] = []
    var next = 0
    for (index, node) in network.nodes.enumerated() {
      switch node.layer {
      case .flatten: continue
      case .relu:
        guard index > 0, case .dense = network.nodes[index - 1].layer else {
          throw .unsupported(node.name, kind: "a ReLU that follows no dense layer")
        }
      case .dense(let dense):
        let weight = network.parameters[next].value, bias = dense.bias ? network.parameters[next + 1].value : nil
        next += dense.bias ? 2 : 1
        let follower = index + 1 < network.nodes.count ? network.nodes[index + 1].layer : nil
        stages.append(try DenseStage(node.name, weights: weight, bias: bias, isRectified: follower == .relu))
      default: throw .unsupported(node.name, kind: node.layer.kind)
      }
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
