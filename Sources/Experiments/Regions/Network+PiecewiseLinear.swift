public import Geometry
public import Networks

extension Network {
  /// The network as the geometry sees it: affine stages in double precision with gates between them, as it stands at
  /// inference.
  /// - Throws: `RegionError.unsupported` for a layer that is neither dense nor ReLU, `.stageShape`.
  public func piecewiseLinear() throws(RegionError) -> PiecewiseLinearMap {
    var stages: [AffineStage] = []
    var next = 0
    for (index, node) in nodes.enumerated() {
      switch node.layer {
      case .flatten: continue
      case .relu:
        guard index > 0, case .dense = nodes[index - 1].layer else {
          throw .unsupported(node.name, kind: "a ReLU that follows no dense layer")
        }
      case .dense(let dense):
        let weight = parameters[next].value, bias = dense.bias ? parameters[next + 1].value : nil
        next += dense.bias ? 2 : 1
        let follower = index + 1 < nodes.count ? nodes[index + 1].layer : nil
        stages.append(try .dense(node.name, weights: weight, bias: bias, isRectified: follower == .relu))
      default: throw .unsupported(node.name, kind: node.layer.kind)
      }
    }
    return try PiecewiseLinearMap(stages)
  }
}
