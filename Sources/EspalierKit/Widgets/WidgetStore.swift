import JupyterKernel
import JupyterProtocol
import Synchronization
import Workbench

/// The controls that cells have shown, for front ends that come later and ask for all of them.
final class WidgetStore: Sendable {
  /// How many controls are offered to front ends that come later.
  private static let limit = 256

  private let controls = Mutex<[Control]>([])

  /// Opens the comms of a control and shows it.
  func show(_ control: Control, on output: any CellOutput) {
    controls.withLock { controls in
      controls.removeAll { $0.id == control.id }
      controls.append(control)
      // A notebook that is run over and over leaves controls that nobody sees.
      if controls.count > Self.limit { controls.removeFirst() }
    }
    let models = WidgetModels(control: control)
    for (index, (id, state)) in models.states.enumerated() {
      output.openComm(
        id, target: WidgetModels.target, data: WidgetModels.opening(state), metadata: WidgetModels.metadata
      ) { data in
        WidgetModels.answers(to: data, of: control) { WidgetModels(control: control).states[index].state }
      }
    }
    output.display(models.bundle, displayID: models.id)
  }

  /// Tells front ends a control's new value, and at its end the text for those without widgets: a display that changes is
  /// drawn anew, which must not happen at every step.
  func update(_ control: Control, on output: any CellOutput) {
    let models = WidgetModels(control: control)
    output.send(models.valueUpdate, onComm: models.id)
    if control.value == control.range.upperBound { output.update(models.bundle, displayID: models.id) }
  }

  /// Answers `request_states` of a front end.
  func answer(_ data: JSONValue) -> [JSONValue] {
    guard data["method"] == "request_states" else { return [] }
    var states: [String: JSONValue] = [:]
    for control in controls.withLock({ $0 }) {
      for (id, state) in WidgetModels(control: control).states { states[id] = WidgetModels.saved(state) }
    }
    return [["method": "update_states", "states": .object(states), "buffer_paths": []]]
  }
}
