public import Tensors

/// How well layers of one number of active units learn a random function, by how these units are found.
public struct SparseActivation: Hashable, Sendable {
  /// One way of finding units.
  public struct Row: Hashable, Sendable {
    /// How units are found.
    public let routing: Routing
    /// Units, or numbers, that work for a sample.
    public let active: Int
    /// Units, or numbers, in all.
    public let total: Int
    /// Multiply-adds of a sample on its way through.
    public let multiplyAdds: Int
    /// Mean squared error on the points learned from, over the variance of the function there.
    public let trainError: Double
    /// The same on the test points.
    public let testError: Double
  }

  /// A row a routing, in the order asked for.
  public let rows: [Row]
  /// How they were compared.
  public let settings: SparseActivationSettings

  /// The test error of a routing, the first of its kind; nil where it is not among those compared.
  public func testError(_ routing: Routing) -> Double? { rows.first { $0.routing == routing }?.testError }
}

/// Compares ways of finding the units that work for a sample: g(x) = Aˣ φ(x), of whose top layer a sample sees only the
/// entries of its own units.
///
/// φ is a layer of random units; `.frozen` leaves them so and fits the layer on top. Function, points and units are
/// drawn by the seed (streams `target`, `points`, `units`, `hyperplanes`, `hash`).
///
/// Source: Baykal, Dikkala, Panigrahy, Rashtchian, Wang, "A theoretical view on sparsely activated networks",
/// arXiv:2208.04461, whose text leaves the units' distribution open: A and b are standard normal here.
/// - Throws: `ExperimentError.setting` for numbers out of range; `Interrupted`.
/// - Complexity: O(points · total²) a routing with frozen units, O(epochs · points · total) with trained ones.
public func sparseActivation(
  _ settings: SparseActivationSettings = SparseActivationSettings(), checkpoint: Checkpoint = .none
) throws -> SparseActivation {
  try settings.validate()
  var stream = RandomStream(seed: settings.seed, name: "points")
  let inputs = ActivationTarget.inputs
  let points = (0..<(settings.points + settings.testPoints) * inputs).map { _ in 2 * stream.nextDouble() - 1 }
  let values = settings.target.values(at: points, seed: settings.seed)
  let task = RoutingTask(
    points: Array(points[..<(settings.points * inputs)]), targets: Array(values[..<settings.points]),
    testPoints: Array(points[(settings.points * inputs)...]), testTargets: Array(values[settings.points...]),
    settings: settings)
  var rows: [SparseActivation.Row] = []
  for (index, routing) in settings.routings.enumerated() {
    rows.append(try task.row(routing, checkpoint: checkpoint))
    checkpoint.report(
      Progress(
        "sparse activation", index + 1, of: settings.routings.count, unit: "routing",
        measures: [.init("test error", rows[index].testError)]))
  }
  return SparseActivation(rows: rows, settings: settings)
}
