import CommandLanguage
public import Figures

/// A value of the domain that has a richer form than text.
public protocol RichlyDisplayed {
  /// What a front end shows: a chart's or a table's `bundle()`, always with a text form among its entries.
  var displayBundle: DisplayBundle { get }
}

extension Value {
  /// The value as a front end shows it: rich where people would rather look, always with a text form.
  var displayBundle: DisplayBundle {
    switch self {
    case .foreign(let object as any RichlyDisplayed): object.displayBundle
    case .some(let wrapped): wrapped.displayBundle
    default: DisplayBundle(text: shortenedText)
    }
  }

  /// The text of the value, cut where nobody would read on.
  private var shortenedText: String {
    let text = description
    let limit = 4_000
    guard text.utf8.count > limit else { return text }
    return String(text.prefix(limit)) + " … (\(NumberText.grouped(text.count - limit)) more characters)"
  }
}

extension Chart: RichlyDisplayed {
  public var displayBundle: DisplayBundle { bundle() }
}
