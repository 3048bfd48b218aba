import Figures
import Tensors

/// The numbers of an array in aligned rows: all of a small one; the corners of a large one; of a stack the first layer.
struct TensorPreview {
  /// The columns of a terminal, less the margin.
  private static let width = 76
  private static let shownRows = 8

  private let tensor: Tensor

  /// - Precondition: the array has elements and an axis.
  init(_ tensor: Tensor) { self.tensor = tensor }

  /// At most nine lines.
  var lines: [String] {
    let extents = tensor.shape.extents
    guard extents.count > 1 else { return vector(count: extents[0]) }
    let (rows, columns) = (extents[extents.count - 2], extents[extents.count - 1])
    let layers = extents.dropLast(2).reduce(1, *)
    guard layers > 1 else { return matrix(rows: rows, columns: columns, most: TensorPreview.shownRows) }
    let place = extents.dropLast(2).map { _ in "0" }.joined(separator: ", ")
    return ["  [\(place)] of \(NumberText.grouped(layers)) matrices:"]
      + matrix(rows: rows, columns: columns, most: TensorPreview.shownRows - 1)
  }

  /// A vector fills lines; of a long one three, and one for its end.
  private func vector(count: Int) -> [String] {
    let shown = count <= 200 ? Array(0..<count) : Array(0..<40) + Array(count - 40..<count)
    let texts = TensorPreview.aligned(shown.map { tensor.element($0) })
    let perLine = max(1, TensorPreview.width / ((texts.first?.count ?? 1) + 2))
    func line(_ texts: ArraySlice<String>) -> String { "  " + texts.joined(separator: "  ") }
    if count <= perLine * TensorPreview.shownRows, count == shown.count {
      return stride(from: 0, to: count, by: perLine).map { line(texts[$0..<min($0 + perLine, count)]) }
    }
    let head = stride(from: 0, to: min(3 * perLine, 40), by: perLine).map {
      line(texts[$0..<min($0 + perLine, 40)])
    }
    return head + ["  ⋮", line(texts.suffix(perLine))]
  }

  private func matrix(rows: Int, columns: Int, most: Int) -> [String] {
    let rowPlaces = TensorPreview.places(rows, most: most, tail: most / 2 - 1)
    // As many columns as fit when all are as wide as the widest shown.
    var shownColumns = min(columns, TensorPreview.width / 3)
    while true {
      let columnPlaces = TensorPreview.places(columns, most: shownColumns, tail: shownColumns / 2)
      let numbers = rowPlaces.flatMap { row in
        columnPlaces.map { column in row.flatMap { row in column.map { tensor.element(row * columns + $0) } } }
      }
      let texts = TensorPreview.aligned(numbers.compactMap(\.self))
      let width = texts.first?.count ?? 1
      let total = columnPlaces.reduce(0) { $0 + ($1 == nil ? 1 : width) + 2 }
      if total > TensorPreview.width + 2, shownColumns > 3 {
        shownColumns = max(3, min(shownColumns - 1, (TensorPreview.width - 1) / (width + 2)))
        continue
      }
      var next = texts.makeIterator()
      return rowPlaces.map { row in
        guard row != nil else { return "  ⋮" }
        return "  " + columnPlaces.map { $0 == nil ? "…" : next.next() ?? "" }.joined(separator: "  ")
      }
    }
  }

  /// Which of `count` places are shown, nil for those between.
  private static func places(_ count: Int, most: Int, tail: Int) -> [Int?] {
    guard count > most else { return (0..<count).map { $0 } }
    let tail = max(0, min(tail, most - 2))
    let head: [Int?] = (0..<max(1, most - 1 - tail)).map { $0 }
    return head + [nil] + (count - tail..<count).map { $0 }
  }

  /// Numbers with as many places after the point as the largest needs for four digits, all equally wide.
  static func aligned(_ numbers: [Double]) -> [String] {
    let finite = numbers.filter(\.isFinite)
    let largest = finite.map(abs).max() ?? 0
    let texts: [String]
    if finite.allSatisfy({ $0 == $0.rounded() }), largest < 1e7 {
      texts = numbers.map { $0.isFinite ? NumberText.fixed($0, decimals: 0) : NumberText.reading($0) }
    } else if largest >= 1e6 || largest < 1e-3 {
      texts = numbers.map { NumberText.reading($0) }
    } else {
      var decimals =
        switch largest {
        case ..<0.01: 6
        case ..<0.1: 5
        case ..<1: 4
        case ..<10: 3
        case ..<100: 2
        default: 1
        }
      // Zeros that stand at the end of all say nothing.
      while decimals > 1, finite.allSatisfy({ NumberText.fixed($0, decimals: decimals).hasSuffix("0") }) {
        decimals -= 1
      }
      texts = numbers.map { $0.isFinite ? NumberText.fixed($0, decimals: decimals) : NumberText.reading($0) }
    }
    let signed = texts.map { $0.hasPrefix("-") ? "−" + $0.dropFirst() : $0 }
    let width = signed.map(\.count).max() ?? 0
    return signed.map { String(repeating: " ", count: width - $0.count) + $0 }
  }
}
