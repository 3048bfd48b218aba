public import CommandLanguage
public import Experiments
public import Figures
public import Geometry
import Glibc
import Tensors

extension FourierHeatMap: ForeignValue {
  public static var typeName: String { "FourierHeatMap" }

  public var displayText: String { previewText + "\n" + Paragraph.text("  " + convention, indent: 2) }

  public var previewText: String {
    "Fourier heat map \(errors.shape[0])×\(errors.shape[1]) over \(NumberText.grouped(imageCount)) images: error "
      + "\(NumberText.reading(errors.minimum ?? .nan)) to \(NumberText.reading(errors.maximum ?? .nan)), "
      + "clean \(NumberText.reading(cleanError))"
  }
}

extension FourierHeatMap: RichlyDisplayed {
  /// The headline of the figure, which has less room than a line of text.
  var headline: String {
    "\(NumberText.grouped(imageCount)) images, clean error \(NumberText.reading(cleanError))"
  }

  public var displayBundle: DisplayBundle { chart(headline).bundle().with(text: displayText + "\n" + chart("").text) }
}

extension FourierHeatMap {
  /// The map as a figure with frequencies on the axes.
  func chart(_ title: String) -> Chart {
    // From 0 to the next tenth, so that a map of few errors is no dark square.
    let most = max((errors.finiteRange.upperBound * 10).rounded(.up) / 10, 0.1)
    return .frequencies(errors, title, label: "error rate", domain: 0...most)
  }
}

extension Chart {
  /// A grid of frequencies [H, W], frequency 0 in the middle, with frequencies on the axes.
  static func frequencies(
    _ grid: Tensor, _ title: String, label: String, domain: ClosedRange<Double>? = nil, colors: ColorMap = .viridis
  ) -> Chart {
    // The edges of the cells of an axis, so that each frequency sits in the middle of its cell.
    func edges(_ count: Int) -> ClosedRange<Double> { Double(-(count / 2)) - 0.5...Double(count - 1 - count / 2) + 0.5 }
    let map = HeatMap(
      grid.doubles, rows: grid.shape[0], columns: grid.shape[1], x: edges(grid.shape[1]), y: edges(grid.shape[0]),
      colors: colors, domain: domain, label: label)
    return Chart(title, x: Axis("horizontal frequency"), y: Axis("vertical frequency"), marks: [.heatMap(map)])
  }
}

extension FourierDifference: ForeignValue {
  public static var typeName: String { "FourierDifference" }

  public var displayText: String { previewText + "\n" + Paragraph.text("  " + convention, indent: 2) }

  public var previewText: String {
    "Error under each frequency, first - second, over \(NumberText.grouped(imageCount)) images: "
      + "\(NumberText.reading(differences.finiteRange.lowerBound)) to "
      + "\(NumberText.reading(differences.finiteRange.upperBound)), clean "
      + EstimateText.text(cleanDifference, error: cleanStandardError)
  }
}

extension FourierDifference: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    Chart.frequencies(
      differences, "clean \(EstimateText.text(cleanDifference, error: cleanStandardError))",
      label: "difference of error rates", colors: .diverging
    ).bundle().with(text: displayText)
  }
}

extension FourierChangeMap: ForeignValue {
  public static var typeName: String { "FourierChangeMap" }

  public var displayText: String { previewText + "\n" + Paragraph.text("  " + convention, indent: 2) }

  public var previewText: String {
    "Change under each frequency over \(NumberText.grouped(imageCount)) images: "
      + "\(NumberText.reading(changes.finiteRange.lowerBound)) to \(NumberText.reading(largestChange))"
  }
}

extension FourierChangeMap: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    Chart.frequencies(relativeChanges, "largest \(NumberText.reading(largestChange))", label: "relative change")
      .bundle().with(text: displayText)
  }
}

extension ChannelSigns: ForeignValue {
  public static var typeName: String { "ChannelSigns" }
  public var displayText: String { self == .drawn ? ".drawn" : ".averaged" }
}

extension RadialProfile: ForeignValue {
  public static var typeName: String { "RadialProfile" }

  public var displayText: String {
    guard let first = means.first, let last = means.last, let radius = radii.last else { return "no rings" }
    return "\(radii.count) rings, from \(NumberText.reading(first)) at frequency 0 to \(NumberText.reading(last)) at "
      + "\(NumberText.reading(radius)) waves an image"
  }
}

extension RadialProfile: RichlyDisplayed {
  /// The means with two standard errors on either side.
  public var displayBundle: DisplayBundle {
    let band = Line.Band(
      lower: zip(means, standardErrors).map { $0 - 2 * $1 }, upper: zip(means, standardErrors).map { $0 + 2 * $1 })
    return Chart(
      "", x: Axis("waves an image"), y: Axis("mean over the ring"), marks: [.line(Line(x: radii, y: means, band: band))]
    ).bundle().with(text: displayText)
  }
}

extension PathSensitivity: ForeignValue {
  public static var typeName: String { "PathSensitivity" }

  public var displayText: String {
    let distance = consistentDistance.map {
      ["  consistent distance: \(EstimateText.text($0, error: consistentDistanceError ?? .nan))"]
    }
    return ([previewText] + (distance ?? []) + [Paragraph.text("  " + convention, indent: 2)]).joined(separator: "\n")
  }

  public var previewText: String {
    "High-frequency fraction \(EstimateText.text(highFrequencyFraction, error: standardError)) over "
      + "\(NumberText.grouped(pathCount)) paths" + (leftOut > 0 ? ", \(NumberText.grouped(leftOut)) left out" : "")
  }
}

extension FourierPath: Choice {
  public static var typeName: String { "FourierPath" }
}

extension PixelPairing: Choice {
  public static var typeName: String { "PixelPairing" }
}

extension JacobianNorm: ForeignValue {
  public static var typeName: String { "JacobianNorm" }

  public var displayText: String { previewText + "\n" + Paragraph.text("  " + convention, indent: 2) }
  public var previewText: String { "Jacobian norm " + EstimateText.text(value, error: standardError) }
}

extension FrequencyCut: ForeignValue {
  public static var typeName: String { "FrequencyCut" }
  public var displayText: String { words }
}

extension ImageSpectrum: ForeignValue {
  public static var typeName: String { "ImageSpectrum" }

  public var displayText: String { previewText + "\n" + Paragraph.text("  " + convention, indent: 2) }

  public var previewText: String {
    "Spectrum of \(NumberText.grouped(imageCount)) images: high-frequency fraction "
      + EstimateText.text(highFrequencyFraction, error: fractionStandardError)
  }
}

extension ImageSpectrum: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    let logarithms = Tensor(amplitudes.shape, amplitudes.doubles.map { $0 > 0 ? log10($0) : .nan })
    return Chart.frequencies(logarithms, previewText, label: "log₁₀ of the mean amplitude").bundle()
      .with(text: displayText)
  }
}

extension Tensor {
  /// Least and largest of the numbers that are finite; 0 where there is none.
  fileprivate var finiteRange: ClosedRange<Double> {
    let values = doubles.filter(\.isFinite)
    return (values.min() ?? 0)...(values.max() ?? 0)
  }
}
