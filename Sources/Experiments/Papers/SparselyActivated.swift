import Tensors

extension Reproduction {
  /// Baykal et al. 2022: few units of many learn more than few units.
  public static let sparselyActivated = Reproduction(
    "sparselyActivated", "Layers of which a sample uses few units: the largest, by hyperplanes, or at random.",
    paper: Paper(
      11, "Baykal, Dikkala, Panigrahy, Rashtchian, Wang 2022", "A Theoretical View on Sparsely Activated Networks",
      arXiv: "2208.04461"),
    claims: [
      Claim(
        "the largest quarter of the units learns the hypercube function better than as many dense units",
        quantity: "test error of the top quarter over that of dense, equal active units", .below(0.7)),
      Claim(
        "the same for the polynomial",
        quantity: "test error of the top quarter over that of dense, equal active units", .below(0.7)),
      Claim(
        "experts chosen at random are no better than one, hypercube",
        quantity: "test error of random experts over that of dense", .above(0.95)),
      Claim(
        "experts chosen at random are no better than one, polynomial",
        quantity: "test error of random experts over that of dense", .above(0.95)),
      Claim(
        "tables found by hyperplanes learn better the more buckets they have, hypercube",
        quantity: "largest test error with twice the buckets over that before", .below(1)),
      Claim(
        "tables found by hyperplanes learn better the more buckets they have, polynomial",
        quantity: "largest test error with twice the buckets over that before", .below(1)),
    ],
    panels: [
      FigurePanel(
        "Equal active units", x: "units in all", y: "test error / variance", xScale: .log, yScale: .log),
      FigurePanel("Tables of numbers", x: "buckets", y: "test error / variance", xScale: .log, yScale: .log),
    ],
    notes: [
      "The units' distribution is left open: weights and offsets are standard normal here; hyperplanes go through 0.",
      "Layers on top are fitted in closed form (ridge, λ = 1e-6 a point), tables by conjugate gradients with the penalty, "
        + "0.1, 1, 10 or 100 points of value 0 a bucket, that does best on a tenth of the points held out.",
      "The paper's comparison at equal operations and its CIFAR-10 network are not a part of this.",
    ],
    sources: { _ in [] },
    setting: { size in
      switch size {
      case .quick: "128 active units, tables of 16 numbers, 20,000 points to learn from and 5,000 to test on"
      case .paper: "512 active units, tables of 64 numbers, 100,000 points to learn from and 20,000 to test on"
      }
    },
    measure: { trial in
      let isQuick = trial.size == .quick
      let (points, testPoints) = isQuick ? (20_000, 5_000) : (100_000, 20_000)
      let buckets = (4...(isQuick ? 11 : 13)).map { 1 << $0 }
      let layers: [Routing] = [
        .dense, .top(fraction: 0.5), .top(fraction: 0.25), .top(fraction: 0.125), .randomHash(experts: 4),
        .hyperplanes(experts: 4),
      ]
      var measurement = Measurement()
      var values: [(top: Double?, random: Double?, worst: Double?)] = []
      let targets = ActivationTarget.allCases
      for (index, target) in targets.enumerated() {
        var settings = SparseActivationSettings(
          target: target, active: isQuick ? 128 : 512, routings: layers, points: points, testPoints: testPoints,
          seed: trial.seed)
        let wide = try sparseActivation(settings, checkpoint: trial.part(2 * index, of: 2 * targets.count))
        settings.active = isQuick ? 16 : 64
        settings.routings = buckets.map { .tables(buckets: $0) } + [.dense]
        let tables = try sparseActivation(settings, checkpoint: trial.part(2 * index + 1, of: 2 * targets.count))
        let tops = wide.rows.prefix(4)
        measurement.series += [
          .init("\(target.rawValue), largest units", x: tops.map { Double($0.total) }, y: tops.map(\.testError)),
          .init(
            "\(target.rawValue), random experts", x: [Double(wide.rows[4].total)], y: [wide.rows[4].testError]),
          .init(
            "\(target.rawValue), experts by hyperplanes", x: [Double(wide.rows[5].total)],
            y: [wide.rows[5].testError]),
          .init(
            target.rawValue, panel: 1, x: buckets.map(Double.init), y: tables.rows.dropLast().map(\.testError)),
        ]
        measurement.notes.append(
          "\(target.rawValue): "
            + (wide.rows + tables.rows.suffix(2)).map { "\($0.routing) \($0.active) \($0.testError)" }
            .joined(separator: "; "))
        let errors = tables.rows.dropLast().map(\.testError)
        let dense = wide.rows[0].testError
        values.append(
          (
            wide.testError(.top(fraction: 0.25)).map { $0 / dense },
            wide.testError(.randomHash(experts: 4)).map { $0 / dense },
            zip(errors.dropFirst(), errors).map { $0 / $1 }.max()
          ))
        trial.publish(measurement)
      }
      measurement.values = values.map(\.top) + values.map(\.random) + values.map(\.worst)
      return measurement
    })
}
