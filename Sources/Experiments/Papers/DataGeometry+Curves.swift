package import Datasets
package import Geometry
import Glibc
package import Networks
package import Tensors

/// The part on curves.
struct CurvePlan {
  let hidden = [8, 10, 8]
  /// Networks at initialisation.
  let drawn: Int
  /// Networks that are trained.
  let trained: Int
  let epochs: Int

  init(_ size: ReproductionSize) {
    drawn = size == .quick ? 100 : 600
    trained = size == .quick ? 8 : 20
    epochs = size == .quick ? 200 : 1_000
  }

  /// Largest over smallest; nil where one is not a positive number.
  static func spread(_ values: [Double]) -> Double? {
    guard let low = values.min(), let high = values.max(), values.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      return nil
    }
    return high / low
  }

  private static func mean(_ values: [Double]) -> Double {
    let finite = values.filter(\.isFinite)
    return finite.reduce(0, +) / Double(finite.count)
  }

  private static func mean(_ readings: [CurveProbe.Reading]) -> CurveProbe.Reading {
    CurveProbe.Reading(
      regions: mean(readings.map(\.regions)), density: mean(readings.map(\.density)),
      distance: mean(readings.map(\.distance)))
  }

  /// Network i of so many inputs, of one output.
  private func network(_ hidden: [Int], inputs: Int = 2, _ trial: Trial, _ index: Int) throws -> Network {
    try Network.mlp(
      [inputs] + hidden + [1], initializer: .uniform, seed: derivedSeed(trial.seed, "curve network", index: index))
  }

  /// Both curves at initialisation.
  func start(
    _ trial: Trial, _ checkpoint: Checkpoint
  ) throws -> (circle: CurveProbe.Reading, note: String) {
    let readings = try ToyCurve.allCases.map { toy in
      let probe = try CurveProbe(toy)
      return try CurvePlan.mean(
        (0..<drawn).map { try probe.read(network(hidden, trial, $0), checkpoint: checkpoint) })
    }
    func words(_ name: String, _ reading: CurveProbe.Reading) -> String {
      "\(name) \(rounded(reading.regions)) regions, \(rounded(reading.density)) boundaries a unit of length, distance "
        + "\(rounded(reading.distance))"
    }
    let (circle, tractrix) = (readings[0], readings[1])
    let difference = CurveProbe.Reading(
      regions: tractrix.regions - circle.regions, density: tractrix.density - circle.density,
      distance: tractrix.distance - circle.distance)
    return (
      circle,
      "at initialisation: " + words("circle", circle) + "; " + words("tractrix", tractrix) + "; "
        + words("tractrix less circle", difference)
    )
  }

  /// Three layers of rising width at initialisation, on the circle.
  func widths(
    _ trial: Trial, _ checkpoint: Checkpoint
  ) throws -> (regions: [Double], distances: [Double], series: [Measurement.Series]) {
    let probe = try CurveProbe(.circle)
    let widths = [16, 24, 32, 48, 64]
    let neurons = widths.map { Double(3 * $0) }
    var regions: [Double] = [], distances: [Double] = []
    for (place, width) in widths.enumerated() {
      let quiet = checkpoint.observed(by: nil)
      checkpoint.report(Progress("widths", place, of: widths.count, unit: "width"))
      let reading = try CurvePlan.mean(
        (0..<drawn / 4).map { try probe.read(network([width, width, width], trial, $0), checkpoint: quiet) })
      regions.append(reading.regions / neurons[place])
      distances.append(reading.distance * neurons[place])
    }
    return (
      regions, distances,
      [
        .init("regions a neuron", panel: 3, x: neurons, y: regions),
        .init("neurons × distance", panel: 3, x: neurons, y: distances),
      ]
    )
  }

  /// The circle in more and more dimensions at initialisation.
  func inputs(
    _ trial: Trial, _ checkpoint: Checkpoint
  ) throws -> (regions: [Double], series: [Measurement.Series]) {
    let inputs = [2, 5, 10, 20, 30]
    let quiet = checkpoint.observed(by: nil)
    let regions = try inputs.enumerated().map { place, count in
      checkpoint.report(Progress("inputs", place, of: inputs.count, unit: "number"))
      return try CurvePlan.mean(
        (0..<drawn).map { index in
          let map = try network(hidden, inputs: count, trial, index).piecewiseLinear()
          return try Double(
            linearRegions(
              of: map, along: .circle(), seed: derivedSeed(trial.seed, "frame", index: index), comparesSlopes: false,
              checkpoint: quiet
            ).count)
        })
    }
    return (regions, [.init("circle", panel: 4, x: inputs.map(Double.init), y: regions)])
  }

  /// Both curves while sin(3t) is learned on them, by the same networks.
  func runs(
    _ trial: Trial, _ checkpoint: Checkpoint
  ) throws -> (spread: Double?, series: [Measurement.Series], note: String) {
    let neurons = Double(hidden.reduce(0, +))
    var steps: [Double] = []
    var courses: [[CurveProbe.Reading]] = []
    var fits: [String] = []
    for (place, toy) in ToyCurve.allCases.enumerated() {
      let task = try CurveRegression(toy, hidden: hidden, frequency: 3)
      let probe = try CurveProbe(toy)
      var readings: [[CurveProbe.Reading]] = []
      var explained: [Double] = []
      for index in 0..<trained {
        let part = checkpoint.part(place * trained + index, of: 2 * trained)
        let settings = TrainingSettings(
          epochs: epochs, batch: 50, optimizer: .adam(rate: 1e-3), loss: .reconstruction,
          seed: derivedSeed(trial.seed, "curve order", index: index), evaluateEvery: .epochs(epochs),
          execution: .all(.dense))
        var course: [CurveProbe.Reading] = []
        let quiet = checkpoint.observed(by: nil)
        let trace = try trace(
          task.learner(network(hidden, trial, index)), on: task.data, settings, every: .epochs(epochs / 10),
          checkpoint: part
        ) { learner in
          let reading = try probe.read(task.network(learner), checkpoint: quiet)
          course.append(reading)
          return [("regions", reading.regions)]
        }
        steps = trace.rows.map { Double($0.position) }
        readings.append(course)
        if let run = trace.run {
          explained.append(try task.explained(by: task.network(run.network), checkpoint: quiet))
        }
      }
      courses.append(steps.indices.map { row in CurvePlan.mean(readings.map { $0[row] }) })
      fits.append("\(toy.rawValue) \(rounded(CurvePlan.mean(explained)))")
    }
    func curves(_ panel: Int, _ value: (CurveProbe.Reading) -> Double) -> [Measurement.Series] {
      let values = courses.map { $0.map(value) }
      return zip(ToyCurve.allCases, values).map { .init($0.rawValue, panel: panel, x: steps, y: $1) }
        + [.init("tractrix less circle", panel: panel, x: steps, y: zip(values[1], values[0]).map { $0 - $1 })]
    }
    let spreads = courses.map { CurvePlan.spread($0.map(\.regions)) }
    return (
      spreads.contains(nil) ? nil : spreads.compactMap(\.self).max(),
      curves(0, \.regions) + curves(1, \.density) + curves(2) { $0.distance * neurons },
      "variance of the target explained after training: " + fits.joined(separator: ", ")
    )
  }
}

