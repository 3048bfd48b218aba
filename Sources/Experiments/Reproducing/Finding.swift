/// What the seeds of a reproduction say of one claim.
public struct Finding: Hashable, Sendable {
  /// What is claimed.
  public let claim: Claim
  /// The quantity of each seed in order; nil where a seed had none.
  public let values: [Double?]
  /// Mean and 95 % interval of the values there are.
  public let interval: MeanInterval
  /// What they say.
  public let verdict: Verdict
  /// Why nothing is decided; nil where something is.
  public let reason: String?

  /// The finding of some seeds.
  ///
  /// A seed without a value leaves the claim undecided: to judge by the others would be to choose among seeds.
  public init(_ claim: Claim, values: [Double?]) {
    self.claim = claim
    self.values = values
    let known = values.compactMap { $0.flatMap { $0.isFinite ? $0 : nil } }
    interval = MeanInterval(known)
    let missing = values.count - known.count
    if missing > 0 {
      verdict = .undecided
      reason = "\(missing) of \(values.count) seeds gave no such number"
    } else if values.count < Verdict.seedsNeeded {
      verdict = .undecided
      reason = "a verdict takes at least \(Verdict.seedsNeeded) seeds, found \(values.count)"
    } else {
      verdict = claim.side.verdict(interval)
      reason = verdict == .undecided ? "the 95 % interval reaches across the bound" : nil
    }
  }
}
