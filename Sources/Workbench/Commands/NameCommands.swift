import CommandLanguage
import Figures
import Tensors

extension CommandModule {
  /// The names and the cells of the session.
  static let names = CommandModule(
    "names", summary: "The names and cells of the session: variables, files, inputs, parameters."
  ) {
    Command("variables", "Lists the variables of the session with their types.", example: "variables()") {
      call -> Table in
      Table(variables: call.variables(of: try call.cell.session))
    }
    Command(
      "reset",
      "Forgets every name that cells have declared and sets the seed back to 0. What the running cell says after it "
        + "was checked before and still finds the names that it uses; files and later cells find none.",
      example: "reset()"
    ) { call in
      let cell = try call.cell
      call.forgetNames(of: cell.session)
      cell.seed = 0
    }
    Command(
      "reset", "Forgets one name.", .positional("name", String.self, "a variable, function or type of the session"),
      example: "let scratch = 1\nreset(\"scratch\")"
    ) { call, name in
      guard call.forget(name, of: try call.cell.session) else {
        throw call.invalid(
          "name", expected: "a name that a cell has declared", found: "'\(name)'", mend: "variables() lists them")
      }
    }
    Command(
      "include",
      "Runs a Swift file in this session: as one cell, or one for each '// %%' line. The names that it declares are "
        + "known from the next cell on, because a cell is checked before it runs. The path counts from the folder of "
        + "the file that says it, or else from the working folder.",
      .positional("path", String.self, "the name of the file", isPath: true), example: "include(\"setup.swift\")"
    ) { call, path in
      try call.include(path)
    }
    Command("history", "The cells that were run before this one.", example: "history()") { call -> InputHistory in
      InputHistory(try call.cell.settings.inputs)
    }
    Command(
      "history", "The last of the cells that were run before this one.",
      .positional("count", Int.self, "how many at most", unit: "cells"), example: "history(5)"
    ) { call, count -> InputHistory in
      guard count >= 0 else { throw call.invalid("count", expected: "at least 0", found: "\(count)") }
      return InputHistory(Array(try call.cell.settings.inputs.suffix(count)))
    }
    Command(
      "parameters",
      "What the notebook or script was given from outside, by name: '-p name=value' of 'espalier run'. Empty where it "
        + "was given nothing.",
      result: .dictionary(.string, .any), example: "parameters()[\"epochs\"] as? Int ?? 10"
    ) { call in
      Value.dictionary(try call.cell.settings.parameters)
    }
    TypeDeclaration(InputHistory.self, "Cells that were run.") {
      Property("inputs", "The text of each, in order.") { $0.inputs.map(\.source) }
      Property("count", "How many there are.") { $0.inputs.count }
    }
  }
}

extension Table {
  /// The variables of a session, a row each, within the width of a terminal.
  fileprivate init(variables: [Variable]) {
    func cut(_ text: String, _ room: Int) -> String { text.count > room ? text.prefix(room - 1) + "…" : text }
    let rows = variables.map { [cut($0.name, 24), cut($0.type, 28)] }
    let room = 76 - (rows.map(\.[0].count).max() ?? 0) - (rows.map(\.[1].count).max() ?? 0)
    self.init(
      variables.isEmpty ? "no variables" : "", columns: [.init("name"), .init("type"), .init("value")],
      rows: zip(rows, variables).map { $0 + [cut($1.preview, room)] })
  }
}
