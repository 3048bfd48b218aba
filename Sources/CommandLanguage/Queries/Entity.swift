/// What a name, a member or a callee in a cell can mean, told the same way whatever declares it.
enum Entity {
  case variable(String, ValueType)
  /// A function of a cell; the first parameter of a method is `self` and stays out of sight.
  case function(UserFunction, isMethod: Bool)
  case nominal(NominalType)
  /// The initialiser that a structure has without declaring one.
  case memberwise(NominalType)
  case enumCase(NominalType, Int)
  /// A stored or computed property of a type that a cell declares, or an element of a tuple.
  case property(String, ValueType, documentation: String?)
  /// A command, or a member of a type of the command table.
  case declared(Callable, Role)
  /// A function or member of the library, with the type of its receiver.
  case library(LibraryMember, ValueType?)
  case type(ValueType, TypeDescription?)
  /// Another name of a type.
  case alias(String, ValueType)

  /// What a declaration of the command table is.
  enum Role {
    case command, property, method, constant, staticMethod, initializer
  }

  /// The name as it is written.
  var name: String {
    switch self {
    case .variable(let name, _), .property(let name, _, _): name
    case .function(let function, _): function.name
    case .nominal(let type), .memberwise(let type): type.name
    case .enumCase(let type, let index): type.cases[index].name
    case .declared(let callable, _): callable.name
    case .library(let member, _): member.name
    case .type(let type, _): "\(type)"
    case .alias(let name, _): name
    }
  }

  /// The kind, as completion calls it.
  var kind: String {
    switch self {
    case .variable: "variable"
    case .function(_, let isMethod): isMethod ? "method" : "function"
    case .nominal, .type, .alias: "type"
    case .memberwise: "function"
    case .enumCase: "member"
    case .property: "property"
    case .declared(_, let role):
      switch role {
      case .command, .initializer: "function"
      case .property: "property"
      case .method: "method"
      case .constant, .staticMethod: "member"
      }
    case .library(let member, let receiver):
      if member.isProperty { "property" } else { receiver == nil ? "function" : "method" }
    }
  }

  /// The type of a value, or the whole signature of what is called.
  var signature: String {
    switch self {
    case .variable(_, let type), .property(_, let type, _): "\(type)"
    case .nominal(let type): "\(type.isEnumeration ? "enum" : "struct") \(type.name)"
    case .declared(let callable, .property), .declared(let callable, .constant): "\(callable.result)"
    case .library(let member, _) where member.isProperty: "\(result)"
    case .type(let type, _), .alias(_, let type): "\(type)"
    case .enumCase(let type, let index) where type.cases[index].payload.isEmpty: type.name
    default:
      "\(title)(" + parameters.map(\.signature).joined(separator: ", ") + (isVariadic ? "..." : "") + ")"
        + (result == .void ? "" : " -> \(result)")
    }
  }

  /// A line of its own: `count: Int`, `let net: Network`, `train(_ net: Network, …) -> TrainingRun`.
  var declaration: String {
    switch self {
    case .variable(let name, let type), .property(let name, let type, _): "\(name): \(type)"
    case .declared(let callable, .property): "\(callable.name): \(callable.result)"
    case .declared(let callable, .constant): ".\(callable.name): \(callable.result)"
    case .library(let member, _) where member.isProperty: "\(member.name): \(result)"
    case .enumCase(let type, let index) where type.cases[index].payload.isEmpty: ".\(name): \(type.name)"
    case .alias(let name, let type): "typealias \(name) = \(type)"
    case .declared(_, .staticMethod), .enumCase: ".\(signature)"
    default: signature
    }
  }

  /// One sentence, or nothing.
  var summary: String {
    switch self {
    case .variable, .alias: ""
    case .function(let function, _): function.documentation?.firstLine ?? ""
    case .nominal(let type), .memberwise(let type): type.documentation?.firstLine ?? ""
    case .enumCase(let type, let index): type.cases[index].documentation?.firstLine ?? ""
    case .property(_, _, let documentation): documentation?.firstLine ?? ""
    case .declared(let callable, _): callable.summary
    case .library(let member, _): member.summary
    case .type(_, let description): description?.summary ?? ""
    }
  }

  /// What using or calling it gives.
  var result: ValueType {
    switch self {
    case .variable(_, let type), .property(_, let type, _): type
    case .function(let function, _): function.result
    case .nominal(let type), .memberwise(let type), .enumCase(let type, _): type.valueType
    case .declared(let callable, _): callable.result
    case .library(let member, let receiver):
      member.result.substituting(Library.standard.bindings(member.head, receiver), keeping: true)
    case .type(let type, _), .alias(_, let type): type
    }
  }

  /// The type as a value without a call.
  var valueType: ValueType {
    switch self {
    case .variable(_, let type), .property(_, let type, _): type
    case .declared(let callable, .property), .declared(let callable, .constant): callable.result
    case .library(let member, _) where member.isProperty: result
    case .enumCase(let type, let index) where type.cases[index].payload.isEmpty: type.valueType
    case .nominal, .type, .alias: .metatype(result)
    default: .function(parameters.map(\.type), result)
    }
  }

  /// The parameters of a call.
  var parameters: [CallParameter] {
    switch self {
    case .variable(_, .function(let inputs, _)), .property(_, .function(let inputs, _), _):
      inputs.enumerated().map { CallParameter(label: nil, name: "\($0)", type: $1) }
    case .variable, .property, .nominal, .type, .alias: []
    case .function(let function, let isMethod):
      function.parameters.dropFirst(isMethod ? 1 : 0).map { CallParameter($0) }
    case .memberwise(let type):
      // A constant with a value is not part of the memberwise initialiser.
      type.fields.filter { $0.isMutable || $0.defaultValue == nil }.map { CallParameter($0) }
    case .enumCase(let type, let index):
      type.cases[index].payload.enumerated().map {
        CallParameter(label: $1.label, name: $1.label ?? "\($0)", type: $1.type)
      }
    case .declared(let callable, _): callable.parameters.map { CallParameter($0) }
    case .library(let member, let receiver):
      member.parameters.map { CallParameter($0, Library.standard.bindings(member.head, receiver)) }
    }
  }

  /// Whether the first parameter takes any number of arguments.
  var isVariadic: Bool { if case .library(let member, _) = self { member.isVariadic } else { false } }

  /// The name in a signature: an initialiser of the library goes by its type.
  private var title: String {
    switch self {
    case .library(let member, _) where member.name == "init": "\(result.unwrapped)"
    case .function(let function, _) where function.name == "init": "\(function.result)"
    default: name
    }
  }
}

extension String {
  /// The text up to its first line break.
  var firstLine: String { split(separator: "\n", maxSplits: 1).first.map(String.init) ?? "" }
}
