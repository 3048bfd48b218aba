extension Chart {
  /// Which forms a bundle holds.
  public struct BundleOptions: Sendable, Hashable {
    /// Whether a PNG is made: it needs `rsvg-convert`, and some 50 ms.
    public var includesPNG: Bool
    /// Whether a PDF is made.
    public var includesPDF: Bool
    /// The most rows of data that the Vega-Lite form may hold; a chart with more goes without that form.
    public var vegaRowLimit: Int

    /// By default everything.
    public init(includesPNG: Bool = true, includesPDF: Bool = true, vegaRowLimit: Int = 5000) {
      self.includesPNG = includesPNG
      self.includesPDF = includesPDF
      self.vegaRowLimit = vegaRowLimit
    }
  }

  /// The chart in every form that a front end may want: Vega-Lite v5 for JupyterLab, SVG for nbconvert and GitHub, PNG
  /// for untrusted notebooks and mail, PDF for LaTeX without Inkscape, and text.
  ///
  /// What had to be left out stands in the bundle's notes. Equal charts give equal bundles on one machine.
  ///
  /// - Complexity: O(values), and one child process of at most ``SVGConverter/timeLimit`` seconds for the PNG.
  public func bundle(_ options: BundleOptions = BundleOptions()) -> DisplayBundle {
    let canvas = drawn()
    var bundle = DisplayBundle([])
    if vegaRows > options.vegaRowLimit {
      bundle.notes.append(
        "no interactive form: \(vegaRows) rows of data, more than the limit of \(options.vegaRowLimit)")
    } else if let spec = vegaLite() {
      bundle.entries.append(.init(mime: "application/vnd.vegalite.v5+json", content: .json(spec)))
    }
    let svg = SVG.text(canvas)
    bundle.entries.append(.init(mime: "image/svg+xml", content: .text(svg)))
    if options.includesPNG {
      switch png(svg) {
      case .success(let bytes):
        bundle.entries.append(.init(mime: "image/png", content: .bytes(bytes)))
        bundle.extents["image/png"] = .init(width: Int(canvas.size.width), height: Int(canvas.size.height))
      case .failure(let error):
        bundle.notes.append("no PNG: \(error.reason)")
      }
    }
    if options.includesPDF {
      bundle.entries.append(.init(mime: "application/pdf", content: .bytes(PDF.bytes(canvas, title: title))))
    }
    bundle.entries.append(.init(mime: "text/plain", content: .text(text)))
    return bundle
  }

  /// The drawn figure as a PNG at twice its size; without a converter, the cells of a single heat map alone.
  func png(_ svg: String, converter: SVGConverter = SVGConverter()) -> Result<[UInt8], SVGConverter.Failure> {
    let converted = converter.png(svg)
    guard case .failure = converted, let raster = dataRaster else { return converted }
    return .success(PNG.bytes(raster))
  }

  /// The cells of a chart that is one heat map, without words.
  private var dataRaster: Raster? {
    guard case .plot(let plot) = content, plot.marks.count == 1, case .heatMap(let map) = plot.marks[0],
      map.cellCount > 0, let colors = ColorScale(plot.marks)
    else { return nil }
    let rect = Canvas.Rect(x: 0, y: 0, width: 320, height: 320)
    return map.raster(colors, flipsRows: !plot.y.isReversed, flipsColumns: plot.x.isReversed, for: rect)
  }
}
