/// Looks at a network as a run goes on, and changes nothing.
public struct NetworkWatch {
  /// How often: before the first step, every so often, and after the last.
  public let interval: Interval
  /// Called with the steps made and the network as it stands; what it throws ends the run.
  public let look: (_ step: Int, _ network: Network) throws -> Void

  /// - Parameters:
  ///   - interval: how often; before the first step and after the last it looks in any case.
  ///   - look: called with the steps made and the network as it stands; what it throws ends the run.
  public init(every interval: Interval, _ look: @escaping (_ step: Int, _ network: Network) throws -> Void) {
    self.interval = interval
    self.look = look
  }
}
