extension NetworkError {
  /// - Throws: `.setting` unless the condition is met.
  static func demand(
    _ isMet: Bool, _ name: String, _ expected: @autoclosure () -> String, _ found: @autoclosure () -> some Any
  ) throws(NetworkError) {
    if !isMet { throw .setting(name: name, expected: expected(), found: "\(found())") }
  }
}