/// The known data manifolds of Tiwari and Konidaris (arXiv:2301.00008).
package enum ToyCurve: String, CaseIterable, Sendable {
  /// (cos t, sin t), t from -π to π.
  case circle
  /// (t - tanh t, sech t), t from -3 to 3.
  case tractrix

  package var curve: DataCurve { self == .circle ? .circle() : .tractrix() }

  /// t of the vertices that so many chords have.
  func parameters(chords: Int) -> [Double] {
    let end = self == .circle ? Double.pi : 3
    return (0..<(curve.isClosed ? chords : chords + 1)).map { end * (2 * Double($0) / Double(chords) - 1) }
  }

  /// The unit tangent at t; at the tractrix's cusp that of the branch behind it.
  func tangent(_ t: Double) -> [Double] { self == .circle ? [-sin(t), cos(t)] : [tanh(t), -1 / cosh(t)] }
}

/// What is looked at along a curve.
package struct CurveProbe: Sendable {
  /// The numbers of a network on a curve.
  package struct Reading: Sendable {
    /// Activation regions along the curve.
    package let regions: Double
    /// Boundaries a unit of length.
    package let density: Double
    /// The mean distance to the nearest boundary along the tangent; NaN where nothing bends.
    package let distance: Double
  }

  package let toy: ToyCurve
  private let points: Tensor
  private let tangents: TangentSpaces

  /// Distances are read at the vertices of so many chords.
  package init(_ toy: ToyCurve, chords: Int = 200) throws {
    self.toy = toy
    points = try toy.curve.vertices(chords: chords, ambient: 2)
    let directions = toy.parameters(chords: chords).flatMap { toy.tangent($0) }
    tangents = try TangentSpaces(spanning: Tensor([directions.count / 2, 1, 2], directions))
  }

  /// - Throws: what counting throws; `Interrupted`.
  package func read(_ network: Network, checkpoint: Checkpoint = .none) throws -> Reading {
    let map = try network.piecewiseLinear()
    let regions = try linearRegions(of: map, along: toy.curve, comparesSlopes: false, checkpoint: checkpoint)
    let distances = try boundaryDistance(of: map, at: points, along: tangents, checkpoint: checkpoint)
    return Reading(regions: Double(regions.count), density: regions.density, distance: distances.mean.value)
  }
}

