/// Shows a value.
package struct DisplayData: MessageContent {
  package static let type = "display_data"

  /// The value's representations.
  package let bundle: MimeBundle
  /// The name under which the display can be updated.
  package let displayID: String?

  /// A value to show.
  package init(_ bundle: MimeBundle, displayID: String?) {
    self.bundle = bundle
    self.displayID = displayID
  }

  package var json: JSONValue {
    [
      "data": .object(bundle.data), "metadata": .object(bundle.metadata),
      "transient": .object(displayID.map { ["display_id": .string($0)] } ?? [:]),
    ]
  }

  package var weight: Int { bundle.weight }
}
