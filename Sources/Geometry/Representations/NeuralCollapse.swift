/// How near features and classifier are to the configuration that training beyond zero error tends to.
///
/// With μ_c the mean feature of class c, μ the mean of the class means, M the [C, D] of μ_c - μ and W the class vectors:
/// 1. variability: tr(Σ_W·Σ_B⁺)/C, Σ_W the mean over samples of (h - μ_c)(h - μ_c)ᵀ, Σ_B the mean over classes of
///    (μ_c - μ)(μ_c - μ)ᵀ;
/// 2. equal lengths and angles: the standard deviation of |μ_c - μ| over their mean, that of the cosines between class
///    means over pairs, and the mean of |cos + 1/(C - 1)|, the distance from a simplex; all the same for W;
/// 3. self-duality: |W/|W| - M/|M||², Frobenius norms;
/// 4. the fraction of samples that the classifier takes for the class with the nearest mean.
///
/// At collapse 1 to 3 are 0 and 4 is 1. Standard deviations are the population's. Classes without samples are left out
/// of everything but the classifier's choice. The paper has as many samples in each class, where μ is the mean of all
/// samples as well.
///
/// Source: Papyan, Han, Donoho, "Prevalence of neural collapse during the terminal phase of deep learning training",
/// arXiv:2008.08186.
public struct NeuralCollapse: Hashable, Sendable {
  /// Lengths and angles of vectors that should form a simplex.
  public struct Frame: Hashable, Sendable {
    /// Standard deviation of the lengths over their mean; NaN where all are zero.
    public let lengthSpread: Double
    /// Standard deviation of the cosines over pairs.
    public let cosineSpread: Double
    /// Mean of |cos + 1/(C - 1)| over pairs.
    public let simplexDistance: Double
    /// Vectors of length zero, which have no angle and are left out of cosines.
    public let zeroVectors: Int
  }

  /// NC1: tr(Σ_W·Σ_B⁺)/C.
  public let variability: Double
  /// Its scatter over samples, class means taken as known.
  public let variabilityError: Double
  /// NC2 of the class means.
  public let means: Frame
  /// NC2 of the class vectors.
  public let classifier: Frame
  /// NC3: |W/|W| - M/|M||².
  public let duality: Double
  /// NC4: the fraction of samples on which classifier and nearest class mean agree; ties go to the first class.
  public let centerAgreement: Double
  /// √(p·(1 - p)/N).
  public let centerAgreementError: Double
  /// The rank of Σ_B, C - 1 unless class means coincide or lie in a plane of fewer dimensions.
  public let rank: Int
  /// Classes with samples.
  public let classes: Int
  /// Classes without samples.
  public let emptyClasses: Int
  /// Samples.
  public let count: Int
}
