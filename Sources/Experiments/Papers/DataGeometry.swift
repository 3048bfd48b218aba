import Datasets
import Geometry
import Networks
import Pruning
import Tensors

extension Reproduction {
  /// How many linear regions lie on the data manifold, and how far its points are from their boundaries.
  public static let dataGeometry = Reproduction(
    "dataGeometry", "Linear regions on curves and along digits: against width, inputs, training and sparsity.",
    paper: Paper(
      13, "Tiwari, Konidaris 2022", "Effects of Data Geometry in Early Deep Learning", arXiv: "2301.00008"),
    claims: [
      Claim(
        "a circle passes about as many regions as there are neurons",
        quantity: "regions on the circle at initialisation, 26 neurons", .between(20.8, 31.2)),
      Claim(
        "regions grow as neurons do",
        quantity: "regions a neuron, circle, largest over smallest of three layers of 16 to 64", .below(2)),
      Claim(
        "training leaves their number",
        quantity: "regions along a run, largest over smallest, the larger of circle and tractrix", .below(2)),
      Claim(
        "so do inputs that the circle does not need",
        quantity: "regions on the circle, largest over smallest of 2 to 30 inputs", .below(2)),
      Claim(
        "the distance to a boundary falls as neurons grow",
        quantity: "neurons × mean distance, circle, largest over smallest of three layers of 16 to 64", .below(2)),
    ],
    panels: [
      FigurePanel("Regions during training", x: "step", y: "regions on the curve"),
      FigurePanel("The same per length", x: "step", y: "boundaries a unit of length"),
      FigurePanel("Distance during training", x: "step", y: "neurons × distance to a boundary"),
      FigurePanel("Width", x: "neurons", y: "a neuron, or times neurons", xScale: .log),
      FigurePanel("Inputs", x: "inputs", y: "regions on the circle"),
      FigurePanel("Digits", x: "sparsity (%)", y: "boundaries a unit of length"),
      FigurePanel("Against the dense network", x: "sparsity (%)", y: "change of the density (%)"),
    ],
    notes: [
      "The paper's appendix could not be read: 8, 10 and 8 neurons, the target sin(3t), equal steps of t and Adam are "
        + "chosen here; weights and biases are uniform on ±1/√fan-in.",
      "The paper has more regions on the tractrix than on the circle. An orthogonal projection on a tangent is of norm "
        + "1 on either, and no order is claimed here: both are shown, raw and per length, as is their difference.",
      "Distances go along tangents, |z|/|projected gradient|, to first order in the curve.",
      "What sparsity does to the density along digits is shown, not claimed: each network against the dense one of its "
        + "seed, which is trained as long.",
      "Segments go between two test images; from a test image to its nearest training image; through a test image, as "
        + "long as that, along 10 directions estimated from 20 neighbours or in any direction of pixel space.",
      "Regions are activation regions; those of one seed are averaged over networks (curves) or segments (digits).",
    ],
    sources: { size in
      [
        .published(
          .mnist, train: size == .quick ? 12_000 : nil, validation: 0, test: size == .quick ? 2_000 : nil)
      ]
    },
    setting: { size in
      let plan = CurvePlan(size), digits = DigitPlan(size)
      return
        "curves: \(plan.drawn) networks a seed at initialisation, a quarter as many of each width, \(plan.trained) "
        + "trained for \(plan.epochs) epochs of Adam at 0.001 on 1,000 points, batches of 50; digits: LeNet-300-100, "
        + "\(digits.epochs) epochs of Adam at 0.0012, batches of 60, pruned by magnitude, \(digits.tuning) epochs "
        + "more, \(digits.lines) segments of each kind"
    }
  ) { trial in
    let plan = CurvePlan(trial.size)
    let widths = try plan.widths(trial, trial.part(from: 0, to: 0.1))
    var series = widths.series
    trial.publish(Measurement(series: series))
    let inputs = try plan.inputs(trial, trial.part(from: 0.1, to: 0.15))
    series += inputs.series
    trial.publish(Measurement(series: series))
    let runs = try plan.runs(trial, trial.part(from: 0.15, to: 0.5))
    series += runs.series
    trial.publish(Measurement(series: series))
    let digits = try DigitPlan(trial.size).run(trial, trial.part(from: 0.5, to: 1))
    let start = try plan.start(trial, trial.checkpoint.observed(by: nil))
    return Measurement(
      values: [
        start.circle.regions, CurvePlan.spread(widths.regions), runs.spread, CurvePlan.spread(inputs.regions),
        CurvePlan.spread(widths.distances),
      ], series: series + digits.series, notes: [start.note, runs.note] + digits.notes)
  }
}

/// The part on digits.
private struct DigitPlan {
  let sparsities = [0.5, 0.8, 0.9, 0.95, 0.98]
  let epochs: Int
  /// Epochs after pruning.
  let tuning: Int
  /// Segments of each kind.
  let lines: Int

  init(_ size: ReproductionSize) {
    epochs = size == .quick ? 6 : 40
    tuning = size == .quick ? 3 : 20
    lines = size == .quick ? 400 : 2_000
  }

