/// Replaces what the displays of one id show.
package struct UpdateDisplayData: MessageContent {
  package static let type = "update_display_data"

  private let display: DisplayData

  /// A value that takes the place of an earlier one.
  package init(_ bundle: MimeBundle, displayID: String) {
    display = DisplayData(bundle, displayID: displayID)
  }

  package var json: JSONValue { display.json }
}
