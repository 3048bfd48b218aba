/// The commands, types and operators that cells may use, validated as a whole.
public struct CommandTable: Sendable {
  /// The modules in order.
  public let modules: [CommandModule]
  /// The commands by name; several of a name differ by their labels.
  package let commands: [String: [Callable]]
  /// The types by name.
  package let types: [String: TypeDescription]
  /// The operators by symbol.
  package let operators: [String: [OperatorDeclaration]]

  /// A table of modules.
  /// - Throws: `TableError` when a name or a label set is declared twice, a parameter's label repeats, a default is
  ///   not of
  ///   its parameter's type, a type is named but not declared, or an example does not parse.
  public init(modules: [CommandModule]) throws(TableError) {
    self.modules = modules
    var commands: [String: [Callable]] = [:]
    var types: [String: TypeDescription] = [:]
    var operators: [String: [OperatorDeclaration]] = [:]
    for module in modules {
      for command in module.commands { commands[command.name, default: []].append(command) }
      for type in module.types {
        guard types[type.name] == nil else { throw TableError(place: type.name, problem: .duplicateType) }
        types[type.name] = type
      }
      for declared in module.operators { operators[declared.symbol, default: []].append(declared) }
    }
    self.commands = commands
    self.types = types
    self.operators = operators
    try validate()
  }
}

/// A mistake in the declarations of a table, found when it is made.
public struct TableError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    case duplicateType
    case duplicateSignature
    case duplicateLabel(String)
    case defaultOfOtherType(parameter: String, expected: String, found: String)
    case undeclaredType(String)
    case exampleDoesNotParse(String)
    case notAnIdentifier(String)
  }

  /// The declaration at fault.
  public let place: String
  /// What is wrong with it.
  public let problem: Problem

  /// A mistake at a declaration.
  public init(place: String, problem: Problem) {
    self.place = place
    self.problem = problem
  }
}
