extension JSONValue {
  /// The document as UTF-8 bytes without white space, names sorted.
  ///
  /// - Complexity: O(*n* log *m*) for *n* bytes in objects of *m* members.
  public var compactBytes: [UInt8] { bytes(.compact) }

  /// The document as text without white space, names sorted.
  public var compactText: String { String(decoding: compactBytes, as: UTF8.self) }

  /// The document in the layout of notebook files: names sorted, one space a level, no newline at the end.
  public var indentedText: String { String(decoding: bytes(.indented), as: UTF8.self) }

  private func bytes(_ layout: JSONWriter.Layout) -> [UInt8] {
    var writer = JSONWriter(layout)
    writer.write(self)
    return writer.bytes
  }
}
