/// One member of a declared type, its receiver's type erased.
public struct MemberDeclaration<Receiver: ForeignValue>: Sendable {
  package enum Kind: Hashable, Sendable {
    case property, method, staticMember, staticMethod, initializer, subscripting
  }

  package let kind: Kind
  package let callable: Callable
}

/// A type of the domain with the members that cells may use.
public struct TypeDeclaration<Receiver: ForeignValue>: Sendable {
  package let description: TypeDescription

  /// A type, by the name that its `typeName` gives.
  public init(
    _ type: Receiver.Type, _ summary: String, @MemberBuilder<Receiver> _ members: () -> [MemberDeclaration<Receiver>]
  ) {
    var description = TypeDescription(name: Receiver.typeName, summary: summary)
    for member in members() { description.add(member.kind, member.callable) }
    self.description = description
  }
}

/// What the table knows of a declared type.
public struct TypeDescription: Sendable {
  /// The name in cells.
  public let name: String
  /// One sentence: what it is.
  public let summary: String
  /// Properties by name, without parameters.
  public private(set) var properties: [Callable] = []
  /// Methods, several of a name told apart by their labels.
  public private(set) var methods: [Callable] = []
  /// Static members such as `.magnitude`; those with parameters are called: `.mle(neighbors: 20)`.
  public private(set) var statics: [Callable] = []
  /// Names among `statics` that are written without parentheses.
  public private(set) var staticProperties: Set<String> = []
  /// Initialisers: `Name(…)`.
  public private(set) var initializers: [Callable] = []
  /// Subscripts, told apart by the types of their arguments.
  public private(set) var subscripts: [Callable] = []

  /// A type without members yet.
  package init(name: String, summary: String) {
    self.name = name
    self.summary = summary
  }

  mutating func add<Receiver>(_ kind: MemberDeclaration<Receiver>.Kind, _ callable: Callable) {
    switch kind {
    case .property: properties.append(callable)
    case .method: methods.append(callable)
    case .staticMember:
      statics.append(callable)
      staticProperties.insert(callable.name)
    case .staticMethod: statics.append(callable)
    case .initializer: initializers.append(callable)
    case .subscripting: subscripts.append(callable)
    }
  }
}

/// Collects the members of a type.
@resultBuilder
public enum MemberBuilder<Receiver: ForeignValue> {
  /// A member among the declarations of a type.
  public static func buildExpression(_ member: MemberDeclaration<Receiver>) -> [MemberDeclaration<Receiver>] {
    [member]
  }
  /// Members that were collected elsewhere.
  public static func buildExpression(_ members: [MemberDeclaration<Receiver>]) -> [MemberDeclaration<Receiver>] {
    members
  }
  /// The members of a type, in the order of writing.
  public static func buildBlock(_ members: [MemberDeclaration<Receiver>]...) -> [MemberDeclaration<Receiver>] {
    members.flatMap { $0 }
  }
}
