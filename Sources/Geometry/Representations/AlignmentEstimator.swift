/// How the dependence between two representations is estimated from n samples.
///
/// K and L are the inner products of centred features, K̃ and L̃ the same without their diagonals.
public enum AlignmentEstimator: String, Hashable, Sendable, CaseIterable {
  /// HSIC = tr(K·L) / (n - 1)². It is too large by a term of order 1/n, so that layers wider than n samples seem alike
  /// whatever they hold.
  ///
  /// Source: Kornblith, Norouzi, Lee, Hinton, "Similarity of neural network representations revisited",
  /// arXiv:1905.00414.
  case biased
  /// HSIC = [tr(K̃·L̃) + 1ᵀK̃1·1ᵀL̃1 / ((n - 1)·(n - 2)) - 2·1ᵀK̃L̃1 / (n - 2)] / (n·(n - 3)), for 4 samples or more; it
  /// can be negative. The ratio of such estimates is not itself unbiased.
  ///
  /// Sources: Song, Smola, Gretton, Bedo, Borgwardt (JMLR 13, 2012, equation 5); Nguyen, Raghu, Kornblith, "Do wide and
  /// deep networks learn the same things?", arXiv:2010.15327.
  case unbiased
}
