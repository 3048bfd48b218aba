/// What `kernel_info_reply` says about an interpreter.
public struct InterpreterDescription: Sendable, Hashable {
  /// The name of the implementation.
  public var implementation: String
  /// Its version.
  public var implementationVersion: String
  /// The language it runs.
  public var language: LanguageInfo
  /// The text a console shows at its start.
  public var banner: String
  /// Entries for a front end's help menu, in order.
  public var helpLinks: [HelpLink]

  /// A description of an implementation and its language.
  public init(
    implementation: String, implementationVersion: String, language: LanguageInfo, banner: String,
    helpLinks: [HelpLink] = []
  ) {
    self.implementation = implementation
    self.implementationVersion = implementationVersion
    self.language = language
    self.banner = banner
    self.helpLinks = helpLinks
  }
}

/// An entry of a front end's help menu.
public struct HelpLink: Sendable, Hashable {
  /// The text of the entry.
  public var text: String
  /// Where it leads.
  public var url: String

  /// An entry that leads to an address.
  public init(text: String, url: String) {
    self.text = text
    self.url = url
  }
}
