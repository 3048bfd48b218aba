public import CommandLanguage

/// A type that is a choice among names: `.pooled`, `.mean`, `.median`.
public protocol Choice: ForeignValue, Hashable, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
  /// `.name`, as cells write it.
  public var displayText: String { ".\(rawValue)" }
}

extension TypeDeclaration where Receiver: Choice {
  /// A choice, with a sentence for each of its names.
  public init(choice type: Receiver.Type, _ summary: String, _ meaning: (Receiver) -> String) {
    self.init(type, summary) {
      Receiver.allCases.map { value in StaticMember(value.rawValue, meaning(value)) { value } }
    }
  }
}
