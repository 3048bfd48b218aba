/// The mark that begins a cell in a script of the percent format: `// %% title [markdown] tags=["a"]`.
public enum CellMark {
  /// What a header says of a cell that holds no code.
  public static let text: Set<String> = ["[markdown]", "[md]", "[raw]"]

  /// What follows the mark in a line that begins a cell: `// %%` or `//%%`, with nothing or a space after it; nil for
  /// another line.
  public static func header(of line: Substring) -> Substring? {
    var bytes = line.utf8[...]
    guard bytes.starts(with: "//".utf8) else { return nil }
    bytes = bytes.dropFirst(2)
    if bytes.first == UInt8(ascii: " ") { bytes = bytes.dropFirst() }
    guard bytes.starts(with: "%%".utf8) else { return nil }
    bytes = bytes.dropFirst(2)
    let isEnded = bytes.first.map { [0x20, 0x09, 0x0B, 0x0C, 0x0D].contains($0) } ?? true
    return isEnded ? Substring(bytes) : nil
  }

  /// Whether a header begins a cell of text: a word outside of quotes says so.
  static func isText(_ header: Substring) -> Bool {
    let parts = header.split(separator: "\"", omittingEmptySubsequences: false)
    return stride(from: 0, to: parts.count, by: 2).contains { index in
      parts[index].split(whereSeparator: \.isWhitespace).contains { text.contains(String($0)) }
    }
  }
}
