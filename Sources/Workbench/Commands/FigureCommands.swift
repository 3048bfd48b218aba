import CommandLanguage
import Figures
import Tensors

extension CommandModule {
  /// Charts out of numbers.
  static let figures = CommandModule("figures", summary: "Charts: lines, points, bars, heat maps, and grids of them.") {
    TypeDeclaration(Chart.self, "A figure; shown interactive, as SVG, PNG, PDF or text, whichever the front end can.") {
      Initializer(
        "A chart of marks on two axes.",
        .positional("title", String.self, "what it shows; empty for none"),
        .labelled("x", String.self, default: "", "the label of the horizontal axis, with its unit"),
        .labelled("y", String.self, default: "", "the label of the vertical axis, with its unit"),
        .labelled("xScale", Axis.Scale.self, default: .linear, ".linear or .log"),
        .labelled("yScale", Axis.Scale.self, default: .linear, ".linear or .log"),
        .labelled("marks", [Mark].self, "what is drawn, first at the bottom"),
        example: "Chart(\"squares\", x: \"n\", y: \"n²\", marks: [.line(\"n²\", x: [1, 2, 3], y: [1, 4, 9])])"
      ) { _, title, x, y, xScale, yScale, marks in
        // A matrix is read from the top, as it is printed.
        let showsMatrix = marks.contains { if case .heatMap(let map) = $0 { map.y == nil } else { false } }
        return Chart(
          title, x: Axis(x, scale: xScale), y: Axis(y, scale: yScale, isReversed: showsMatrix), marks: marks)
      }
      StaticMethod(
        "grid", "Several charts beside each other under one title.",
        .positional("charts", [Chart].self, "in reading order"),
        .labelled("title", String.self, default: "", "what they show together"),
        .labelled("columns", Int?.self, "charts a row; chosen by their number unless given"),
        example: """
          let squares = Chart("squares", marks: [.line("n²", x: [1, 2, 3], y: [1, 4, 9])])
          Chart.grid([squares, squares.themed(.dark)], title: "twice")
          """
      ) { call, charts, title, columns in
        if let columns, columns < 1 { throw call.invalid("columns", expected: "at least 1", found: "\(columns)") }
        return Chart.grid(title, of: charts, columns: columns)
      }
      StaticMethod(
        "images", "Pictures beside each other: the rows of a matrix, or the slices of a tensor.",
        .positional(
          "tensor", Tensor.self, "[count, height × width], [count, height, width] or [count, 3, height, width]"),
        .labelled("title", String.self, default: "", "what they show together"),
        .labelled("captions", [String].self, default: [], "one a picture, or none"),
        .labelled("columns", Int?.self, "pictures a row; chosen by their number unless given"),
        .labelled(
          "range", ClosedRange<Double>?.self, "the values shown black and white; 0...1 or what the values need"),
        example: "Chart.images(digits().test.inputs[0..<6], title: \"six digits\")"
      ) { call, tensor, title, captions, columns, range in
        if let columns, columns < 1 { throw call.invalid("columns", expected: "at least 1", found: "\(columns)") }
        let tiles = try call.tiles(of: tensor, captions: captions)
        return Chart.images(title, tiles: tiles, columns: columns, domain: range)
      }
      Method(
        "themed", "The same figure on another ground: .light or .dark.",
        .positional("theme", Theme.self, "the ground"),
        example: "Chart(\"squares\", marks: [.line(\"n²\", x: [1, 2, 3], y: [1, 4, 9])]).themed(.dark)"
      ) { _, chart, theme -> Chart in
        var chart = chart
        chart.theme = theme
        return chart
      }
    }
    TypeDeclaration(choice: Theme.self, "The ground that a figure is drawn on.") { theme in
      switch theme {
      case .light: "Dark ink on white."
      case .dark: "Light ink on near-black, for dark notebooks and slides."
      }
    }
    TypeDeclaration(Mark.self, "Something drawn in a chart.") {
      StaticMethod(
        "line", "A line through points, with an optional band of ± error.",
        .positional("name", String.self, "its name in the legend"),
        .labelled("x", [Double].self, "positions along x"),
        .labelled("y", [Double].self, "as many as x"),
        .labelled("error", [Double]?.self, "half the width of the band at each point"),
        example: "Chart(\"squares\", marks: [.line(\"n²\", x: [1, 2, 3], y: [1, 4, 9], error: [0.1, 0.2, 0.5])])"
      ) { call, name, x, y, error in
        try call.requireEqualCounts("y", x, y)
        if let error { try call.requireEqualCounts("error", x, error) }
        let band = error.map { error in
          Line.Band(lower: zip(y, error).map { $0 - $1 }, upper: zip(y, error).map { $0 + $1 })
        }
        return Mark.line(Line(x: x, y: y, band: band, name: name))
      }
      StaticMethod(
        "points", "Points without a line.",
        .positional("name", String.self, "its name in the legend"),
        .labelled("x", [Double].self, "positions along x"), .labelled("y", [Double].self, "as many as x"),
        example: "Chart(\"roots\", marks: [.points(\"√n\", x: [1, 4, 9], y: [1, 2, 3])])"
      ) { call, name, x, y in
        try call.requireEqualCounts("y", x, y)
        return Mark.scatter(Scatter(x: x, y: y, name: name))
      }
      StaticMethod(
        "bars", "A bar a label, with optional ± error.",
        .positional("name", String.self, "its name in the legend"),
        .labelled("labels", [String].self, "one a bar"),
        .labelled("values", [Double].self, "as many as labels"),
        .labelled("error", [Double]?.self, "half the length of the error bars"),
        example: "Chart(\"accuracy\", marks: [.bars(\"test\", labels: [\"dense\", \"pruned\"], values: [0.97, 0.95])])"
      ) { call, name, labels, values, error in
        try call.requireEqualCounts("values", labels, values)
        if let error { try call.requireEqualCounts("error", labels, error) }
        return Mark.bars(Bars(labels, values, errors: error, name: name))
      }
      StaticMethod(
        "histogram", "How often values fall between evenly spaced edges.",
        .positional("name", String.self, "its name in the legend"),
        .labelled("values", [Double].self, "the values counted"),
        .labelled("bins", Int?.self, "how many bins; by the Freedman-Diaconis rule unless given"),
        example: "Chart(\"weights\", marks: [.histogram(\"fc1\", values: mlp([8, 4])[\"fc1.weight\"].values, bins: 8)])"
      ) { call, name, values, bins in
        if let bins, bins < 1 { throw call.invalid("bins", expected: "at least 1", found: "\(bins)") }
        return Mark.histogram(Histogram(values, bins: bins, name: name))
      }
      StaticMethod(
        "heatMap", "A matrix as coloured cells; row 0 at the top, or along y where its range is given.",
        .positional("values", Tensor.self, "a matrix"),
        .labelled(
          "x", ClosedRange<Double>?.self, "where the first column begins and the last ends; counted from 0 unless given"
        ),
        .labelled("y", ClosedRange<Double>?.self, "where the first row begins and the last ends"),
        .labelled("label", String.self, default: "", "what the colours mean"),
        .labelled("colors", ColorMap.self, default: .viridis, "the colour map"),
        example: "Chart(\"a matrix\", marks: [.heatMap(tensor([[1, 2], [3, 4]]), label: \"value\")])"
      ) { call, values, x, y, label, colors in
        guard values.rank == 2 else {
          throw call.invalid("values", expected: "a matrix", found: "a tensor of shape \(values.shape)")
        }
        let map = HeatMap(
          values.doubles, rows: values.shape[0], columns: values.shape[1], x: x, y: y, colors: colors, label: label)
        return Mark.heatMap(map)
      }
      StaticMethod(
        "rule", "A vertical line.", .labelled("x", Double.self, "where"),
        .labelled("label", String.self, default: "", "its text"),
        example: "Chart(\"squares\", marks: [.line(\"n²\", x: [1, 2], y: [1, 4]), .rule(x: 1.5, label: \"middle\")])"
      ) {
        _, x, label in Mark.rule(Rule(.x(x), label: label))
      }
      StaticMethod(
        "rule", "A horizontal line.", .labelled("y", Double.self, "where"),
        .labelled("label", String.self, default: "", "its text"),
        example: "Chart(\"squares\", marks: [.line(\"n²\", x: [1, 2], y: [1, 4]), .rule(y: 2)])"
      ) {
        _, y, label in Mark.rule(Rule(.y(y), label: label))
      }
    }
    TypeDeclaration(Axis.Scale.self, "How an axis maps numbers to places.") {
      StaticMember("linear", "Equal steps for equal differences.") { Axis.Scale.linear }
      StaticMember("log", "Equal steps for equal ratios.") { Axis.Scale.log }
    }
    TypeDeclaration(choice: ColorMap.self, "Colours for numbers.") { map in
      switch map {
      case .viridis: "Dark blue to yellow, even to the eye and to the colour-blind."
      case .magma: "Black through purple to cream."
      case .diverging: "Blue through white to red, for numbers around a middle."
      case .grey: "Black to white."
      }
    }
  }
}

