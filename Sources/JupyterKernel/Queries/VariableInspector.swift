import JupyterProtocol

/// The part of the Debug Adapter Protocol that variable panels need: a session can be begun and ended, and variables
/// looked at; there are no breakpoints, so no thread ever stops.
struct VariableInspector {
  /// A front end has begun a session.
  private var isStarted = false

  /// The body of the answer, or why there is none.
  mutating func answer(
    to request: DebugRequest, from variables: [Variable]
  ) -> Result<JSONValue, DebugReply.Unserved> {
    switch request.command {
    case "initialize":
      isStarted = true
      return .success([:])
    case "disconnect", "terminate":
      isStarted = false
      return .success([:])
    case "attach", "configurationDone", "setExceptionBreakpoints": return .success([:])
    case "setBreakpoints": return .success(["breakpoints": []])
    case "modules": return .success(["modules": []])
    case "debugInfo": return .success(information)
    case "inspectVariables": return .success(["variables": .array(variables.map(Self.summary))])
    // Variables have no parts here.
    case "variables": return .success(["variables": []])
    case "richInspectVariables":
      let name = request.arguments["variableName"]?.stringValue ?? ""
      guard let variable = variables.first(where: { $0.name == name }) else {
        return .failure(DebugReply.Unserved("there is no variable '\(name)'"))
      }
      let text = "\(variable.name): \(variable.type) = \(variable.preview)"
      return .success(["data": ["text/plain": .string(text)], "metadata": [:]])
    default:
      return .failure(
        DebugReply.Unserved("'\(request.command)' is not served: the kernel shows variables and has no debugger"))
    }
  }

  /// Without `type`: of all types but Python's own, JupyterLab shows the type in place of the value.
  private static func summary(_ variable: Variable) -> JSONValue {
    [
      "name": .string(variable.name), "evaluateName": .string(variable.name),
      "value": .string(variable.preview), "variablesReference": 0,
    ]
  }

  private var information: JSONValue {
    [
      "isStarted": .bool(isStarted), "hashMethod": "Murmur2", "hashSeed": 0, "tmpFilePrefix": "",
      "tmpFileSuffix": ".swift", "breakpoints": [], "stoppedThreads": [], "richRendering": true, "exceptionPaths": [],
      "copyToGlobals": false,
    ]
  }
}
