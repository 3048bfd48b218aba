/// Which signs the waves of an image's channels have.
public enum ChannelSigns: Hashable, Sendable {
  /// ±1 at random for each image and channel; the same for every network at one seed.
  case drawn
  /// All 2^C patterns of C channels count the same: what drawing estimates, without its noise.
  case averaged
}
