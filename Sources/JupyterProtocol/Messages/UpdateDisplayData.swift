/// Replaces what the displays of one id show.
package struct UpdateDisplayData: MessageContent {
  package static let type = "update_display_data"

  /// The displays that change.
  package let displayID: String
  private let display: DisplayData

  /// A value that takes the place of an earlier one.
  package init(_ bundle: MimeBundle, displayID: String) {
    self.displayID = displayID
    display = DisplayData(bundle, displayID: displayID)
  }

  package var json: JSONValue { display.json }

  package var weight: Int { display.weight }
}
