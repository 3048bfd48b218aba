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
    case .foreign(let object as any RichlyDisplayed): return object.displayBundle
    case .some(.foreign(let object as any RichlyDisplayed)): return object.displayBundle
    case .array(let elements):
      guard let table = Table(listing: elements) else { break }
      // Values of the domain read better as a table in characters too.
      let isForeign = if case .foreign? = elements.first { true } else { false }
      return table.bundle(text: isForeign ? table.text : ValueText().text(self))
    default: break
    }
    return DisplayBundle(text: ValueText().text(self))
  }

  /// The value as `display` shows it: as a result, but a text as it stands, which is there to be read.
  var shownBundle: DisplayBundle {
    if case .string(let text) = self { DisplayBundle(text: text) } else { displayBundle }
  }
}

extension Chart: RichlyDisplayed {
  public var displayBundle: DisplayBundle { bundle() }
}

extension Table {
  /// The table in its rich forms with another text.
  func bundle(text: String) -> DisplayBundle { bundle().with(text: text) }
}

extension DisplayBundle {
  /// The bundle with another text form.
  func with(text: String) -> DisplayBundle {
    var bundle = self
    bundle.entries.removeAll { $0.mime == "text/plain" }
    bundle.entries.append(Entry(mime: "text/plain", content: .text(text)))
    return bundle
  }
}