/// Learning sin(νt) along a curve by squared error.
///
/// Samples have classes, not targets, so the target rides along as a third coordinate and the loss is that of an
/// autoencoder: the network's first layer does not see the coordinate, and of its three outputs the two that answer for
/// the others see no layer, so that what the hidden neurons learn is the regression, its loss divided by 3.
package struct CurveRegression: Sendable {
  package let data: Dataset
  private let hidden: [Int]
  private let targets: [Double]

  private var last: String { "fc\(hidden.count + 1)" }

  package init(_ toy: ToyCurve, hidden: [Int], frequency: Double, points count: Int = 1_000) throws {
    self.hidden = hidden
    let chords = toy.curve.isClosed ? count : count - 1
    targets = toy.parameters(chords: chords).map { sin(frequency * $0) }
    let points = try toy.curve.vertices(chords: chords, ambient: 2).doubles
    var rows: [Float] = []
    for (index, target) in targets.enumerated() {
      rows += [Float(points[2 * index]), Float(points[2 * index + 1]), Float(target)]
    }
    let samples = try Samples(
      inputs: Tensor([targets.count, 3], rows), labels: targets.map { _ in 0 }, classes: 1)
    data = try Dataset(
      name: toy.rawValue, train: samples, validation: samples[0..<0], test: samples[0..<0],
      provenance: "sin(\(frequency)t) at equal steps of t")
  }

  /// A network of two inputs and one output, as it learns.
  package func learner(_ network: Network) throws -> Network {
    var learner = try Network.mlp([3] + hidden + [3])
    var masks: [String: Mask] = [:]
    for parameter in network.parameters {
      let values = parameter.value.floats
      var shape = parameter.value.shape, widened = values
      var kept = [UInt8](repeating: 1, count: values.count)
      if parameter.name == "fc1.weight" {
        shape = [hidden[0], 3]
        widened = (0..<hidden[0]).flatMap { [values[2 * $0], values[2 * $0 + 1], 0] }
        kept = (0..<hidden[0]).flatMap { _ -> [UInt8] in [1, 1, 0] }
      } else if parameter.name.hasPrefix(last) {
        shape = Shape([3] + shape.extents.dropFirst())
        widened = [Float](repeating: 0, count: 2 * values.count) + values
        kept = [UInt8](repeating: 0, count: 2 * values.count) + kept
      }
      learner = try learner.setting(parameter.name, to: Tensor(shape, widened))
      if parameter.isPrunable, kept.contains(0) { masks[parameter.name] = Mask(shape, kept: kept) }
    }
    return try learner.masked(by: masks)
  }

  /// The network of two inputs and one output in a learner.
  package func network(_ learner: Network) throws -> Network {
    var network = try Network.mlp([2] + hidden + [1])
    for parameter in learner.parameters {
      var values = parameter.value.floats
      if parameter.name == "fc1.weight" {
        values = (0..<hidden[0]).flatMap { [values[3 * $0], values[3 * $0 + 1]] }
      } else if parameter.name.hasPrefix(last) {
        values = Array(values.suffix(values.count / 3))
      }
      network = try network.setting(
        parameter.name, to: Tensor(network.parameter(parameter.name).value.shape, values))
    }
    return network
  }

  /// 1 - Σ (z - y)² / Σ (y - ȳ)² of a network of two inputs.
  package func explained(by network: Network, checkpoint: Checkpoint = .none) throws -> Double {
    let rows = data.train.inputs.floats
    let points = targets.indices.flatMap { [rows[3 * $0], rows[3 * $0 + 1]] }
    let outputs = try network.logits(Tensor([targets.count, 2], points), checkpoint: checkpoint)
    let mean = targets.reduce(0, +) / Double(targets.count)
    var errors = 0.0, spread = 0.0
    for (index, target) in targets.enumerated() {
      errors += (outputs.element(index) - target) * (outputs.element(index) - target)
      spread += (target - mean) * (target - mean)
    }
    return 1 - errors / spread
  }
}

private func rounded(_ value: Double) -> Double { (1_000 * value).rounded() / 1_000 }
