import CommandLanguage
import Datasets
import Figures
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Robustness seen through Fourier space.
  static let fourier = CommandModule("fourier", summary: "How perturbations of single frequencies change the error.") {
    Command(
      "fourierHeatMap", "Measures the error of a network under a perturbation of each single frequency.",
      .labelled("of", Network.self, "the network"),
      .labelled("on", Samples.self, "labelled images"),
      .labelled(
        "norm", Double.self, default: 4, "the Euclidean norm of the perturbation of one channel", unit: "pixel range"),
      .labelled("clip", Bool.self, default: false, "whether perturbed pixels are clamped to 0...1"),
      .labelled("seed", Int?.self, "draws the signs, the same for every network; the session's seed unless given"),
      formula: "x + r·v·U(i, j), r = ±1, ‖U‖ = 1; value = error rate",
      example: "fourierHeatMap(of: mlp([64, 10]), on: digits().test, norm: 1)",
      paper: "Yin et al. 2019, arXiv:1906.08988"
    ) { call, net, samples, norm, clip, seed -> FourierHeatMap in
      guard let image = samples.imageShape else {
        throw call.invalid(
          "on", expected: "images", found: "rows of \(samples.features) numbers without an image shape")
      }
      let passes = Double(samples.count) * Double(image.height * image.width) / 2
      let seed = try seed ?? call.cell.seed
      return try call.working(operations: 2 * passes * Double(net.parameterCount)) { checkpoint in
        try fourierHeatMap(
          of: net, on: samples.inputs, labels: samples.labels, shape: image, norm: norm, clip: clip, seed: seed,
          checkpoint: checkpoint)
      }
    }
    TypeDeclaration(FourierHeatMap.self, "Error rates under perturbations of single frequencies.") {
      Property("errors", "The error rate of each frequency, [height, width], frequency 0 in the middle.") { $0.errors }
      Property("standardErrors", "The binomial error of each rate.", formula: "√(p(1-p)/n)") { $0.standardErrors }
      Property("cleanError", "The error rate on the same images unperturbed.") { $0.cleanError }
      Property("imageCount", "The number of images.") { $0.imageCount }
      Property("convention", "Norm, signs and clipping in words.") { $0.convention }
    }
  }
}

extension FourierHeatMap {
  /// The map as a figure with frequencies on the axes.
  func chart(_ title: String) -> Chart {
    let (height, width) = (errors.shape[0], errors.shape[1])
    let map = HeatMap(
      errors.doubles, rows: height, columns: width,
      x: FourierHeatMap.frequencies(width), y: FourierHeatMap.frequencies(height), domain: 0...1, label: "error rate")
    return Chart(
      title, x: Axis("horizontal frequency"), y: Axis("vertical frequency"), marks: [.heatMap(map)])
  }

  /// The edges of the cells of an axis, so that each frequency sits in the middle of its cell.
  private static func frequencies(_ count: Int) -> ClosedRange<Double> {
    Double(-(count / 2)) - 0.5...Double(count - 1 - count / 2) + 0.5
  }
}
