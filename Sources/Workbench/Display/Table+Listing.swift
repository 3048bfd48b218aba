import CommandLanguage
import Figures

/// A value of the domain that is a row of a table where there are several.
protocol Tabulated: ForeignValue {
  /// The headings.
  static var columns: [Table.Column] { get }
  /// A text for each heading.
  var cells: [String] { get }
}

extension Table {
  /// More rows than this are cut in the middle.
  private static let shownRows = 20

  /// A table of values that are alike: structures of one type, tuples of the same labels, or values of the domain that
  /// know their columns. Nil for others.
  /// - Complexity: O(what is shown).
  init?(listing values: [Value]) {
    guard let first = values.first else { return nil }
    let count = values.count
    let head = count <= Table.shownRows ? count : Table.shownRows / 2
    let indices = Array(0..<head) + (head < count ? Array(count - Table.shownRows / 4..<count) : [])
    let rows: [[String]]
    let columns: [Column]
    if case .foreign(let object as any Tabulated) = first {
      let kind = type(of: object)
      columns = kind.columns
      let listed = indices.compactMap { index -> [String]? in
        guard case .foreign(let object as any Tabulated) = values[index], type(of: object) == kind else { return nil }
        return object.cells
      }
      guard listed.count == indices.count else { return nil }
      rows = listed
    } else if let names = first.columns?.map(\.name), !names.isEmpty {
      let parts = indices.compactMap { values[$0].columns }
      guard parts.count == indices.count, parts.allSatisfy({ $0.map(\.name) == names }) else { return nil }
      columns = names.indices.map { column in
        Column(names[column], parts.allSatisfy { $0[column].value.isNumber } ? .right : .left)
      }
      rows = parts.map { $0.map { ValueText().line($0.value, room: 40) } }
    } else {
      return nil
    }
    let gap = head < count ? [columns.map { _ in "⋮" }] : []
    self.init(
      head < count ? "\(NumberText.grouped(count)) rows" : "", columns: columns,
      rows: rows[..<head] + gap + rows[head...])
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .int, .double, .float: true
    default: false
    }
  }
}
