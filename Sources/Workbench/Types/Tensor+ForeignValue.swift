public import CommandLanguage
import Figures
public import Tensors

extension Tensor: ForeignValue {
  public static var typeName: String { "Tensor" }

  /// Shape, precision and range in one line, then a preview of at most 6 × 8 numbers.
  public var displayText: String {
    guard count > 0 else { return previewText }
    if rank == 0 { return NumberText.reading(element(0)) }
    return summaryText + "\n" + preview
  }

  /// Shape and precision, and the range where it costs nothing: lists of variables are made after every cell.
  public var previewText: String {
    count <= 4096 ? summaryText : "Tensor \(shape) \(precision)"
  }

  private var precision: String { isDouble ? "Double" : "Float" }

  private var summaryText: String {
    guard count > 0 else { return "Tensor \(shape) \(precision), empty" }
    if let offset = firstNonFinite { return "Tensor \(shape) \(precision), not finite at element \(offset)" }
    let range = "\(NumberText.reading(minimum ?? .nan)) to \(NumberText.reading(maximum ?? .nan))"
    return "Tensor \(shape) \(precision), \(range), mean \(NumberText.reading(mean))"
  }

  private var preview: String {
    let columns = rank == 1 ? count : shape[rank - 1]
    let rows = columns == 0 ? 0 : count / columns
    let shownRows = min(rows, 6), shownColumns = min(columns, 8)
    var cells = (0..<shownRows).map { row in
      (0..<shownColumns).map { NumberText.reading(element(row * columns + $0)) }
    }
    let width = cells.flatMap(\.self).map(\.count).max() ?? 0
    for row in cells.indices {
      cells[row] = cells[row].map { String(repeating: " ", count: width - $0.count) + $0 }
      if shownColumns < columns { cells[row].append("…") }
    }
    let lines = cells.map { "  " + $0.joined(separator: "  ") }
    return (shownRows < rows ? lines + ["  ⋮"] : lines).joined(separator: "\n")
  }
}
