extension JSONValue {
  /// Reads a JSON document from UTF-8 bytes.
  ///
  /// - Throws: ``JSONError`` with the place, for anything that is no JSON document, is nested too deeply or holds a
  ///   number beyond `Double`.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes)
    self = try parser.document()
  }

  /// Reads a JSON document from text.
  ///
  /// - Throws: ``JSONError`` as ``init(parsing:)-([UInt8])`` does.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}
