import CommandLanguage
import Datasets
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Corruptions of images, and what they cost.
  static let corruptions = CommandModule(
    "corruptions", summary: "Images spoiled in the ways of CIFAR-10-C, what they cost, and effective robustness."
  ) {
    Command(
      "corrupt", "Spoils images in one of the ways of CIFAR-10-C, or turns and moves them.",
      .positional("samples", Samples.self, "images of 0 to 1"),
      .positional("kind", Corruption.self, "the way, such as .gaussianNoise"),
      .labelled("severity", Int?.self, "1 to 5; none for .rotation and .translation"),
      .labelled("photographs", Tensor?.self, "[count, channels, height, width] of 0 to 1, which .frost needs"),
      .labelled(
        "standardization", Standardization?.self, "what was done to the pixels, undone before and redone after"),
      .labelled(
        "asBytes", Bool.self, default: false, "whether pixels are cut to whole 255ths, as in CIFAR-10-C's files"),
      .labelled("seed", Int?.self, "draws what is random, an image at a time; the session's seed unless given"),
      example: "corrupt(digits().test, .gaussianNoise, severity: 3)",
      paper: "Hendrycks and Dietterich 2019, arXiv:1903.12261"
    ) { call, samples, kind, severity, photographs, standardization, asBytes, seed -> Samples in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try samples.corrupted(
          by: kind, severity: severity, seed: seed, photographs: photographs, standardization: standardization,
          asBytes: asBytes, checkpoint: checkpoint)
      }
    }
    Command(
      "corruptionReport", "Measures the accuracy of a network under each kind of corruption at each severity.",
      .labelled("of", Network.self, "the network"), .labelled("on", Samples.self, "labelled images of 0 to 1"),
      .labelled("kinds", [Corruption]?.self, "the ways; those of CIFAR-10-C unless given, frost only with photographs"),
      .labelled("photographs", Tensor?.self, "[count, channels, height, width] of 0 to 1, which .frost needs"),
      .labelled(
        "standardization", Standardization?.self, "what was done to the pixels, undone before and redone after"),
      .labelled(
        "asBytes", Bool.self, default: false, "whether pixels are cut to whole 255ths, as in CIFAR-10-C's files"),
      .labelled("seed", Int?.self, "draws what is random, an image at a time; the session's seed unless given"),
      formula: "mean error over kinds and severities; mCE = Σₛ E / Σₛ E of a base, mean over kinds",
      example: "corruptionReport(of: mlp([64, 10]), on: digits().test, kinds: [.gaussianNoise, .contrast]).meanError",
      paper: "Hendrycks and Dietterich 2019, arXiv:1903.12261"
    ) { call, net, samples, kinds, photographs, standardization, asBytes, seed -> CorruptionReport in
      let seed = try seed ?? call.cell.seed
      return try call.working { checkpoint in
        try CorruptionReport(
          of: net, on: samples, kinds: kinds, seed: seed, photographs: photographs, standardization: standardization,
          asBytes: asBytes, checkpoint: checkpoint)
      }
    }
    Command(
      "robustnessLine", "Fits the line of shifted on clean accuracies that effective robustness is measured from.",
      .labelled("clean", [Double].self, "accuracies on the clean set, a fraction a network"),
      .labelled("shifted", [Double].self, "accuracies on the shifted set in the same order"),
      .labelled("images", Int.self, "how many images the clean accuracies are over"),
      .labelled("shiftedImages", Int?.self, "how many the shifted ones are over; as many unless given"),
      .labelled("scale", AccuracyScale.self, default: .logit, ".logit, or .probit"),
      .labelled("confidence", Double.self, default: 0.95, "of the intervals"),
      formula: "logit(shifted) = slope · logit(clean) + intercept",
      example: """
        robustnessLine(clean: [0.8, 0.85, 0.9, 0.95], shifted: [0.6, 0.66, 0.75, 0.84], images: 10000).slope
        """,
      paper: "Taori et al. 2020, arXiv:2007.00644"
    ) { _, clean, shifted, images, shiftedImages, scale, confidence -> RobustnessLine in
      try RobustnessLine(
        clean: clean, shifted: shifted, cleanImages: images, shiftedImages: shiftedImages, scale: scale,
        confidence: confidence)
    }
    TypeDeclaration(Corruption.self, "A way of spoiling images.") {
      Corruption.everyKind.map { kind, summary in StaticMember("\(kind)", summary) { kind } }
      StaticMethod(
        "rotation", "Turned counterclockwise about the middle, zeros from outside.",
        .labelled("degrees", Double.self, "the angle", unit: "degrees"),
        example: "corrupt(digits().test, .rotation(degrees: 15))"
      ) { _, degrees in Corruption.rotation(degrees: degrees) }
      StaticMethod(
        "translation", "Moved, zeros from outside; exact at whole pixels.",
        .labelled("pixels", Double.self, "to the right", unit: "pixels"),
        .labelled("down", Double.self, default: 0, "downwards", unit: "pixels"),
        example: "corrupt(digits().test, .translation(pixels: 1))"
      ) { _, pixels, down in Corruption.translation(pixels: pixels, down: down) }
    }
    TypeDeclaration(CorruptionReport.self, "The accuracy of a network under corruptions.") {
      Property("rows", "A row a kind.") { $0.rows }
      Property("cleanAccuracy", "On the images as they are.") { $0.cleanAccuracy }
      Property("meanError", "The mean over kinds and severities, as for CIFAR-10-C.") { $0.meanError }
      Property("meanErrorStandardError", "Over images.") { $0.meanErrorStandardError }
      Property("accuracyBySeverity", "The mean over kinds at each severity.") { $0.accuracyBySeverity }
      Property("convention", "Which kinds the means are over, in words.") { $0.convention }
      Method(
        "normalizedError", "The mean corruption error, each kind over that of a base.",
        .labelled("base", CorruptionReport.self, "of the same kinds"),
        formula: "mCE = mean over kinds of Σₛ E / Σₛ E(base)",
        example: """
          let (a, b) = (mlp([64, 20, 10]), mlp([64, 10]))
          let learned = [a, b].map { train($0, on: digits(), epochs: 5).network }
          let reports = learned.map { corruptionReport(of: $0, on: digits().test, kinds: [.gaussianNoise, .contrast]) }
          reports[0].normalizedError(base: reports[1])
          """
      ) { _, report, base in try report.normalizedError(base: base) }
      Method(
        "relativeError", "The same with the clean errors taken off above and below.",
        .labelled("base", CorruptionReport.self, "of the same kinds"),
        example: """
          let (a, b) = (mlp([64, 20, 10]), mlp([64, 10]))
          let learned = [a, b].map { train($0, on: digits(), epochs: 5).network }
          let reports = learned.map { corruptionReport(of: $0, on: digits().test, kinds: [.gaussianNoise, .contrast]) }
          reports[0].relativeError(base: reports[1])
          """
      ) { _, report, base in try report.relativeError(base: base) }
    }
    TypeDeclaration(CorruptionReport.Row.self, "The accuracy under one kind of corruption.") {
      Property("kind", "The kind.") { $0.kind }
      Property("accuracies", "At each severity.") { $0.accuracies }
      Property("standardErrors", "Of each.") { $0.standardErrors }
      Property("meanError", "The mean over severities.") { $0.meanError }
    }
    TypeDeclaration(choice: AccuracyScale.self, "The scale on which accuracies lie on a line.") { scale in
      switch scale {
      case .logit: "ln(a / (1 - a))."
      case .probit: "The quantile of the normal distribution."
      }
    }
    TypeDeclaration(RobustnessLine.self, "A line of shifted on clean accuracies.") {
      Property("slope", "On the scale.") { $0.slope }
      Property("intercept", "On the scale.") { $0.intercept }
      Property("slopeError", "The standard error of the slope.") { $0.slopeError }
      Property("interceptError", "The standard error of the intercept.") { $0.interceptError }
      Property("slopeInterval", "The interval of the slope.") {
        [$0.slopeInterval.lowerBound, $0.slopeInterval.upperBound]
      }
      Property("rSquared", "What the line explains.") { $0.rSquared }
      Property("convention", "What was fitted, in words.") { $0.convention }
      Method(
        "predicted", "The shifted accuracy that the line gives a clean one.",
        .labelled("clean", Double.self, "a fraction"),
        example:
          "robustnessLine(clean: [0.8, 0.85, 0.9], shifted: [0.6, 0.66, 0.75], images: 10000).predicted(clean: 0.87)"
      ) { _, line, clean in try line.predicted(clean: clean).accuracy }
      Method(
        "effectiveRobustness", "How far a network lies above the line.",
        .labelled("clean", Double.self, "its clean accuracy"),
        .labelled("shifted", Double.self, "its shifted accuracy"),
        formula: "ρ = shifted - β(clean)",
        example: """
          let line = robustnessLine(clean: [0.8, 0.85, 0.9], shifted: [0.6, 0.66, 0.75], images: 10000)
          line.effectiveRobustness(clean: 0.87, shifted: 0.75)
          """,
        paper: "Taori et al. 2020, arXiv:2007.00644"
      ) { _, line, clean, shifted -> EffectiveRobustness in
        try line.effectiveRobustness(clean: clean, shifted: shifted)
      }
      Method(
        "chart", "The networks and the line, with the interval of another network's accuracy.",
        .labelled("clean", [Double].self, "accuracies to mark"), .labelled("shifted", [Double].self, "as many"),
        example: """
          robustnessLine(clean: [0.8, 0.85, 0.9], shifted: [0.6, 0.66, 0.75], images: 10000).chart(clean: [0.87], shifted: [0.75])
          """
      ) { call, line, clean, shifted in
        guard clean.count == shifted.count else {
          throw call.invalid("shifted", expected: "\(clean.count) accuracies", found: "\(shifted.count)")
        }
        return try line.chart(clean: clean, shifted: shifted)
      }
    }
    TypeDeclaration(EffectiveRobustness.self, "How far a network lies above the line.") {
      Property("value", "The shifted accuracy less what the line says.") { $0.value }
      Property("predicted", "What the line says.") { $0.predicted }
      Property("interval", "What it would be for another network on the line, at both ends.") {
        [$0.interval.lowerBound, $0.interval.upperBound]
      }
      Property("samplingError", "The standard error from the images alone.") { $0.samplingError }
    }
  }
}

extension Corruption {
  /// Each kind without settings, with a sentence.
  fileprivate static let everyKind: [(Corruption, String)] = [
    (.gaussianNoise, "Normal noise."), (.shotNoise, "Poisson noise, as of few photons."),
    (.impulseNoise, "Some numbers turned to 0 or 1."), (.defocusBlur, "Out of focus: correlation with a disk."),
    (.glassBlur, "As through frosted glass: neighbours copied at random."),
    (.motionBlur, "Half a Gaussian along a line."), (.zoomBlur, "The mean of magnifications."),
    (.snow, "Flakes along a steep line over a paler image."),
    (.frost, "A photograph of frost added, which has to be given."), (.fog, "A plasma fractal added."),
    (.brightness, "V of HSV raised."), (.contrast, "Differences from the mean made smaller."),
    (.elasticTransform, "A random affine map and smooth displacements."), (.pixelate, "Means over boxes, and back."),
    (.jpegCompression, "As JPEG gives back, chroma at half the resolution."),
    (.speckleNoise, "Noise in proportion to the value."), (.gaussianBlur, "Convolution with a Gaussian."),
    (.spatter, "Drops of water, or of mud from severity 4 on."), (.saturate, "S of HSV changed."),
  ]
}
