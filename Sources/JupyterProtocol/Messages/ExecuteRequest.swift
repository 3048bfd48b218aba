/// Asks for a cell to be run.
package struct ExecuteRequest: RequestContent {
  package static let type = "execute_request"

  /// The source text.
  package let code: String
  /// Show nothing, count nothing.
  package let silent: Bool
  /// Count the cell and keep it in the history; never for a silent one.
  package let storeHistory: Bool
  /// Expressions to evaluate after the cell, by the name of their answer, sorted by it.
  package let userExpressions: [(name: String, expression: String)]
  /// The front end can answer `input_request`.
  package let allowStdin: Bool
  /// An error aborts the cells that wait behind this one.
  package let stopOnError: Bool

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    code = try json.text("code")
    silent = try json.flag("silent", default: false)
    storeHistory = try json.flag("store_history", default: true) && !silent
    allowStdin = try json.flag("allow_stdin", default: false)
    stopOnError = try json.flag("stop_on_error", default: true)
    let expressions = json["user_expressions"]?.objectValue ?? [:]
    userExpressions = expressions.sorted { $0.key < $1.key }.compactMap { name, expression in
      expression.stringValue.map { (name, $0) }
    }
  }
}
