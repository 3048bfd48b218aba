import JupyterProtocol

/// The part of the Debug Adapter Protocol that variable panels need; the kernel has no breakpoints.
enum VariableInspector {
  /// The body of the answer, or why there is none.
  static func answer(
    to request: DebugRequest, from variables: [Variable]
  ) -> Result<JSONValue, DebugReply.Refusal> {
    switch request.command {
    case "inspectVariables", "variables": return .success(["variables": .array(variables.map(summary))])
    case "richInspectVariables":
      let name = request.arguments["variableName"]?.stringValue ?? ""
      guard let variable = variables.first(where: { $0.name == name }) else {
        return .failure(DebugReply.Refusal("there is no variable '\(name)'"))
      }
      let text = "\(variable.name): \(variable.type) = \(variable.preview)"
      return .success(["data": ["text/plain": .string(text)], "metadata": [:]])
    case "debugInfo": return .success(information)
    default:
      return .failure(
        DebugReply.Refusal("'\(request.command)' is not served: the kernel shows variables and has no debugger"))
    }
  }

  private static func summary(_ variable: Variable) -> JSONValue {
    [
      "name": .string(variable.name), "evaluateName": .string(variable.name), "type": .string(variable.type),
      "value": .string(variable.preview), "variablesReference": 0,
    ]
  }

  private static let information: JSONValue = [
    "isStarted": false, "hashMethod": "Murmur2", "hashSeed": 0, "tmpFilePrefix": "", "tmpFileSuffix": ".swift",
    "breakpoints": [], "stoppedThreads": [], "richRendering": true, "exceptionPaths": [], "copyToGlobals": false,
  ]
}