  func run(
    _ trial: Trial, _ checkpoint: Checkpoint
  ) throws -> (series: [Measurement.Series], notes: [String]) {
    let data = trial.data[0]
    let quiet = checkpoint.observed(by: nil)
    func trained(_ network: Network, _ epochs: Int, _ part: Checkpoint) throws -> Network {
      try train(
        network, on: data, TrainingSettings(epochs: epochs, seed: trial.seed, evaluateEvery: .epochs(epochs)),
        checkpoint: part
      ).network
    }
    let segments = try SampleLines(data, count: lines, seed: trial.seed, checkpoint: quiet)
    let dense = try trained(
      Network.lenet300(inputs: data.train.features, classes: data.train.classes, seed: trial.seed), epochs,
      checkpoint.part(from: 0, to: 0.3))
    let levels = [0] + sparsities
    var densities: [[LineSample.Mean]] = [], accuracies: [Double] = []
    for (place, sparsity) in levels.enumerated() {
      let start = sparsity == 0 ? dense : try prune(dense, toSparsity: sparsity, checkpoint: quiet)
      let network = try trained(start, tuning, checkpoint.part(from: 0.3, to: 1).part(place, of: levels.count))
      densities.append(try segments.densities(of: network, checkpoint: quiet))
      accuracies.append(try network.accuracy(on: data.test, checkpoint: quiet))
    }
    let x = levels.map { 100 * $0 }
    var series: [Measurement.Series] = []
    for (index, kind) in SampleLines.Kind.allCases.enumerated() {
      let values = densities.map { $0[index].value }
      series += [
        .init(kind.rawValue, panel: 5, x: x, y: values),
        .init(kind.rawValue, panel: 6, x: x, y: values.map { 100 * ($0 / values[0] - 1) }),
      ]
    }
    let words = zip(levels, densities).map { level, means in
      "\(rounded(100 * level)) %: "
        + means.map { "\(rounded($0.value)) ± \(rounded($0.standardError ?? .nan))" }.joined(separator: ", ")
    }
    return (
      series,
      [
        "boundaries a unit of length " + SampleLines.Kind.allCases.map(\.rawValue).joined(separator: ", ")
          + " (± standard error over segments): " + words.joined(separator: "; "),
        "test accuracy: "
          + zip(levels, accuracies).map { "\(rounded(100 * $0)) %: \(rounded(100 * $1)) %" }
          .joined(separator: ", "),
      ]
    )
  }
}

/// Segments between and through test samples, on the data manifold and off it.
private struct SampleLines {
  /// What a segment follows.
  enum Kind: String, CaseIterable {
    /// From a test sample to another.
    case chords = "between two samples"
    /// From a test sample to its nearest training sample.
    case neighbors = "to the nearest sample"
    /// Through a test sample, in a random direction of its estimated tangent space.
    case tangents = "along the tangent space"
    /// Through a test sample, in a random direction of pixel space.
    case random = "in a random direction"
  }

  /// The dimension of tangent spaces, and the neighbours that they are estimated from.
  static let tangent = (dimension: 10, neighbors: 20)

  private let segments: [(kind: Kind, starts: Tensor, ends: Tensor)]

  /// Segments through a sample are centred there and as long as the way to its nearest training sample.
  /// - Throws: what neighbours and tangent spaces throw; `Interrupted`.
  init(_ data: Dataset, count: Int, seed: Int, checkpoint: Checkpoint) throws {
    var stream = RandomStream(seed: seed, name: "sample lines")
    let drawn = try data.test.gather(
      Array(stream.permutation(of: data.test.count).prefix(2 * min(count, data.test.count / 2))))
    let half = drawn.count / 2
    let near = try proximity(
      of: drawn.inputs, to: data.train.inputs, neighbors: 1, checkpoint: checkpoint)
    // An image that is among the training images has no way to go.
    let rows = (0..<half).filter { near.distances[$0] > 0 }
    let points = try drawn.inputs.gather(rows)
    let spaces = try TangentSpaces.estimated(
      at: points, from: data.train.inputs, dimension: Self.tangent.dimension, neighbors: Self.tangent.neighbors,
      checkpoint: checkpoint)
    let width = data.train.features
    let bases = spaces.bases.doubles
    var along: [Double] = [], anywhere: [Double] = []
    for place in rows.indices {
      var direction = [Double](repeating: 0, count: width)
      for axis in 0..<spaces.dimension {
        let weight = stream.nextNormal()
        let start = (place * spaces.dimension + axis) * width
        for column in 0..<width { direction[column] += weight * bases[start + column] }
      }
      along += direction
      for _ in 0..<width { anywhere.append(stream.nextNormal()) }
    }
    let lengths = rows.map { near.distances[$0] }
    let tangent = Self.centred(points, along, lengths), random = Self.centred(points, anywhere, lengths)
    segments = [
      (.chords, points, try drawn.inputs.gather(rows.map { $0 + half })),
      (.neighbors, points, try data.train.inputs.gather(rows.map { near.indices[$0] })),
      (.tangents, tangent.starts, tangent.ends), (.random, random.starts, random.ends),
    ]
  }

  /// Boundaries a unit of length, averaged over the segments of each kind.
  /// - Throws: what counting throws; `Interrupted`.
  func densities(of network: Network, checkpoint: Checkpoint) throws -> [LineSample.Mean] {
    let map = try network.piecewiseLinear()
    return try segments.compactMap { segment in
      try linearRegions(
        of: map, betweenPairs: segment.starts, segment.ends, comparesSlopes: false, checkpoint: checkpoint
      ).density
    }
  }

  /// The segments of given lengths with the points as their middles.
  private static func centred(
    _ points: Tensor, _ directions: [Double], _ lengths: [Double]
  ) -> (starts: Tensor, ends: Tensor) {
    let width = points.shape[1]
    var starts = points.doubles
    var ends = starts
    for (row, length) in lengths.enumerated() {
      let own = row * width..<(row + 1) * width
      let norm = directions[own].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for index in own {
        let step = directions[index] * length / (2 * norm)
        starts[index] -= step
        ends[index] += step
      }
    }
    return (Tensor(points.shape, starts), Tensor(points.shape, ends))
  }
}

private func rounded(_ value: Double) -> Double { (1_000 * value).rounded() / 1_000 }
