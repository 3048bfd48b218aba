extension Library {
  /// The greatest number of values that a format takes.
  private static let mostFormatted = 12

  /// `String(format:…)`, a row for every number of values.
  static let formattingMembers: [LibraryMember] = (0...mostFormatted).map { count in
    let values = (0..<count).map { ", _ value\($0): Any" }.joined()
    return row(
      .makeString, "init(format: String\(values)) -> String",
      "values put into a text: %d for integers, %.3f %e %g for numbers, %@ for anything"
    ) { _, a in .string(try TextFormat.filled(try a[0].string(), Array(a.dropFirst()))) }
  }
}
