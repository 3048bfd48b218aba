public import Archives
public import CommandLanguage
public import Figures
import Tensors

extension TensorArchive: ForeignValue {
  public static var typeName: String { "TensorArchive" }

  /// The headline and a row an array.
  public var displayText: String { previewText + "\n" + table.text }

  /// `TensorArchive: 12 arrays, 266,610 numbers`
  public var previewText: String {
    let numbers = NumberText.grouped(entries.reduce(0) { $0 + $1.array.count })
    return "TensorArchive: \(NumberText.grouped(count)) array\(count == 1 ? "" : "s"), \(numbers) numbers"
  }

  /// More rows than this are cut at the end.
  private static var shownRows: Int { 60 }

  private var table: Table {
    var table = Table(
      columns: [.init("name"), .init("shape"), .init("elements"), .init("bytes", .right)],
      rows: entries.prefix(Self.shownRows).map { entry in
        let extents = entry.array.shape.extents.map(String.init).joined(separator: " × ")
        return [
          entry.name, extents.isEmpty ? "scalar" : extents, entry.array.type.rawValue,
          NumberText.grouped(entry.array.bytes.count),
        ]
      })
    if count > Self.shownRows { table.append(["⋮", "", "", ""]) }
    for (name, kind) in refused.sorted(by: { $0.key < $1.key }) { table.append([name, "not read", kind, ""]) }
    return table
  }
}

extension TensorArchive: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var table = table
    table.title = previewText
    return table.bundle()
  }
}

extension TensorArchive: NamedElements {
  public func elementNames(atMost count: Int) -> [String] { Array(names.prefix(count)) }
}
