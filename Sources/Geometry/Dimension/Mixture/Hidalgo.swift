import Glibc
public import Tensors

/// The parameters of `hidalgo`: model, prior and sampler; the defaults are intRinsic's.
public struct MixtureParameters: Hashable, Sendable {
  /// K, the most components; those that are not needed stay empty.
  public var components = 10
  /// q, the neighbours that tend to share a label.
  public var links = 3
  /// ξ, the chance that they do.
  public var homogeneity = 0.75
  /// The parameter of the symmetric Dirichlet prior on the shares.
  public var concentration = 0.05
  /// Shape a of the prior Gamma(a, b) on each dimension.
  public var shape = 1.0
  /// Rate b of the prior Gamma(a, b) on each dimension.
  public var rate = 1.0
  /// Sweeps that are averaged over.
  public var sweeps = 5000
  /// Sweeps before them that are not.
  public var burnIn = 5000

  /// intRinsic's defaults.
  public init() {}

  func check() throws(DimensionError) {
    func whole(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws(DimensionError) {
      guard range.contains(value) else {
        throw .parameter(name, Double(value), expected: "from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    func positive(_ value: Double, _ name: String) throws(DimensionError) {
      guard value > 0, value <= 1e6 else { throw .parameter(name, value, expected: "above 0 and at most 1e6") }
    }
    try whole(components, 1...256, "components")
    try whole(links, 1...1000, "links")
    try whole(sweeps, 1...10_000_000, "sweeps")
    try whole(burnIn, 0...10_000_000, "burnIn")
    guard homogeneity >= 0.5, homogeneity < 1 else {
      throw .parameter("homogeneity", homogeneity, expected: "at least 0.5 and below 1")
    }
    try positive(concentration, "concentration")
    try positive(shape, "shape")
    try positive(rate, "rate")
  }
}

/// Steps in which the odds ξ/(1-ξ) of a chain's first sweeps grow.
private let warmingStages = 20

/// Hidalgo: several dimensions in one set.
///
/// Each point has a label z out of K; its ratio μ = r₂/r₁ has the density d_z μ^{-d_z-1}, and each of its q nearest
/// neighbours shares the label with odds ξ/(1-ξ), normalised by Z(N_z) over all choices of q neighbours. Labels, shares
/// and dimensions are drawn in turn from their conditional laws (Gibbs sampling). The change that a point makes to the
/// constant of the others in its component is (N_z-1) ln(Z(N_z-1)/Z(N_z)); intRinsic takes the constants one place
/// further up. Under the full odds random labels freeze into patches, some across manifolds, so over the first half of
/// the burn-in ln ξ/(1-ξ) grows from zero, where ratios alone tell components apart: the chain warms up. Labels of all sweeps are matched to those of the most probable sweep of the second half of the burn-in.
///
/// The number of components is an upper bound of the number of manifolds, because the model rewards compact pieces: a
/// point whose neighbours all share its label gains q ln(ξ/(fξ + (1-f)(1-ξ))), more where the share f of its component
/// is small, and only links across a cut and the priors cost. On tori of dimensions 2 and 5 with 300 points each and at
/// most ten components, the state with two has the log density -7,500. Chains that warm up end with 2 or 3 components at
/// -7,487 to -7,522, those that do not with 5 at -7,596 to -7,680 (`record_hidalgo.py`). The errors of components do not
/// count the choice of pieces; `local` is the posterior mean at each point, whatever the pieces.
///
/// Patches move slowly: on 500 points of each torus and two components 906 to 994 of 1,000 labels are right after 300
/// sweeps and 300 of burn-in, 987 to 1,000 after 5,000 and 5,000, over 8 seeds and ξ of 0.75, 0.8 and 0.9.
/// - Parameters:
///   - points: [N, …], one point a row.
///   - parameters: model, prior and length of the chain.
///   - seed: what the chain is drawn with.
///   - duplicates: what becomes of rows equal to an earlier row.
///   - checkpoint: where the chain looks for an interrupt and reports progress.
/// - Throws: `DimensionError` for points that are empty or not usable, as many neighbours as points, or a parameter out
///   of range; `Interrupted`.
/// - Complexity: O(N²·D) for the neighbours, O(N·(K + q)) a sweep.
///
/// Source: Allegra, Facco, Denti, Laio, Mira, "Data segmentation based on the local intrinsic dimension",
/// doi:10.1038/s41598-020-72222-0.
public func hidalgo(
  _ points: Tensor, parameters: MixtureParameters = MixtureParameters(), seed: Int = 0,
  duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionMixture {
  try parameters.check()
  let cloud = try PointCloud(points, duplicates: duplicates, checkpoint: checkpoint)
  let lists = try cloud.neighbors(max(parameters.links, 2), checkpoint: checkpoint)
  return try hidalgo(cloud, lists, parameters: parameters, seed: seed, checkpoint: checkpoint)
}

/// The same from neighbour lists that are at hand.
/// - Throws: `DimensionError` for lists that are too short or of another set, or a parameter out of range;
///   `Interrupted`.
/// - Complexity: O(N·(K + q)) a sweep.
public func hidalgo(
  _ cloud: PointCloud, _ lists: Neighbors, parameters: MixtureParameters = MixtureParameters(), seed: Int = 0,
  checkpoint: Checkpoint = .none
) throws -> DimensionMixture {
  try parameters.check()
  try GeneralizedRatios().check(cloud, lists)
  guard lists.neighbors >= parameters.links else {
    throw DimensionError.shortNeighborLists(lists.neighbors, needed: parameters.links)
  }
  let sample = MixtureSample(cloud, lists, links: parameters.links)
  guard sample.logs.contains(where: { $0 > 0 }) else {
    throw DimensionError.nothingLeft(points: cloud.count, dropped: sample.dropped, tied: sample.used.count)
  }
  let model = MixtureModel(
    logs: sample.logs, neighbors: sample.neighbors, components: parameters.components,
    homogeneity: parameters.homogeneity, links: parameters.links)
  var sampler = MixtureSampler(
    model, concentration: parameters.concentration, prior: (parameters.shape, parameters.rate), seed: seed)
  let total = parameters.burnIn + parameters.sweeps
  var reference = sampler.labels, best = -Double.infinity
  let warming = parameters.burnIn / 2
  for sweep in 0..<parameters.burnIn {
    try checkpoint.check()
    let stage = sweep < warming ? warmingStages * sweep / warming : warmingStages
    if sweep == 0 || sweep <= warming && stage != warmingStages * (sweep - 1) / warming {
      let odds = exp(model.attraction * Double(stage) / Double(warmingStages))
      sampler.model = stage == warmingStages ? model : MixtureModel(model, homogeneity: odds / (1 + odds))
    }
    sampler.sweep()
    if sweep >= warming, sampler.logPosterior > best {
      best = sampler.logPosterior
      reference = sampler.labels
    }
    if sweep % 100 == 0 { checkpoint.report(Progress("hidalgo", sweep, of: total, unit: "sweep")) }
  }
  var tally: MixtureTally?
  for sweep in 0..<parameters.sweeps {
    try checkpoint.check()
    sampler.sweep()
    if tally == nil {
      tally = MixtureTally(
        reference: parameters.burnIn > 0 ? reference : sampler.labels, components: parameters.components)
    }
    tally?.add(sampler)
    if sweep % 100 == 0 {
      checkpoint.report(Progress("hidalgo", parameters.burnIn + sweep, of: total, unit: "sweep"))
    }
  }
  guard let tally else { throw DimensionError.parameter("sweeps", 0, expected: "at least 1") }
  return sample.summary(tally, cloud, lists, parameters, seed: seed)
}
