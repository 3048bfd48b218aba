public import Tensors

/// The distance from points to the nearest boundary of their activation regions: min over units of |z|/|∇z|, gradients
/// within the region. Of a max-pool's window every loser j counts with |z_w - z_j|/|∇(z_w - z_j)|.
///
/// Within a region every gate's value is affine and the region is the polytope on which none changes its state, so the
/// nearest of their hyperplanes is the nearest face. Distances divide by the gradient of the whole map up to the unit;
/// dividing by a layer's own weights instead is another number.
///
/// Along tangent spaces T of a data manifold gradients are projected, |z|/|T∇z|: the distance within the tangent plane.
///
/// Sources: Hanin and Rolnick, arXiv:1901.09021; Tiwari and Konidaris, arXiv:2301.00008 for tangent spaces.
/// - Parameters:
///   - map: the network.
///   - points: [N, …] inputs, or one input.
///   - tangents: along which directions; all of input space unless given.
///   - skipsTies: whether members of a window that equal its winner to the bit are left out. They are boundaries at
///     distance 0, as flat parts of images make many.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `RegionError.pointsShape`, `.rowNotUsable`, `.tangents` for spaces of other points, `.overflow`;
///   `Interrupted`.
/// - Complexity: O(N·R·M): M multiplications of the map (`multiplications`), R directions: those of the tangent space,
///   or the inputs, or the outputs of a dense first layer where they are fewer, whose product is then shared by all
///   points. LeNet-300-100 on MNIST: 18 MFLOP a point, ResNet-20 on CIFAR: 250 GFLOP a point.
public func boundaryDistance(
  of map: PiecewiseLinearMap, at points: Tensor, along tangents: TangentSpaces? = nil, skipsTies: Bool = false,
  checkpoint: Checkpoint = .none
) throws -> BoundaryDistances {
  let rows = try PointRows.checked(points, inputs: map.inputCount)
  try tangents?.check(points: rows.shape[0], inputs: map.inputCount)
  let directions =
    try tangents.map { DirectionSet($0, map.stages[0]) } ?? DirectionSet.ambient(of: map, checkpoint: checkpoint)
  let search = BoundarySearch(map: map, points: rows, directions: directions, tangents: tangents, skipsTies: skipsTies)
  return try search.run(checkpoint: checkpoint)
}

extension TangentSpaces {
  /// - Throws: `RegionError.tangents` where the spaces are not those of so many points.
  func check(points: Int, inputs: Int) throws(RegionError) {
    guard isShared || bases.shape[0] == points, bases.shape[2] == inputs else {
      throw .tangents(
        "tangent spaces", expected: "one for each of \(points) points of \(inputs) coordinates",
        found: "shape \(bases.shape)")
    }
  }
}
