/// A statement of the lowered tree.
struct Statement {
  var kind: Kind
  var range: SourceRange

  indirect enum Kind {
    case expression(Expression)
    case binding(isMutable: Bool, [Binding])
    case function(FunctionDeclaration)
    case conditional([Condition], [Statement], otherwise: [Statement]?)
    case guarded([Condition], otherwise: [Statement])
    case whileLoop(label: String?, [Condition], [Statement])
    case repeatLoop(label: String?, [Statement], Expression)
    /// `isMatching`: a `for case`, which passes over the elements that the pattern does not match.
    case forLoop(label: String?, isMatching: Bool, Pattern, Expression, filter: Expression?, [Statement])
    case choice(label: String?, Expression, [Case])
    case leave(label: String?)
    case next(label: String?)
    case result(Expression?)
    case block(label: String?, [Statement])
    case deferred([Statement])
    case handled([Statement], [CatchClause])
    case raise(Expression)
    case nominal(NominalDeclaration)
    case alias(String, TypeExpression)
  }

  /// One `pattern: Type = value` of a `let` or `var`.
  struct Binding {
    var pattern: Pattern
    var type: TypeExpression?
    var value: Expression?
  }

  /// One of the conditions of `if`, `guard` and `while`.
  enum Condition {
    case expression(Expression)
    /// `let name = value`, or `let name`.
    case unwrapping(isMutable: Bool, Pattern, TypeExpression?, Expression)
    /// `case pattern = value`.
    case matching(Pattern, Expression)
  }

  /// One `case` of a `switch`; no patterns means `default`.
  struct Case {
    var patterns: [(pattern: Pattern, filter: Expression?)]
    var body: [Statement]
    var fallsThrough: Bool
    var range: SourceRange
  }

  /// `catch`, which takes the errors that one of its patterns matches; without any it takes all, bound to `error`.
  struct CatchClause {
    var patterns: [(pattern: Pattern, filter: Expression?)]
    var body: [Statement]
    var range: SourceRange
  }
}

/// What a value is bound to or matched against.
struct Pattern {
  var kind: Kind
  var range: SourceRange

  indirect enum Kind {
    case wildcard
    case name(String, isMutable: Bool)
    case tuple([(label: String?, pattern: Pattern)])
    /// Matches when the value equals it, or lies in it when it is a range.
    case expression(Expression)
    /// `.name`, `.name(patterns)`, or the same with its type before the dot.
    case member(String, [(label: String?, pattern: Pattern)]?, of: Expression?)
    /// Matches what is at least, at most or less than a bound: `1...`, `...1`, `..<1`.
    case openRange(ComparisonOperator, Expression)
    /// `pattern?`.
    case some(Pattern)
    case type(TypeExpression, Pattern?)
  }
}

/// Parameters, result and statements of a function or closure.
final class FunctionBody {
  struct Parameter {
    var label: String?
    var name: String
    var range: SourceRange
    var type: TypeExpression?
    var defaultValue: Expression?
    var isInout = false
    var isVariadic = false
  }

  /// Nil for a closure that names none, and uses `$0`.
  var parameters: [Parameter]?
  var result: TypeExpression?
  var statements: [Statement]
  /// One more than the highest `$n` that the body uses.
  var shorthandCount: Int
  /// Names of generic parameters, whose types the checker leaves open.
  var typeParameters: [String]
  /// Whether an `init?`.
  var isFailable = false
  let range: SourceRange

  init(
    parameters: [Parameter]?, result: TypeExpression?, statements: [Statement], shorthandCount: Int,
    typeParameters: [String], range: SourceRange
  ) {
    self.parameters = parameters
    self.result = result
    self.statements = statements
    self.shorthandCount = shorthandCount
    self.typeParameters = typeParameters
    self.range = range
  }
}

/// A function with a name.
struct FunctionDeclaration {
  var name: String
  var nameRange: SourceRange
  var body: FunctionBody
  var isMutating = false
  var isStatic = false
  /// Whether a result that nothing uses draws no warning.
  var isDiscardable = false
  /// The `///` comment before it.
  var documentation: String?
}

/// A structure or enumeration that a cell declares.
struct NominalDeclaration {
  struct Property {
    var name: String
    var nameRange: SourceRange
    var type: TypeExpression?
    var value: Expression?
    var isMutable: Bool
    var isStatic: Bool
    /// The statements of a computed property.
    var getter: FunctionBody?
    /// What sets a computed property, or watches a stored one: each has one parameter.
    var setter: FunctionBody?
    var willSet: FunctionBody?
    var didSet: FunctionBody?
    var documentation: String?
  }

  /// `subscript(…) -> Type`.
  struct Subscript {
    var getter: FunctionBody
    var setter: FunctionBody?
  }

  struct Case {
    var name: String
    var range: SourceRange
    var payload: [(label: String?, type: TypeExpression, defaultValue: Expression?)]
    var rawValue: Expression?
    var documentation: String?
  }

  var name: String
  var nameRange: SourceRange
  var isEnumeration: Bool
  var inherited: [TypeExpression]
  var documentation: String?
  var properties: [Property] = []
  var methods: [FunctionDeclaration] = []
  var initializers: [FunctionBody] = []
  var cases: [Case] = []
  var subscripts: [Subscript] = []
  /// Types that are declared inside.
  var nested: [NominalDeclaration] = []
}