extension CallContext {
  /// The pictures of a tensor.
  /// - Throws: the error of an argument that is no pictures, or whose captions are not as many.
  fileprivate func tiles(of tensor: Tensor, captions: [String]) throws -> [ImageGrid.Tile] {
    let extents = tensor.shape.extents
    var (height, width, channels) = (0, 0, ImageGrid.Tile.Channels.grey)
    switch extents.count {
    case 2:
      height = Int(Double(extents[1]).squareRoot().rounded())
      width = height
      guard height * width == extents[1] else {
        throw invalid(
          "tensor", expected: "rows whose length is a square number", found: "\(extents[1]) values a row",
          mend: "reshape to [count, height, width]")
      }
    case 3: (height, width) = (extents[1], extents[2])
    case 4 where extents[1] == 3: (height, width, channels) = (extents[2], extents[3], .planarRGB)
    case 4 where extents[1] == 1: (height, width) = (extents[2], extents[3])
    default:
      throw invalid("tensor", expected: "[count, height, width] or one of the other forms", found: "\(tensor.shape)")
    }
    guard captions.isEmpty || captions.count == extents[0] else {
      throw invalid("captions", expected: "\(extents[0]), one a picture, or none", found: "\(captions.count)")
    }
    guard extents[0] <= 1000 else {
      throw invalid("tensor", expected: "at most 1,000 pictures", found: "\(extents[0])")
    }
    let values = tensor.doubles
    let size = extents[0] == 0 ? 0 : tensor.count / extents[0]
    return (0..<extents[0]).map { index in
      ImageGrid.Tile(
        Array(values[index * size..<(index + 1) * size]), rows: height, columns: width, channels: channels,
        caption: captions.isEmpty ? "" : captions[index])
    }
  }

  /// - Throws: the error of an argument that has not as many elements as `x`.
  fileprivate func requireEqualCounts(_ parameter: String, _ reference: [some Any], _ values: [some Any]) throws {
    guard reference.count == values.count else {
      throw invalid(parameter, expected: "\(reference.count) elements, one a position", found: "\(values.count)")
    }
  }
}
