import CommandLanguage
import Figures
import Tensors

extension CommandModule {
  /// What cells say to the front end and ask of it, beside `print` and `display`.
  static let displays = CommandModule(
    "displays", summary: "The front end: displays that change, questions, sliders, progress."
  ) {
    Command(
      "updateDisplay", "Replaces what display(_:id:) has shown, in this cell or an earlier one.",
      .positional("value", Value.self, "what to show instead"),
      .labelled("id", String.self, "the id given to display"),
      example: "updateDisplay(\"done\", id: \"state\")"
    ) { call, value, id in
      try call.cell.output.update(value.shownBundle, id: id)
    }
    Command(
      "clearOutput", "Removes what the cell has shown so far.",
      .labelled("wait", Bool.self, default: false, "only when the next output comes, which avoids flicker"),
      example: "clearOutput(wait: true)"
    ) { call, wait in
      try call.cell.output.clear(wait: wait)
    }
    Command(
      "warn", "Writes a line to the cell's standard error.", .positional("text", String.self, "what to say"),
      example: "warn(\"only ten images\")"
    ) { call, text in
      try call.cell.output.warn(text + "\n")
    }
    Command(
      "page", "Shows a value in the front end's pager, outside the notebook.",
      .positional("value", Value.self, "what to show"), example: "page(\"a long text\")"
    ) { call, value in
      try call.cell.output.page(value.shownBundle)
    }
    Command(
      "setNextInput", "Puts a text into the next cell.", .positional("text", String.self, "the text"),
      .labelled("replace", Bool.self, default: false, "into this cell, in place of its own text"),
      example: "setNextInput(\"let a = 1\")"
    ) { call, text, replace in
      try call.cell.output.setNextInput(text, replaces: replace)
    }
    Command(
      "readLine", "Asks the reader for a line of text; nil where nobody will answer any more.",
      .positional("prompt", String.self, default: "", "what to ask"),
      .labelled("password", Bool.self, default: false, "the text is not shown as it is typed"),
      purity: .effectful, example: "readLine(\"which round?\") ?? \"none\""
    ) { call, prompt, password -> String? in
      let output = try call.cell.output
      return try call.computing { try output.readLine(prompt: prompt, isPassword: password) }
    }
    Command(
      "slider", "Shows a slider; its .value is where the reader has moved it, also in later cells.",
      .positional("label", String.self, "what it sets"),
      .labelled("in", ClosedRange<Double>.self, "the least and the greatest value"),
      .labelled("value", Double?.self, "where it starts; in the middle unless given"),
      .labelled(
        "step", Double?.self,
        "the distance of neighbouring values; a round number near a hundredth of the range unless given"),
      purity: .effectful, example: "slider(\"rate\", in: 0...1, value: 0.5)"
    ) { call, label, range, value, step -> Slider in
      let width = range.upperBound - range.lowerBound
      // A hundredth of the width must still be a step.
      guard width.isFinite, width / 100 > 0 else {
        throw call.invalid("in", expected: "a range from one finite number to a greater one", found: "\(range)")
      }
      if let value, !range.contains(value) {
        throw call.invalid("value", expected: "a number in \(range)", found: "\(value)")
      }
      if let step, !(step > 0 && step <= width) {
        throw call.invalid("step", expected: "more than 0 and at most \(width)", found: "\(step)")
      }
      let control = try call.cell.newControl(
        .slider(step: step ?? Control.roundStep(width / 100)), label, range,
        value: value ?? range.lowerBound + width / 2)
      return Slider(control: control)
    }
    Command(
      "progressBar", "Shows a bar for a loop of your own; fill it with .update(to:).",
      .positional("label", String.self, "what is done"),
      .labelled("total", Double.self, "the value at which it is full"),
      purity: .effectful, example: "progressBar(\"images\", total: 100)"
    ) { call, label, total -> ProgressBar in
      guard total > 0, total.isFinite else {
        throw call.invalid("total", expected: "a finite number above 0", found: "\(total)")
      }
      return ProgressBar(control: try call.cell.newControl(.progress, label, 0...total, value: 0))
    }
    TypeDeclaration(Slider.self, "A slider on the screen.") {
      Property("value", "Where it stands now.") { $0.control.value }
      Property("label", "What it sets.") { $0.control.label }
      Method(
        "move", "Moves the slider on the screen.", .labelled("to", Double.self, "a value in its range"),
        purity: .effectful, result: .void, example: "let rate = slider(\"rate\", in: 0...1)\nrate.move(to: 0.25)"
      ) { call, slider, value -> Value in
        try call.show(value, on: slider.control)
      }
    }
    TypeDeclaration(ProgressBar.self, "A bar on the screen.") {
      Property("value", "How far it is filled.") { $0.control.value }
      Property("total", "The value at which it is full.") { $0.control.range.upperBound }
      Method(
        "update", "Fills the bar to a value.", .labelled("to", Double.self, "from 0 to the total"),
        purity: .effectful, result: .void, example: "let bar = progressBar(\"images\", total: 10)\nbar.update(to: 3)"
      ) { call, bar, value -> Value in
        try call.show(value, on: bar.control)
      }
    }
  }
}

extension CallContext {
  /// Sets a control's value and shows it.
  /// - Throws: the error of an argument outside the control's range.
  fileprivate func show(_ value: Double, on control: Control) throws -> Value {
    guard control.range.contains(value) else {
      throw invalid("to", expected: "a number in \(control.range)", found: "\(value)")
    }
    control.value = value
    try cell.output.update(control)
    return .void
  }
}
