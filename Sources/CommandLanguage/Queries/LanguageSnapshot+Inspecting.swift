extension LanguageSnapshot {
  /// What is known of the name at a place of a cell: a command, a type, a variable, a function.
  /// - Parameter place: the place in Unicode scalars, as Jupyter counts
  public func inspect(_ source: String, at place: Int) -> Inspection? {
    let scalars = Array(source.unicodeScalars)
    var start = min(max(0, place), scalars.count)
    // On the bracket after a name, the name is meant.
    if start > 0, start == scalars.count || !scalars[start].isNamePart { start -= 1 }
    while start > 0, start < scalars.count, !scalars[start].isNamePart, "(? ".unicodeScalars.contains(scalars[start]) {
      start -= 1
    }
    guard start < scalars.count, scalars[start].isNamePart else { return nil }
    var end = start
    while start > 0, scalars[start - 1].isNamePart { start -= 1 }
    while end < scalars.count, scalars[end].isNamePart { end += 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<end])
    return inspect(name: String(view))
  }

  /// What is known of a name.
  public func inspect(name: String) -> Inspection? {
    if let known = names.first(where: { $0.name == name }) {
      let title = known.kind == "variable" ? "\(name): \(known.signature)" : known.signature
      let lines = [title] + (known.preview.isEmpty ? [] : ["", known.preview])
      return Inspection(
        name: name, text: lines.joined(separator: "\n"),
        markdown: "```swift\n\(title)\n```" + (known.preview.isEmpty ? "" : "\n\n`\(known.preview)`"))
    }
    if let commands = table.commands[name] {
      return Inspection(
        name: name, text: commands.map { Manual.text($0) }.joined(separator: "\n\n"),
        markdown: commands.map { Manual.markdown($0) }.joined(separator: "\n\n"))
    }
    if let type = table.types[name] {
      return Inspection(name: name, text: Manual.text(type), markdown: Manual.markdown(type))
    }
    guard let members = Library.standard.free[name], let first = members.first else { return nil }
    let signatures = members.map(\.signature).joined(separator: "\n")
    return Inspection(
      name: name, text: "\(signatures)\n\n\(first.summary)",
      markdown: "```swift\n\(signatures)\n```\n\n\(first.summary)")
  }
}
