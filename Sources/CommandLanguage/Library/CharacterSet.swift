/// A set of characters for trimming texts, by the names that Foundation gives them.
enum CharacterSet: String, ForeignValue, CaseIterable {
  case whitespaces, newlines, whitespacesAndNewlines, punctuationCharacters, decimalDigits, letters, alphanumerics

  static let typeName = "CharacterSet"

  private func contains(_ character: Character) -> Bool {
    switch self {
    case .whitespaces: character.isWhitespace && !character.isNewline
    case .newlines: character.isNewline
    case .whitespacesAndNewlines: character.isWhitespace
    case .punctuationCharacters: character.isPunctuation
    case .decimalDigits: character.isWholeNumber
    case .letters: character.isLetter
    case .alphanumerics: character.isLetter || character.isNumber
    }
  }

  /// A text without the characters of the set at both ends.
  func trimming(_ text: String) -> String {
    let rest = text.drop(while: contains)
    return rest.lastIndex { !contains($0) }.map { String(rest[...$0]) } ?? ""
  }
}

extension Library {
  static let characterSetMembers: [LibraryMember] = CharacterSet.allCases.map { set in
    row(.staticCharacterSet, "\(set.rawValue): CharacterSet", "the characters that 'trimmingCharacters' takes off") {
      _, _ in set.value
    }
  }
}
