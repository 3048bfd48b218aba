import JupyterProtocol

/// The states of widgets that cells have opened, as nbclient keeps them in a notebook, so that exporters can draw them.
struct NotebookWidgets: Sendable {
  private var states: [String: [String: JSONValue]] = [:]

  /// Takes the state with which a widget is opened.
  mutating func open(_ id: String, target: String, data: JSONValue) {
    guard target == WidgetModels.target, let state = data["state"]?.objectValue else { return }
    states[id] = state
  }

  /// Takes what has changed of a widget's state.
  mutating func update(_ id: String, data: JSONValue) {
    guard data["method"] == "update", let changes = data["state"]?.objectValue else { return }
    states[id]?.merge(changes) { _, new in new }
  }

  /// The member `widgets` of the notebook's metadata; nil without widgets.
  var metadata: JSONValue? {
    if states.isEmpty { return nil }
    return [
      "application/vnd.jupyter.widget-state+json": [
        "state": .object(states.mapValues { WidgetModels.saved(.object($0)) }), "version_major": 2, "version_minor": 0,
      ]
    ]
  }
}
