/// One parameter of anything that can be called, as completion and inspection show it.
struct CallParameter {
  var label: String?
  var name: String
  var type: ValueType
  /// The default as a signature shows it; nil when the argument must be given.
  var defaultText: String?
  var summary = ""
  var unit: String?
  /// Whether the argument is the name of a file or folder.
  var isPath = false
  /// Whether it takes any number of arguments.
  var isVariadic = false
  var isInout = false

  /// `epochs: Int = 10`.
  var signature: String {
    "\(label ?? "_ \(name)"): \(isInout ? "inout " : "")\(type)\(isVariadic ? "..." : "")"
      + (defaultText.map { " = \($0)" } ?? "")
  }

  /// What matching arguments to parameters needs.
  var matching: ArgumentMatch.Parameter {
    ArgumentMatch.Parameter(
      label: label, name: name, type: type, hasDefault: defaultText != nil || isVariadic, isVariadic: isVariadic)
  }

  /// Whether a trailing closure may be its argument.
  var takesFunction: Bool {
    switch type.unwrapped {
    case .function, .unknown, .any, .parameter: true
    default: false
    }
  }
}

extension CallParameter {
  init(_ description: ParameterDescription, _ bindings: [String: ValueType] = [:]) {
    self.init(
      label: description.label, name: description.name,
      type: bindings.isEmpty ? description.type : description.type.substituting(bindings, keeping: true),
      defaultText: description.defaultText, summary: description.summary, unit: description.unit,
      isPath: description.isPath)
  }

  init(_ parameter: UserFunction.Parameter) {
    var type = parameter.type
    if parameter.isVariadic, case .array(let element) = type { type = element }
    self.init(
      label: parameter.label, name: parameter.name, type: type, defaultText: parameter.defaultValue?.shortText,
      isVariadic: parameter.isVariadic, isInout: parameter.isInout)
  }

  init(_ field: NominalType.Field) {
    var text: String?
    if let standard = field.defaultValue {
      text = if case .constant(let value) = standard.kind { value.literalText } else { "…" }
    }
    self.init(
      label: field.name, name: field.name, type: field.type, defaultText: text, summary: field.documentation ?? "")
  }
}

/// Where the arguments of an unfinished call go, as far as they are written.
struct CallProgress {
  /// Whether the arguments before the one at hand fit.
  let fits: Bool
  /// The first parameter that the argument at hand may go to.
  let cursor: Int
  private let parameters: [CallParameter]
  private let arguments: [Expression.Argument]
  private let index: Int
  private let takesMore: Bool

  init(_ parameters: [CallParameter], isVariadic: Bool, _ arguments: [Expression.Argument], at index: Int) {
    self.parameters = parameters
    self.arguments = arguments
    self.index = index
    let match = ArgumentMatch(parameters.map(\.matching), isVariadic: isVariadic, Array(arguments.prefix(index)))
    if case .missing? = match.problem { fits = true } else { fits = match.problem == nil }
    cursor = match.places.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
    takesMore = isVariadic && (cursor <= 1 || !match.variadic.isEmpty)
  }

  /// The parameter that the argument at hand goes to; nil when none takes it.
  var parameter: CallParameter? {
    guard arguments.indices.contains(index) else { return nil }
    let argument = arguments[index]
    let open = parameters.indices.filter { $0 >= cursor }
    if argument.isTrailing, argument.label == nil {
      return open.first { parameters[$0].takesFunction }.map { parameters[$0] }
    }
    if let label = argument.label {
      return (open.first { parameters[$0].label == label } ?? parameters.firstIndex { $0.label == label }).map {
        parameters[$0]
      }
    }
    if takesMore { return parameters.first }
    if argument.label == nil, cursor > 0, parameters[cursor - 1].isVariadic { return parameters[cursor - 1] }
    for place in open {
      if parameters[place].label == nil { return parameters[place] }
      if parameters[place].defaultText == nil { return nil }
    }
    return nil
  }

  /// The labels that may still be written at the argument at hand: those that must be first, then those with defaults.
  var missing: [CallParameter] {
    let written = Set(arguments.enumerated().compactMap { $0.offset == index ? nil : $0.element.label })
    let open = parameters.dropFirst(cursor).filter { $0.label.map { !written.contains($0) } ?? false }
    return open.filter { $0.defaultText == nil } + open.filter { $0.defaultText != nil }
  }
}

extension Expression {
  /// The text of a literal or a `.member`; an ellipsis for what is longer.
  fileprivate var shortText: String {
    switch kind {
    case .integer(let value): "\(value)"
    case .floating(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .nothing: "nil"
    case .implicitMember(let name, _): ".\(name)"
    case .name(let name): name
    case .array(let elements) where elements.isEmpty: "[]"
    case .dictionary(let pairs) where pairs.isEmpty: "[:]"
    case .string(let parts):
      if parts.count == 1, case .text(let text) = parts[0] { Value.string(text).literalText } else { "…" }
    default: "…"
    }
  }
}
