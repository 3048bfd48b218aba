import CommandLanguage

extension CommandModule {
  /// Everything that a cell can use, in the order of the manual.
  static let all: [CommandModule] = [
    data, networks, models, training, execution, sampleSelection,
    pruning, scores, pruningChoices, schedules, reports, compaction, multiPrize, bayesian,
    protocols, tickets, sparseTraining, connectivity, experiments, sparseActivation, traces,
    dimension, dimensionMethods, dimensionScales, manifolds, representations, representationGeometry, hull,
    hullStudies, regions, curveRegions, planeRegions, pointRegions,
    fourier, fourierPaths, corruptions,
    plots, figures,
    tables, tensors, files, displays, timing, names, session,
  ]

  /// Modules, and the help about them.
  static func explained(_ modules: [CommandModule]) -> [CommandModule] { modules + [help(about: modules)] }
}
