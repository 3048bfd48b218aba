public import Geometry
public import Networks

// The Fourier measures call the network's own single-precision logits.
extension Network: Classifier {}
