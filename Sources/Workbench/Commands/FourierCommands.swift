import CommandLanguage
import Datasets
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Robustness seen through Fourier space.
  static let fourier = CommandModule(
    "fourier", summary: "How networks answer to single frequencies, to paths between images, and what spectra are."
  ) {
    Command(
      "fourierHeatMap", "Measures the error of a network under a perturbation of each single frequency.",
      .labelled("of", Network.self, "the network"),
      .labelled("on", Samples.self, "labelled images"),
      .labelled(
        "norm", Double.self, default: 4, "the Euclidean norm of the perturbation of one channel", unit: "pixel range"),
      .labelled("clip", Bool.self, default: false, "whether perturbed pixels are clamped to 0...1"),
      .labelled(
        "signs", ChannelSigns.self, default: .drawn, ".drawn for each image and channel, or .averaged over all"),
      .labelled("block", Int?.self, "only the centred block of so many frequencies a side; all unless given"),
      .labelled("seed", Int?.self, "draws the signs, the same for every network; the session's seed unless given"),
      formula: "x + r·v·U(i, j), r = ±1, ‖U‖ = 1; value = error rate",
      example: "fourierHeatMap(of: mlp([64, 10]), on: digits().test, norm: 1)",
      paper: "Yin et al. 2019, arXiv:1906.08988"
    ) { call, net, samples, norm, clip, signs, block, seed -> FourierHeatMap in
      let seed = try seed ?? call.cell.seed
      return try call.working(operations: net.sweepOperations(samples)) { checkpoint in
        try fourierHeatMap(
          of: net, on: samples, norm: norm, clip: clip, signs: signs, block: block, seed: seed, checkpoint: checkpoint)
      }
    }
    Command(
      "fourierDifference", "Compares two networks under the same perturbations of single frequencies: first - second.",
      .labelled("of", Network.self, "the first network, such as the pruned one"),
      .labelled("minus", Network.self, "the second, such as the dense one"),
      .labelled("on", Samples.self, "labelled images"),
      .labelled(
        "norm", Double.self, default: 4, "the Euclidean norm of the perturbation of one channel", unit: "pixel range"),
      .labelled("clip", Bool.self, default: false, "whether perturbed pixels are clamped to 0...1"),
      .labelled(
        "signs", ChannelSigns.self, default: .drawn, ".drawn for each image and channel, or .averaged over all"),
      .labelled("block", Int?.self, "only the centred block of so many frequencies a side; all unless given"),
      .labelled("seed", Int?.self, "draws the signs, the same for both; the session's seed unless given"),
      formula: "paired error √((b + c) - (b - c)²/n)/n, b and c images that only one misjudges",
      example: """
        fourierDifference(of: prune(mlp([64, 10]), toSparsity: 0.5), minus: mlp([64, 10]), on: digits().test, norm: 1)
        """,
      paper: "McNemar 1947, doi:10.1007/BF02295996"
    ) { call, first, second, samples, norm, clip, signs, block, seed -> FourierDifference in
      let seed = try seed ?? call.cell.seed
      let operations = first.sweepOperations(samples) + second.sweepOperations(samples)
      return try call.working(operations: operations) { checkpoint in
        try fourierDifference(
          of: first, minus: second, on: samples, norm: norm, clip: clip, signs: signs, block: block, seed: seed,
          checkpoint: checkpoint)
      }
    }
    Command(
      "fourierChangeMap", "Measures how far a layer's outputs move under a perturbation of each single frequency.",
      .labelled("of", Network.self, "the network"),
      .labelled("layer", String?.self, "a layer with weights, behind its activation; the logits unless given"),
      .labelled("on", Samples.self, "images"),
      .labelled(
        "norm", Double.self, default: 4, "the Euclidean norm of the perturbation of one channel", unit: "pixel range"),
      .labelled("clip", Bool.self, default: false, "whether perturbed pixels are clamped to 0...1"),
      .labelled(
        "signs", ChannelSigns.self, default: .drawn, ".drawn for each image and channel, or .averaged over all"),
      .labelled("block", Int?.self, "only the centred block of so many frequencies a side; all unless given"),
      .labelled("seed", Int?.self, "draws the signs, the same for every network; the session's seed unless given"),
      formula: "mean over images of ‖f(x + p) - f(x)‖",
      example: "fourierChangeMap(of: mlp([64, 20, 10]), layer: \"fc1\", on: digits().test[0..<50], norm: 1)",
      paper: "Yin et al. 2019, arXiv:1906.08988"
    ) { call, net, layer, samples, norm, clip, signs, block, seed -> FourierChangeMap in
      let seed = try seed ?? call.cell.seed
      return try call.working(operations: net.sweepOperations(samples)) { checkpoint in
        try fourierChangeMap(
          of: net, layer: layer, on: samples, norm: norm, clip: clip, signs: signs, block: block, seed: seed,
          checkpoint: checkpoint)
      }
    }
    TypeDeclaration(FourierHeatMap.self, "Error rates under perturbations of single frequencies.") {
      Property("errors", "The error rate of each frequency, [height, width], frequency 0 in the middle.") { $0.errors }
      Property("standardErrors", "The error of each rate over images.", formula: "√(p(1-p)/n)") { $0.standardErrors }
      Property("cleanError", "The error rate on the same images unperturbed.") { $0.cleanError }
      Property("imageCount", "The number of images.") { $0.imageCount }
      Property("convention", "Norm, signs and clipping in words.") { $0.convention }
      Property("radial", "The error rates against the distance from frequency 0.") { map -> RadialProfile in
        try radialProfile(of: map.errors, standardErrors: map.standardErrors)
      }
    }
    TypeDeclaration(FourierDifference.self, "Error rates of one network less those of another, image by image.") {
      Property("differences", "first - second for each frequency, [height, width].") { $0.differences }
      Property("standardErrors", "The paired error of each difference.") { $0.standardErrors }
      Property("unpairedStandardErrors", "What it would be on images of their own.") { $0.unpairedStandardErrors }
      Property("cleanDifference", "The difference on the images unperturbed.") { $0.cleanDifference }
      Property("cleanStandardError", "Its paired error.") { $0.cleanStandardError }
      Property("convention", "Norm, signs and clipping in words.") { $0.convention }
      Property("radial", "The differences against the distance from frequency 0.") { map -> RadialProfile in
        try radialProfile(of: map.differences, standardErrors: map.standardErrors)
      }
    }
    TypeDeclaration(FourierChangeMap.self, "How far outputs move under perturbations of single frequencies.") {
      Property("changes", "The mean distance for each frequency, [height, width].") { $0.changes }
      Property("relativeChanges", "The same over the largest.") { $0.relativeChanges }
      Property("standardErrors", "Of the means over images.") { $0.standardErrors }
      Property("convention", "Norm, signs and clipping in words.") { $0.convention }
      Property("radial", "The changes against the distance from frequency 0.") { map -> RadialProfile in
        try radialProfile(of: map.changes, standardErrors: map.standardErrors)
      }
    }
    TypeDeclaration(ChannelSigns.self, "Which signs the waves of an image's channels have.") {
      StaticMember("drawn", "At random for each image and channel, the same for every network at one seed.") {
        ChannelSigns.drawn
      }
      StaticMember("averaged", "All patterns of signs count the same, without the noise of drawing.") {
        ChannelSigns.averaged
      }
    }
    TypeDeclaration(RadialProfile.self, "A quantity of frequencies against their distance from frequency 0.") {
      Property("radii", "Waves an image.") { $0.radii }
      Property("means", "The mean over the frequencies of a ring.") { $0.means }
      Property("standardErrors", "Of the means, as if frequencies had nothing in common.") { $0.standardErrors }
      Property("spreads", "What the direction makes of it: the spread within a ring.") { $0.spreads }
    }
  }
}

extension Network {
  /// Multiplications and additions of a pass for each image and frequency.
  fileprivate func sweepOperations(_ samples: Samples) -> Double {
    Double(samples.count) * Double(samples.features) * Double(parameterCount)
  }
}
