/// Commands, types and operators of one subject, such as `pruning`.
public struct CommandModule: Sendable {
  /// The name: `help(.pruning)`.
  public let name: String
  /// One sentence: what it is about.
  public let summary: String
  /// The commands in order of declaration.
  public let commands: [Callable]
  /// The types in order of declaration.
  public let types: [TypeDescription]
  /// The operators in order of declaration.
  public let operators: [OperatorDeclaration]

  /// A module of declarations.
  public init(_ name: String, summary: String, @CommandBuilder _ contents: () -> [CommandBuilder.Declaration]) {
    self.name = name
    self.summary = summary
    var commands: [Callable] = []
    var types: [TypeDescription] = []
    var operators: [OperatorDeclaration] = []
    for declaration in contents() {
      switch declaration {
      case .command(let command): commands.append(command)
      case .type(let type): types.append(type)
      case .operator(let declared): operators.append(declared)
      }
    }
    self.commands = commands
    self.types = types
    self.operators = operators
  }
}

/// Collects the declarations of a module.
@resultBuilder
public enum CommandBuilder {
  /// One declaration of a module.
  public enum Declaration: Sendable {
    case command(Callable)
    case type(TypeDescription)
    case `operator`(OperatorDeclaration)
  }

  /// A command among the declarations of a module.
  public static func buildExpression(_ command: Command) -> [Declaration] { [.command(command.callable)] }
  /// A type among the declarations of a module.
  public static func buildExpression<Receiver>(_ type: TypeDeclaration<Receiver>) -> [Declaration] {
    [.type(type.description)]
  }
  /// An operator among the declarations of a module.
  public static func buildExpression(_ declared: OperatorDeclaration) -> [Declaration] { [.operator(declared)] }
  /// Declarations that were collected elsewhere.
  public static func buildExpression(_ declarations: [Declaration]) -> [Declaration] { declarations }
  /// Declarations out of a loop.
  public static func buildArray(_ declarations: [[Declaration]]) -> [Declaration] { declarations.flatMap { $0 } }
  /// The declarations of a module, in the order of writing.
  public static func buildBlock(_ declarations: [Declaration]...) -> [Declaration] { declarations.flatMap { $0 } }
}
