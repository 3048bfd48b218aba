/// An expression of the lowered tree: what a cell says, free of Swift's concrete syntax.
struct Expression {
  var kind: Kind
  var range: SourceRange

  indirect enum Kind {
    case integer(Int)
    case floating(Double)
    case boolean(Bool)
    case string([StringPart])
    case nothing
    case name(String)
    /// `base.name`, and where the name stands.
    case member(Expression, String, SourceRange)
    /// `.name`, whose type the context gives.
    case implicitMember(String, SourceRange)
    case call(Expression, [Argument])
    case index(Expression, [Argument])
    case tuple([Argument])
    case array([Expression])
    case dictionary([(key: Expression, value: Expression)])
    case closure(FunctionBody)
    case ternary(Expression, Expression, Expression)
    /// `if` or `switch` as a value: each branch is one expression, or leaves.
    case branches(Statement)
    case binary(OperatorName, Expression, Expression)
    case prefix(OperatorName, Expression)
    case forced(Expression)
    /// `base?` inside a chain.
    case chained(Expression)
    /// The whole of a chain: nil when any link is.
    case chain(Expression)
    /// `target = value`, or `target op= value`.
    case assignment(Expression, OperatorName?, Expression)
    case cast(Expression, CastKind, TypeExpression)
    /// `try? value`.
    case attempt(Expression)
    /// `&variable`, for an `inout` parameter.
    case address(Expression)
    /// An operator as a function: `reduce(0, +)`.
    case operatorFunction(String)
    /// A type where a value is expected: `[Int]()`, `Double.self`.
    case type(TypeExpression)
  }

  /// A piece of a string literal.
  enum StringPart {
    case text(String)
    case value(Expression)
  }

  /// One argument of a call, subscript or tuple.
  struct Argument {
    var label: String?
    var labelRange: SourceRange
    var value: Expression
    var isTrailing = false
  }

  /// An operator and where it stands.
  struct OperatorName {
    var text: String
    var range: SourceRange
  }

  enum CastKind {
    case plain, conditional, forced, test
  }
}

/// A type as a cell writes it.
struct TypeExpression {
  var kind: Kind
  var range: SourceRange

  indirect enum Kind {
    case name(String, [TypeExpression])
    case array(TypeExpression)
    case dictionary(TypeExpression, TypeExpression)
    case optional(TypeExpression)
    case tuple([(label: String?, type: TypeExpression)])
    case function([TypeExpression], TypeExpression)
    /// A type inside another: `Grid.Cell`.
    case nested(TypeExpression, String)
  }
}
