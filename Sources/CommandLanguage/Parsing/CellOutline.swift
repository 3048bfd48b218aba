import SwiftParser
import SwiftSyntax

/// What a text says at a glance, without checking it: the names that it declares, and calls of a function.
package struct CellOutline {
  private let tree: SourceFileSyntax

  /// The outline of a text; of one that does not parse, nothing.
  package init(_ source: String) {
    let parsed = CellParser.parse(source)
    tree = parsed.diagnostics.isEmpty ? parsed.tree : CellParser.parse("").tree
  }

  /// The variables, functions and types that the text declares outside of any body.
  package var declaredNames: Set<String> {
    var names: Set<String> = []
    for item in tree.statements {
      switch item.item {
      case .decl(let declaration):
        if let variable = declaration.as(VariableDeclSyntax.self) {
          for binding in variable.bindings { CellOutline.add(binding.pattern, to: &names) }
        } else if let named = declaration.asProtocol((any NamedDeclSyntax).self) {
          names.insert(named.name.text)
        }
      default: break
      }
    }
    return names
  }

  private static func add(_ pattern: PatternSyntax, to names: inout Set<String>) {
    if let name = pattern.as(IdentifierPatternSyntax.self) { names.insert(name.identifier.text) }
    for element in pattern.as(TuplePatternSyntax.self)?.elements ?? [] { add(element.pattern, to: &names) }
  }

  /// The first argument of each call of a function by its bare name, where that is plain text.
  package func firstArguments(of function: String) -> [String] {
    let visitor = CallVisitor(function)
    visitor.walk(tree)
    return visitor.arguments
  }

  private final class CallVisitor: SyntaxVisitor {
    private let function: String
    private(set) var arguments: [String] = []

    init(_ function: String) {
      self.function = function
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ call: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
      if call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text == function,
        let literal = call.arguments.first?.expression.as(StringLiteralExprSyntax.self),
        let text = literal.representedLiteralValue
      {
        arguments.append(text)
      }
      return .visitChildren
    }
  }
}
