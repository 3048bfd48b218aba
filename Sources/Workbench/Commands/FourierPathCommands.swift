import CommandLanguage
import Datasets
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Answers along paths between images, the Jacobian, and spectra.
  static let fourierPaths = CommandModule(
    "fourierPaths", summary: "Answers of networks along paths between images, their Jacobian, and spectra of images."
  ) {
    Command(
      "fourierSensitivity", "Measures how a network answers as low frequencies of an image turn into another's.",
      .labelled("of", Network.self, "the network"), .labelled("on", Samples.self, "images"),
      .labelled("along", FourierPath.self, "what moves: .amplitude or .phase"),
      .labelled("pairs", Int.self, default: 5_000, "pairs wanted; half the images at most", unit: "pairs"),
      .labelled("steps", Int.self, default: 100, "points of a path"),
      .labelled(
        "countsLastBin", Bool.self, default: false,
        "whether the last bin counts as high; the published code leaves it out"),
      .labelled("seed", Int?.self, "draws the pairs; the session's seed unless given"),
      formula: "fraction of |rfft(softmax)| from bin ⌈0.1 T/2⌉ on, mean over classes and paths",
      example: "fourierSensitivity(of: mlp([64, 10]), on: digits().test, along: .phase, pairs: 20).consistentDistance",
      paper: "Fridovich-Keil et al. 2022, arXiv:2207.04075"
    ) { call, net, samples, path, pairs, steps, countsLastBin, seed -> PathSensitivity in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try fourierSensitivity(
          of: net, on: samples, along: path, pairs: pairs, steps: steps, countsLastBin: countsLastBin, seed: seed,
          checkpoint: checkpoint)
      }
    }
    Command(
      "pixelSensitivity", "Measures how a network answers along straight lines between images.",
      .labelled("of", Network.self, "the network"), .labelled("on", Samples.self, "labelled images"),
      .labelled("pairing", PixelPairing.self, "lines .withinClasses or .betweenClasses"),
      .labelled("pairs", Int.self, default: 200, "pairs wanted of each class, or of each two", unit: "pairs"),
      .labelled("step", Double.self, default: 1, "the distance between two points of a line", unit: "input units"),
      .labelled(
        "countsLastBin", Bool.self, default: false,
        "whether the last bin counts as high; the published code leaves it out"),
      .labelled("seed", Int?.self, "draws the pairs; the session's seed unless given"),
      example: """
        pixelSensitivity(of: mlp([64, 10]), on: digits().test, pairing: .withinClasses, pairs: 5, step: 0.2)
        """,
      paper: "Fridovich-Keil et al. 2022, arXiv:2207.04075"
    ) { call, net, samples, pairing, pairs, step, countsLastBin, seed -> PathSensitivity in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try pixelSensitivity(
          of: net, on: samples, pairing: pairing, pairs: pairs, step: step, countsLastBin: countsLastBin, seed: seed,
          checkpoint: checkpoint)
      }
    }
    Command(
      "jacobianNorm", "Measures how steep the logits of a network are at samples.",
      .labelled("of", Network.self, "the network"), .labelled("on", Samples.self, "samples"),
      .labelled("count", Int.self, default: 400, "how many are drawn; all where there are no more", unit: "samples"),
      .labelled("seed", Int?.self, "draws them; the session's seed unless given"),
      formula: "√(mean of ‖∂z/∂x‖²_F), exact over all outputs",
      example: "jacobianNorm(of: mlp([64, 10]), on: digits().test).value",
      paper: "Fridovich-Keil et al. 2022, arXiv:2207.04075"
    ) { call, net, samples, count, seed -> JacobianNorm in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try jacobianNorm(of: net, on: samples, count: count, seed: seed, checkpoint: checkpoint)
      }
    }
    Command(
      "imageSpectrum",
      "Gives the mean spectrum of images, or of what was done to them, with the fraction that is high.",
      .labelled("of", Samples.self, "images"),
      .labelled("minus", Samples?.self, "the same images before something was done to them"),
      .labelled("cut", FrequencyCut.self, default: .radius(8), "which frequencies are low", written: ".radius(8)"),
      .labelled("includesMean", Bool.self, default: true, "whether frequency 0 counts among the energy"),
      formula: "Σ|X|²/(HW) = Σx²",
      example: "imageSpectrum(of: digits().test, cut: .radius(2), includesMean: false).highFrequencyFraction",
      paper: "Yin et al. 2019, arXiv:1906.08988"
    ) { call, samples, original, cut, includesMean -> ImageSpectrum in
      try call.working { checkpoint in
        try imageSpectrum(of: samples, minus: original, cut: cut, includesMean: includesMean, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(PathSensitivity.self, "How a network answers along paths between images.") {
      Property("highFrequencyFraction", "What of the answers' spectrum is high, mean over paths.") {
        $0.highFrequencyFraction
      }
      Property("standardError", "Of the fraction, over paths.") { $0.standardError }
      Property(
        "consistentDistance", "Steps until the class first changes, mean over paths; nil for lines between images."
      ) { $0.consistentDistance }
      Property("consistentDistanceError", "Its standard error.") { $0.consistentDistanceError }
      Property("fractions", "The fraction of each path.") { $0.fractions }
      Property("pathCount", "Paths.") { $0.pathCount }
      Property("convention", "Paths, pairs and fractions in words.") { $0.convention }
    }
    TypeDeclaration(choice: FourierPath.self, "What moves from one image to another.") { path in
      switch path {
      case .amplitude: "The amplitudes of low frequencies; phases stay."
      case .phase: "The phases of low frequencies; amplitudes stay."
      }
    }
    TypeDeclaration(choice: PixelPairing.self, "Which images a straight path goes between.") { pairing in
      switch pairing {
      case .withinClasses: "Two of one class."
      case .betweenClasses: "One of either of two classes."
      }
    }
    TypeDeclaration(JacobianNorm.self, "How steep the logits of a network are.") {
      Property("value", "The root of the mean square.") { $0.value }
      Property("standardError", "Over samples.") { $0.standardError }
      Property("squares", "The squared norm at each sample.") { $0.squares }
      Property("convention", "How it is taken, in words.") { $0.convention }
    }
    TypeDeclaration(FrequencyCut.self, "Which frequencies count as low.") {
      StaticMethod(
        "radius", "Those no farther from 0 than a radius.",
        .positional("radius", Double.self, "at least 0", unit: "waves an image"),
        example: "imageSpectrum(of: digits().test, cut: .radius(3)).highFrequencyFraction"
      ) { _, radius in FrequencyCut.radius(radius) }
      StaticMethod(
        "largest", "Those of no more waves than this in either direction.",
        .positional("waves", Int.self, "at least 0", unit: "waves an image"),
        example: "imageSpectrum(of: digits().test, cut: .largest(2)).highFrequencyFraction"
      ) { _, waves in FrequencyCut.largest(waves) }
      StaticMethod(
        "block", "Those in the centred block of so many cells a side.",
        .positional("side", Int.self, "from 0 to the image's", unit: "cells"),
        example: "imageSpectrum(of: digits().test, cut: .block(5)).highFrequencyFraction"
      ) { _, side in FrequencyCut.block(side) }
    }
    TypeDeclaration(ImageSpectrum.self, "The mean spectrum of images.") {
      Property("amplitudes", "Mean |X| of each frequency, [height, width], frequency 0 in the middle.") {
        $0.amplitudes
      }
      Property("energies", "Mean |X|²/(HW) of each; they sum to the mean of Σx².") { $0.energies }
      Property("highFrequencyFraction", "What of the energy is not low.") { $0.highFrequencyFraction }
      Property("standardError", "Of the fraction, over images.") { $0.fractionStandardError }
      Property("convention", "What is low, in words.") { $0.convention }
      Property("radial", "The mean amplitudes against the distance from frequency 0.") {
        spectrum -> RadialProfile in
        try radialProfile(of: spectrum.amplitudes, standardErrors: spectrum.standardErrors)
      }
    }
  }
}
