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
  ///
  /// A command may have the name of another module's where labels or types tell the two apart, as in
  /// `plot(_: TrainingRun)` and `plot(_: Spectrum)`.
  /// - Throws: `TableError` when a module, a type, or a name with its labels and types is declared twice, a parameter's
  ///   label repeats, a default is not of its parameter's type, a type is named but not declared, or an example does
  ///   not parse.
  public init(modules: [CommandModule]) throws(TableError) {
    self.modules = modules
    var commands: [String: [Callable]] = [:]
    var types: [String: TypeDescription] = [:]
    var operators: [String: [OperatorDeclaration]] = [:]
    for module in modules {
      for command in module.commands { commands[command.name, default: []].append(command) }
      for type in module.types { types[type.name] = type }
      for declared in module.operators { operators[declared.symbol, default: []].append(declared) }
    }
    self.commands = commands
    self.types = types
    self.operators = operators
    try validate()
  }
}
