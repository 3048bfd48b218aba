import JupyterKernel
import JupyterProtocol
import Workbench

/// The controls of a session as models of ipywidgets (protocol 2.1): state that front ends with `jupyterlab_widgets` draw
/// without any code of ours.
///
/// Every control is three models, each with a comm: its layout, its style, and itself, which names the other two.
struct WidgetModels {
  /// The target under which the kernel opens comms of widgets.
  static let target = "jupyter.widget"
  /// The target by which front ends ask for all states at once.
  static let controlTarget = "jupyter.widget.control"
  /// The marks of every comm.
  static let metadata: JSONValue = ["version": "2.1.0"]

  private static let moduleVersion: JSONValue = "2.0.0"

  let control: Control

  /// The comm and model id of the control itself.
  var id: String { control.id }

  /// Id and state of each model; what a state names comes before it.
  var states: [(id: String, state: JSONValue)] {
    [(layoutID, Self.layout), (styleID, style), (id, state)]
  }

  /// What a front end shows, and the text for those that know no widgets.
  var bundle: MimeBundle {
    MimeBundle(data: [
      "application/vnd.jupyter.widget-view+json": [
        "model_id": .string(id), "version_major": 2, "version_minor": 0,
      ],
      "text/plain": .string(control.text),
    ])
  }

  /// The data with which a model's comm is opened.
  static func opening(_ state: JSONValue) -> JSONValue { ["state": state, "buffer_paths": []] }

  /// A model's state as notebooks and `update_states` hold it.
  static func saved(_ state: JSONValue) -> JSONValue {
    [
      "model_name": state["_model_name"] ?? .null, "model_module": state["_model_module"] ?? .null,
      "model_module_version": state["_model_module_version"] ?? .null, "state": state,
    ]
  }

  /// What tells front ends a new value.
  var valueUpdate: JSONValue { ["method": "update", "state": ["value": .double(control.value)], "buffer_paths": []] }

  /// Takes what a front end says of a model.
  static func answers(to data: JSONValue, of control: Control, state: () -> JSONValue) -> [JSONValue] {
    switch data["method"]?.stringValue {
    case "update":
      if let value = data["state"]?["value"]?.doubleValue { control.value = value }
      return []
    case "request_state": return [["method": "update", "state": state(), "buffer_paths": []]]
    default: return []
    }
  }

  private var layoutID: String { id + "-layout" }
  private var styleID: String { id + "-style" }

  private static let layout = model("LayoutModel", "LayoutView", module: "@jupyter-widgets/base", [:])

  private var style: JSONValue {
    let members: [String: JSONValue] = ["description_width": "initial"]
    return Self.model(
      control.kind == .progress ? "ProgressStyleModel" : "SliderStyleModel", "StyleView",
      module: "@jupyter-widgets/controls", viewModule: "@jupyter-widgets/base", members)
  }

  private var state: JSONValue {
    var members: [String: JSONValue] = [
      "value": .double(control.value), "min": .double(control.range.lowerBound),
      "max": .double(control.range.upperBound), "description": .string(control.label), "disabled": false,
      "orientation": "horizontal", "layout": .string("IPY_MODEL_" + layoutID), "style": .string("IPY_MODEL_" + styleID),
    ]
    let model: JSONValue
    let view: JSONValue
    switch control.kind {
    case .progress:
      (model, view) = ("FloatProgressModel", "ProgressView")
      members["bar_style"] = ""
    case .slider(let step):
      (model, view) = ("FloatSliderModel", "FloatSliderView")
      members["step"] = .double(step)
      members["readout"] = true
      members["readout_format"] = ".4~g"
      members["continuous_update"] = true
    }
    return Self.model(model, view, module: "@jupyter-widgets/controls", members)
  }

  private static func model(
    _ name: JSONValue, _ view: JSONValue, module: JSONValue, viewModule: JSONValue? = nil,
    _ members: [String: JSONValue]
  ) -> JSONValue {
    .object(
      members.merging([
        "_model_name": name, "_model_module": module, "_model_module_version": moduleVersion, "_view_name": view,
        "_view_module": viewModule ?? module, "_view_module_version": moduleVersion,
      ]) { own, _ in own })
  }
}
