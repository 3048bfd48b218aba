public import Geometry
public import Networks
import Tensors

// The Fourier measures call the network's own single-precision logits.
extension Network: Classifier {
  /// The network cut behind the layers that it begins with, as long as they are affine.
  public var affineFront: (any AffineFront)? { SplitNetwork(self) }
}

extension SplitNetwork: AffineFront {
  package func pass() -> any FrontPass { makePass() }
}

extension SplitPass: FrontPass {}
